import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { signaturesText } from '../../../web/features/council/signatures/words/signatures-text.ts';
import { accountText } from '../../../web/features/people/signing-in/words/account-text.ts';
import { sheetStepText } from '../../../web/features/people/keys/words/sheet-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { licenseText } from '../../../web/features/studio/license/words/license-text.ts';
import { studioText } from '../../../web/features/studio/desk/words/studio-text.ts';
import { wishText } from '../../../web/features/studio/wish/words/wish-text.ts';
import { readDemoAccount } from '../../../scripts/seed/accounts.ts';
import { decidingText } from '../../../web/lib/council/deciding-text.ts';
import { type BrowserPerson, type Language, TestBrowser } from '../../support/browser.ts';
import { CommandActs } from '../../support/command-acts.ts';
import { Installation } from '../../support/installation.ts';
import { PASSPHRASE, Walker } from './walker.ts';
import { wordsIn } from './words.ts';

const TODAY = todayOf(Math.floor(Date.now() / 1000));
const day = (after: number) => formatDay(TODAY + after);
const REACH = ['--media', 'streaming', '--territory', 'FR,CN'];
const PERMITTED = ['--media', 'streaming,television', '--territory', 'WORLD'];
const LANGUAGES = ['en', 'zh'] as const;
const Made = z.object({ safe: z.string() });
const Shown = z.object({ asset: z.object({ community: z.object({ slug: z.string() }) }) });

/** What a studio has, grants and pays, and a council of one; the acts by commands, the pages in a browser. */
describe('what one has already, on the pages', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  const acts = new CommandActs(here);
  const { done } = acts;
  let asset = '';
  let license = '';

  beforeAll(async () => {
    await here.start();
    asset = await acts.publish('apron');
    const rights = ['--rights', 'SUBLICENSABLE'];
    await done(
      'council',
      'consent',
      asset,
      ...PERMITTED,
      '--until',
      day(700),
      '--share-bps',
      '2000',
      ...rights,
    );
    const offer = [...PERMITTED, '--from', day(0), '--to', day(600), '--price', '1200 TCNY'];
    await done('institution', 'offer', asset, ...offer, '--rights', 'SUBLICENSABLE,RENEWABLE');
    const sold = await done('studio', 'license', asset, ...REACH, '--from', day(1), '--to', day(30));
    license = z.string().parse(sold['licenseId']);
    const part = ['--media', 'streaming', '--territory', 'FR', '--from', day(2), '--to', day(9)];
    await done('studio', 'sublicense', license, '--licensee', 'demo-highland-animation', ...part);
  });

  it.each(LANGUAGES)('shows on the renewal sheet who gets how much of the price (%s)', async (language) => {
    const person = await signedIn('studio', language);
    const { page } = person;
    const say = wordsIn(language);
    await page.goto(`/licenses/${license}`);
    await page.getByRole('button', { name: say(licenseText, 'renew'), exact: true }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText('1,200 TCNY').first().waitFor();
    const text = await sheet.innerText();
    expect(text).toMatch(/240\u00A0TCNY.*20\s?%/);
    expect(text).toContain('960\u00A0TCNY');
    await person.close();
  });

  it.each(LANGUAGES)('says what a license of the studio covers of a use already (%s)', async (language) => {
    const person = await signedIn('studio', language);
    const { page } = person;
    const say = wordsIn(language);
    const ask = async (media: string, territories: string) => {
      const wish = { media, territories, from: day(5), to: day(20) };
      await page.goto(`/assets/${asset}/license?${new URLSearchParams(wish).toString()}`);
    };
    await ask('STREAMING', 'FR');
    const answer = page.locator('#answer');
    await answer.getByText(say(wishText, 'coveredTitle')).waitFor();
    await answer.getByText(say(wishText, 'coveredAll')).waitFor();
    await ask('STREAMING,TELEVISION', 'FR,US');
    await answer.getByText(say(wishText, 'coveredPartTitle')).waitFor();
    expect(await answer.locator(`a[href="/licenses/${license}"]`).count()).toBe(1);
    await page.getByRole('button', { name: say(wishText, 'buy'), exact: true }).click();
    await page.getByRole('dialog').getByText(say(wishText, 'coveredPartTitle')).waitFor();
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it.each(LANGUAGES)('shows the grantor what it granted, to whom and until when (%s)', async (language) => {
    const person = await signedIn('studio', language);
    const { page } = person;
    const say = wordsIn(language);
    for (const path of ['/studio', `/licenses/${license}`]) {
      await page.goto(path);
      const row = page
        .getByRole('table', { name: say(studioText, 'granted') })
        .getByRole('row')
        .last();
      await row.waitFor();
      const text = await row.innerText();
      expect(text).toContain(language === 'en' ? 'Highland' : '高原');
      expect(text).toContain(language === 'en' ? 'France' : '法国');
    }
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it('asks before a recovery sheet is left that nobody has confirmed, and shows it again', async () => {
    const walker = new Walker(await browser.person({ language: 'en', url: here.platform.url }), 'en');
    const { page, say } = walker;
    await walker.openSheet('forgetful');
    await page
      .getByRole('link', { name: /Lanran/ })
      .first()
      .click();
    const question = page.getByRole('dialog', { name: say(sheetStepText, 'leaveTitle') });
    await question.getByRole('button', { name: say(sheetStepText, 'stay') }).click();
    await walker.heading(say(sheetStepText, 'confirmTitle')).waitFor();

    const warned = page.waitForEvent('dialog').then(async (dialog) => {
      await dialog.accept();
      return dialog.type();
    });
    await page.reload();
    expect(await warned).toBe('beforeunload');
    // The words are nowhere but on the page that is gone.
    await page.getByText(say(accountText, 'sheetNotKept')).waitFor();
    await page.getByRole('link', { name: say(accountText, 'sheetOpen') }).click();
    // Other parts of the page ask for a passphrase, too.
    const form = page.locator('form', { has: walker.button(say(accountText, 'sheetOpen')) });
    await form.getByLabel(say(peopleText, 'passphrase'), { exact: true }).fill(PASSPHRASE);
    await walker.button(say(accountText, 'sheetOpen')).click();
    await walker.heading(say(sheetStepText, 'confirmTitle')).waitFor();
  });

  describe('of a council that is a Safe of one owner', () => {
    let slug = '';
    beforeAll(async () => {
      const { address } = readDemoAccount(here.dataDir, 'council');
      const made = await done('council', 'council', 'create', '--owner', address, '--threshold', '1');
      const { safe } = Made.parse(made);
      const question = 'query ($id: ID!) { asset(id: $id) { community { slug } } }';
      ({ slug } = Shown.parse(await here.ask(question, { id: asset })).asset.community);
      await done('council', 'council', 'succeed', slug, '--candidate', safe);
      await done('council', 'council', 'accept', slug, '--safe', safe);
    });

    it.each(LANGUAGES)('says who decides, and that one signature is enough (%s)', async (language) => {
      const person = await signedIn('council', language);
      const { page } = person;
      const say = wordsIn(language);
      await page.goto(`/council/${slug}/signatures`);
      await page.getByText(say(signaturesText, 'atOnce')).waitFor();
      for (const path of ['signatures', 'succession']) {
        await page.goto(`/council/${slug}/${path}`);
        await page.getByText(say(decidingText, 'you.only')).waitFor();
      }
      expect(person.faults).toEqual([]);
      await person.close();
    });
  });

  async function signedIn(account: 'council' | 'studio', language: Language): Promise<BrowserPerson> {
    const person = await browser.person({ language, url: here.platform.url });
    await person.page.goto('/sign-in');
    const words = account === 'council' ? 'demoCommunity' : 'demoStudio';
    await person.page.getByText(wordsIn(language)(peopleText, words)).first().click();
    await person.page.waitForURL((url) => url.pathname !== '/sign-in');
    return person;
  }
});
