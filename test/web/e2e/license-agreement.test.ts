import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { checkAgreementText } from '@lanran/protocol/licensing/agreement-check';
import { parseBundle } from '@lanran/protocol/proofs/bundle';
import { agreementOf } from '@lanran/protocol/proofs/verify-content';
import { agreementsText } from '../../../web/features/institution/profile/words/agreements-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { draftsText } from '../../../web/features/publish/drafts/words/drafts-text.ts';
import { formText } from '../../../web/features/publish/editor/words/form-text.ts';
import { publishText } from '../../../web/features/publish/editor/words/text.ts';
import { wishText } from '../../../web/features/studio/wish/words/wish-text.ts';
import { agreementText } from '../../../web/lib/agreements/agreement-text.ts';
import { type BrowserPerson, type Language, TestBrowser } from '../../support/browser.ts';
import { CommandActs } from '../../support/command-acts.ts';
import { Installation } from '../../support/installation.ts';
import { wordsIn } from './words.ts';

const TODAY = todayOf(Math.floor(Date.now() / 1000));
const day = (after: number) => formatDay(TODAY + after);
const MUSEUM = 'demo-qingshui-museum';
const REACH = ['--media', 'streaming', '--territory', 'FR'];
const WISH = { media: 'STREAMING', territories: 'FR' };
const FIRST = '# Film license\n\n1. Credit the museum.\n';
const SECOND = '# Film license, second edition\n';
const hashOf = (text: string) => checkAgreementText(Buffer.from(text), 'a.md').sha256;

/** A holder's text: chosen on the desk, signed with a version, read by the buyer, proven by the license. */
describe('the license agreement of a holder', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  const acts = new CommandActs(here);
  let asset = '';
  let license = '';

  beforeAll(async () => {
    await here.start();
  });

  it('is added on the desk, and named by a new draft that can be left without', async () => {
    const file = here.path('film-license.md');
    await writeFile(file, FIRST);
    const person = await signedIn('demoInstitution', 'en');
    const { page } = person;
    const say = wordsIn('en');
    const { organizationId } = await acts.done('institution', 'organization', 'agreement', MUSEUM);
    await page.goto(`/institution/${z.string().parse(organizationId)}/profile`);
    await page.getByText(say(agreementsText, 'none')).waitFor();
    await page.getByRole('button', { name: say(agreementsText, 'add'), exact: true }).click();
    const sheet = page.getByRole('dialog');
    const chooser = page.waitForEvent('filechooser');
    await sheet.getByRole('button', { name: say(agreementsText, 'choose') }).click();
    await (await chooser).setFiles(file);
    await sheet.getByLabel(say(agreementsText, 'nameEn')).fill('Film license 2027');
    await sheet.getByLabel(say(agreementsText, 'nameZh')).fill('影视使用许可协议');
    await sheet.getByRole('button', { name: say(agreementsText, 'addVerb'), exact: true }).click();
    await sheet.waitFor({ state: 'detached' });
    await page.getByText(hashOf(FIRST)).waitFor();
    await page.getByText(say(agreementsText, 'preselected')).waitFor();
    await announced(person);
    expect(await person.accessibilityFaults()).toEqual([]);

    await page.goto('/publish');
    await page.getByRole('button', { name: say(draftsText, 'new'), exact: true }).click();
    const begin = page.getByRole('dialog');
    await begin.getByLabel(say(publishText, 'field.title.en')).fill('collar');
    await begin.getByRole('button', { name: new RegExp(say(draftsText, 'community')) }).click();
    await page.getByRole('option').nth(2).click();
    await begin.getByRole('button', { name: say(draftsText, 'begin') }).click();
    await page.waitForURL(/\/publish\/.+/);
    const field = page.getByRole('button', { name: new RegExp(say(publishText, 'field.agreement')) });
    await field.getByText('Film license 2027').waitFor();
    await page.getByText(hashOf(FIRST)).waitFor();
    await announced(person);
    expect(await person.accessibilityFaults()).toEqual([]);
    await field.click();
    await page.getByRole('option', { name: say(formText, 'agreementNone') }).click();
    await page.getByText(hashOf(FIRST)).waitFor({ state: 'detached' });
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it('is told by command line and quote, and proven by the license after a revision', async () => {
    asset = await acts.publish('collar');
    await acts.done('council', 'consent', asset, ...REACH, '--until', day(700), '--share-bps', '2000');
    const days = ['--from', day(0), '--to', day(600)];
    await acts.done('institution', 'offer', asset, ...REACH, ...days, '--price', '1200 TCNY');
    const wish = [...REACH, '--from', day(1), '--to', day(30)];
    const named = { agreement: { sha256: hashOf(FIRST), mediaType: 'text/markdown' } };
    expect(await acts.done('studio', 'quote', asset, ...wish)).toMatchObject(named);
    const sold = await acts.done('studio', 'license', asset, ...wish);
    expect(sold).toMatchObject(named);
    license = z.string().parse(sold['licenseId']);

    const next = here.path('second-edition.md');
    await writeFile(next, SECOND);
    await acts.done('institution', 'revise', asset, '--agreement', next);
    expect(
      await acts.done('studio', 'quote', asset, ...REACH, '--from', day(40), '--to', day(50)),
    ).toMatchObject({
      version: 2,
      agreement: { sha256: hashOf(SECOND), name: { en: 'second-edition' } },
    });
    await acts.done('institution', 'revise', asset, '--agreement', 'none');

    const folder = here.path('package');
    await acts.done('studio', 'download', license, '--out', folder);
    const bundle = await readFile(`${folder}/provenance/license-${license}.lanran.json`, 'utf8');
    expect(agreementOf(parseBundle(bundle))?.sha256).toBe(hashOf(FIRST));
    expect(await readFile(`${folder}/license/agreement.md`, 'utf8')).toBe(FIRST);
    expect(await readFile(`${folder}/license/odrl.json`, 'utf8')).toContain(hashOf(FIRST));
    const { checks } = await acts.done('studio', 'verify', folder);
    expect(checks).toContainEqual(expect.objectContaining({ name: 'agreement', status: 'pass' }));
    await writeFile(`${folder}/license/agreement.md`, SECOND);
    expect((await here.hereAs('studio', 'verify', folder)).exitCode).toBe(1);
  });

  it('is refused where it is none, before anything is sent', async () => {
    const file = here.path('license.pdf');
    await writeFile(file, FIRST);
    const { exitCode, document } = await here.hereAs('institution', 'revise', asset, '--agreement', file);
    expect(exitCode).toBe(2);
    expect(JSON.stringify(document)).toContain('is no PDF');
  });

  it.each(['en', 'zh'] as const)(
    'is on the sheet that a buyer signs, and with the license (%s)',
    async (language) => {
      const say = wordsIn(language);
      const person = await signedIn('demoStudio', language);
      const { page } = person;
      const name = language === 'en' ? 'Film license 2027' : '影视使用许可协议';
      const wish = { ...WISH, from: day(100), to: day(120), version: '1' };
      await page.goto(`/assets/${asset}/license?${new URLSearchParams(wish).toString()}`);
      await page.getByRole('heading', { name: say(agreementText, 'title') }).waitFor();
      await page.getByRole('button', { name: say(wishText, 'buy'), exact: true }).click();
      const sheet = page.getByRole('dialog');
      await sheet.getByText(hashOf(FIRST)).waitFor();
      const link = sheet.getByRole('link', { name });
      expect(await link.getAttribute('href')).toBe(`/agreements/${hashOf(FIRST)}`);
      expect(await sheet.innerText()).toContain(say(agreementText, 'agree'));
      expect(await person.accessibilityFaults()).toEqual([]);
      for (const address of [`/licenses/${license}`, `/check/${license}`]) {
        await page.goto(address);
        await page.getByRole('link', { name }).waitFor();
      }
      await page.getByText(hashOf(FIRST)).waitFor();
      expect(person.faults).toEqual([]);
      await person.close();
    },
  );

  /** What was read aloud of a sheet is left for seconds, and names what has gone with the sheet. */
  async function announced({ page }: BrowserPerson): Promise<void> {
    await page.locator('[data-live-announcer] [role=img]').first().waitFor({ state: 'detached' });
  }

  async function signedIn(
    account: 'demoStudio' | 'demoInstitution',
    language: Language,
  ): Promise<BrowserPerson> {
    const person = await browser.person({ language, url: here.platform.url });
    await person.page.goto('/sign-in');
    await person.page.getByText(wordsIn(language)(peopleText, account)).first().click();
    await person.page.waitForURL((url) => url.pathname !== '/sign-in');
    return person;
  }
});
