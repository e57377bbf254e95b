import { beforeAll, describe, expect, it } from 'vitest';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { partLabel } from '@lanran/protocol/territories/territory-text';
import { blockingText } from '../../../web/features/institution/offers/words/blocking-text.ts';
import { manyOffersText } from '../../../web/features/institution/offers/words/many-offers-text.ts';
import { offerText } from '../../../web/features/institution/offers/words/offer-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { territoryFieldText } from '../../../web/lib/territories/territory-field-text.ts';
import { mediumLabel } from '../../../web/lib/territories/window-text.ts';
import { TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { wordsIn } from './words.ts';

const YEAR = new Date().getUTCFullYear() + 1;
const SHOTS = process.env['LANRAN_SHOTS'];

describe.each(['en', 'zh'] as const)('offers of many assets in the browser (%s)', (language) => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  const say = wordsIn(language);
  beforeAll(async () => here.start());

  it('are shown before they are signed, and say what became of each asset', async () => {
    const person = await browser.person({ language, url: here.platform.url });
    const { page } = person;
    await page.goto('/sign-in');
    await page.getByText(say(peopleText, 'demoInstitution')).first().click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await page.goto(`/institution/${organizationIdOf('demo-qingshui-museum')}/offers/many?text=batik`);

    const streaming = new RegExp(`^${mediumLabel('STREAMING', language)}`);
    await page.locator('label').filter({ hasText: streaming }).first().click();
    const china = partLabel('CN', language);
    await page.getByLabel(say(territoryFieldText, 'find')).fill(china);
    await page.locator('label').filter({ hasText: china }).first().click();
    await page.getByLabel(new RegExp(`^${say(offerText, 'first')}`)).fill(`${YEAR}-01-01`);
    await page.getByLabel(new RegExp(`^${say(offerText, 'last')}`)).fill(`${YEAR}-12-31`);
    await page.getByLabel(say(offerText, 'price', { symbol: 'TCNY' })).fill('777');
    await page.getByRole('button', { name: say(manyOffersText, 'look'), exact: true }).click();
    const table = page.getByRole('table');
    await table.waitFor();
    expect(await person.accessibilityFaults()).toEqual([]);
    if (SHOTS !== undefined)
      await page.screenshot({ path: `${SHOTS}/preview-${language}.png`, fullPage: true });

    const named = say(manyOffersText, 'offer', { count: 2 }).replace('2', String.raw`(\d+)`);
    await page.getByRole('button', { name: new RegExp(named) }).click();
    const sheet = page.getByRole('dialog');
    const tick = sheet.getByText(say(blockingText, 'title'));
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/sheet-${language}.png` });
    if ((await tick.count()) > 0) await sheet.getByRole('checkbox').check({ force: true });
    await sheet.getByRole('button', { name: say(manyOffersText, 'verb') }).click();
    await page.getByText(say(manyOffersText, 'done')).waitFor();
    const opened = say(manyOffersText, 'states.DONE', { id: '' }).trim();
    await table
      .getByText(new RegExp(String.raw`^${opened} \d+$`))
      .first()
      .waitFor();
    expect(person.faults).toEqual([]);
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/done-${language}.png`, fullPage: true });
    await person.close();
  });
});
