import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openOffer } from '@lanran/sdk/licensing/offers';
import { parsePrice } from '@lanran/sdk/kernel/money';
import { connect } from '@lanran/sdk/accounts/connect';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { organizationIdOf, parseAssetId } from '@lanran/protocol/kernel/ids';
import { parseMedia } from '@lanran/protocol/licensing/media';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import { readDemoAccount } from '../../../scripts/seed/accounts.ts';
import { oneUseText } from '../../../web/features/council/one-use/words/one-use-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { organizationFieldText } from '../../../web/lib/organizations/organization-field-text.ts';
import { territoryFieldText } from '../../../web/lib/territories/territory-field-text.ts';
import { mediumLabel } from '../../../web/lib/territories/window-text.ts';
import { TestBrowser } from '../../support/browser.ts';
import { CommandActs } from '../../support/command-acts.ts';
import { Installation } from '../../support/installation.ts';
import { escape, Walker } from './walker.ts';

const TODAY = todayOf(Math.floor(Date.now() / 1000));
const day = (after: number) => formatDay(TODAY + after);
const STUDIO = 'Wuyang';

/** Without a general yes: one studio may buy one license, which nobody else may and which uses the permission up. */
describe('one use that a council permits', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  const acts = new CommandActs(here);
  let council: Walker;
  let assetId = '';
  const communityId = organizationIdOf('demo-miao-villages');

  beforeAll(async () => {
    await here.start();
    assetId = await acts.publish('sleeve');
    council = new Walker(await browser.person({ language: 'en', url: here.platform.url }), 'en');
    const { page, say } = council;
    // Demo keys need no passphrase.
    await page.goto('/sign-in');
    await page.getByText(say(peopleText, 'demoCommunity')).first().click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
  });

  it('is permitted beside the general yes, with the share in money before it is signed', async () => {
    const { page, say } = council;
    await page.goto(`/council/${communityId}/asks/${assetId}`);
    await page.getByRole('link', { name: say(oneUseText, 'permit'), exact: true }).click();
    // The page before has a button of the same name.
    await page.getByLabel(say(oneUseText, 'firstDay')).waitFor();
    await council.button(say(oneUseText, 'look')).click();
    await page.getByText(say(oneUseText, 'problems.licenseeMissing')).first().waitFor();
    await page.getByLabel(say(organizationFieldText, 'search')).fill(STUDIO);
    await page.getByRole('radio', { name: new RegExp(STUDIO) }).check();
    await page
      .getByRole('checkbox', { name: new RegExp(`^${escape(mediumLabel('STREAMING', 'en'))}`) })
      .check({ force: true });
    await page
      .getByRole('radio', { name: say(territoryFieldText, 'all'), exact: true })
      .check({ force: true });
    await page.getByLabel(say(oneUseText, 'firstDay')).fill(day(0));
    await page.getByLabel(say(oneUseText, 'lastDay')).fill(day(300));
    await page.getByLabel(say(oneUseText, 'price', { symbol: 'TCNY' })).fill('1,500');
    await page.getByLabel(say(oneUseText, 'share')).fill('30');
    await council.button(say(oneUseText, 'look')).click();
    const sheet = page.getByRole('dialog');
    const said = await sheet.innerText();
    expect(said).toMatch(/30\s?%: at least 450\u00A0TCNY/);
    expect(said).toContain(say(oneUseText, 'once'));
    await council.sign(say(oneUseText, 'sign'), sheet);
    await page.getByText(/^You permitted one use by /).waitFor();
  });

  it('is used up by the license that the studio buys by an offer for it alone', async () => {
    const { page, say } = council;
    const museum = await connect(here.platform.url, readDemoAccount(here.dataDir, 'institution'));
    await openOffer(museum, parseAssetId(assetId), {
      media: parseMedia('STREAMING'),
      territories: parseTerritories('WORLD'),
      firstDay: TODAY,
      lastDay: TODAY + 300,
      exclusive: false,
      price: 150_000n,
      token: parsePrice('1500 TCNY', museum.deployment).token,
      licensee: organizationIdOf('demo-wuyang-films'),
      rights: 0,
      communityShareBps: 3_000,
    });
    const use = ['--media', 'streaming', '--territory', 'FR', '--from', day(1), '--to', day(30)];
    const sold = await acts.done('studio', 'license', assetId, ...use);
    await page.goto(`/council/${communityId}/consents/${assetId}`);
    await page.getByText(say(oneUseText, 'states.SPENT')).waitFor();
    const license = page.getByRole('link', { name: /^License 0x/ });
    expect(await license.getAttribute('href')).toBe(`/check/${z.string().parse(sold['licenseId'])}`);
    expect(await council.button(say(oneUseText, 'withdraw')).count()).toBe(0);
    expect(council.person.faults).toEqual([]);
  });
});
