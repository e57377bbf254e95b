import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { readDemoAccount } from '../../../scripts/seed/accounts.ts';
import { asksText } from '../../../web/features/council/consents/words/asks-text.ts';
import { answerText } from '../../../web/features/requests/words/answer-text.ts';
import { askText } from '../../../web/features/requests/words/ask-text.ts';
import { fileText } from '../../../web/features/requests/words/file-text.ts';
import { termsText } from '../../../web/features/requests/words/terms-text.ts';
import { threadText } from '../../../web/features/requests/words/thread-text.ts';
import { wishText } from '../../../web/features/studio/wish/words/wish-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { askingText } from '../../../web/lib/requests/asking-text.ts';
import { type BrowserPerson, TestBrowser } from '../../support/browser.ts';
import { CommandActs } from '../../support/command-acts.ts';
import { Installation } from '../../support/installation.ts';
import { Walker } from './walker.ts';

type DemoWords = 'demoStudio' | 'demoCommunity' | 'demoInstitution' | 'demoAuditor';

const USE = 'media=STREAMING&territories=WORLD+except+US&from=2027-01-01&to=2030-12-31';

/** The most ordinary brief of a studio: worldwide except the United States, 2027 to 2030, three assets of two institutions. */
describe.each(['en', 'zh'] as const)('requests in the browser (%s)', (language) => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  const acts = new CommandActs(here);
  const assets: string[] = [];
  let studio: Walker;
  let council: Walker;
  let museum: Walker;
  let ofTwo = '';
  let ofOne = '';

  beforeAll(async () => {
    await here.start();
    for (const [account, name] of [
      ['institution', 'sleeve'],
      ['institution', 'collar'],
      ['institution-liping', 'shroud'],
    ] as const) {
      const file = here.path(`${name}.txt`);
      await writeFile(file, `a scan of a ${name}`);
      const published = await acts.done(account, 'publish', file, '--kind', 'pattern', '--title', name);
      assets.push(z.string().parse(published['assetId']));
    }
    studio = await signedIn('demoStudio');
    council = await signedIn('demoCommunity');
    museum = await signedIn('demoInstitution');
  });

  async function signedIn(words: DemoWords): Promise<Walker> {
    const walker = new Walker(await browser.person({ language, url: here.platform.url }), language);
    await walker.page.goto('/sign-in');
    await walker.page.getByText(walker.say(peopleText, words)).first().click();
    await walker.page.waitForURL((url) => url.pathname !== '/sign-in');
    return walker;
  }

  async function settled(page: Page): Promise<void> {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('body:not(:has([data-loading], [aria-busy=true], .first-paint))').waitFor();
  }

  async function openThread({ page }: Walker, path: string): Promise<void> {
    await page.goto(path);
    await settled(page);
  }

  /** Presses the sheet's verb, and waits for the sheet to go. */
  async function press({ page, say }: Walker, verb: string): Promise<void> {
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say(answerText, verb), exact: true })
      .click();
    await page.locator('body:not(:has([role=dialog]))').waitFor({ state: 'attached' });
  }

  async function faultsOf(person: BrowserPerson): Promise<string[]> {
    // What a sheet said of its work is read out for some seconds more, by a name that went with the sheet.
    await person.page.locator('[data-live-announcer] [role=img]').first().waitFor({ state: 'detached' });
    return person.accessibilityFaults();
  }

  const groupOf = ({ page }: Walker, title: string) =>
    page.getByRole('article', { name: title, exact: true });

  it('are written from a refused quote, one letter for each pair of holder and community', async () => {
    const { page, say, person } = studio;
    const [first = ''] = assets;
    await page.goto(`/assets/${first}/license?${USE}`);
    await page.getByText(say(wishText, 'refused'), { exact: true }).first().waitFor();
    const way = page.getByRole('link', { name: say(askingText, 'ask') });
    const address = new URL((await way.getAttribute('href')) ?? '', here.platform.url);
    expect(address.searchParams.get('territories')).toBe('WORLD except US');
    address.searchParams.set('assets', assets.join(','));
    await page.goto(`${address.pathname}${address.search}`);
    await page.getByRole('heading', { name: say(askText, 'lettersTitle', { count: 2 }) }).waitFor();
    await studio.button(say(askText, 'send')).click();
    await page.getByText(say(askText, 'problems.message')).waitFor();
    await page.getByLabel(say(askText, 'message')).fill('A film about a wedding.');
    await page.getByLabel(say(askText, 'price', { symbol: 'TCNY' })).fill('1,200');
    await page.getByLabel(say(askText, 'share')).fill('20');
    await page.reload();
    await page.getByText('A film about a wedding.').waitFor();
    expect(await faultsOf(person)).toEqual([]);
    await studio.button(say(askText, 'send')).click();
    await page.waitForURL((url) => url.pathname === '/requests');
    const rows = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 2 }) });
    await rows.nth(1).waitFor();
    expect(await faultsOf(person)).toEqual([]);
    const hrefOf = async (title: RegExp) =>
      (await page.getByRole('link', { name: title }).getAttribute('href')) ?? '';
    ofTwo = await hrefOf(/^sleeve/);
    ofOne = await hrefOf(/^shroud/);
    expect(await rows.count()).toBe(2);
  });

  it('take files with a message, which the other party downloads', async () => {
    const { page, say, person } = studio;
    await openThread(studio, ofTwo);
    await page.locator('input[type=file]').setInputFiles({
      name: 'storyboard.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Scene 1. A wedding.'),
    });
    await page.getByText(say(fileText, 'sent')).waitFor();
    expect(await faultsOf(person)).toEqual([]);
    await studio.button(say(threadText, 'send')).click();
    const row = { name: say(fileText, 'download', { name: 'storyboard.txt' }) };
    await page.getByRole('link', row).waitFor();
    await openThread(museum, ofTwo);
    const [download] = await Promise.all([
      museum.page.waitForEvent('download'),
      museum.page.getByRole('link', row).click(),
    ]);
    expect(download.suggestedFilename()).toBe('storyboard.txt');
    expect(await readFile(await download.path(), 'utf8')).toBe('Scene 1. A wedding.');
    expect(await faultsOf(museum.person)).toEqual([]);
  });

  it('let the council agree to one, name other terms for one and decline one', async () => {
    const { page, say, person } = council;
    await openThread(council, ofTwo);
    const both = language === 'zh' ? 'sleeve和collar' : 'sleeve and collar';
    const asked = await groupOf(council, both).innerText();
    expect(asked).toContain(say(threadText, 'earn', { amount: '240\u00A0TCNY' }));
    expect(asked).toContain(language === 'zh' ? '2027年至2030年' : '2027 to 2030');
    expect(await faultsOf(person)).toEqual([]);
    await council.button(say(threadText, 'agree')).click();
    const sheet = page.getByRole('dialog');
    await sheet.locator('label').filter({ hasText: 'collar' }).click();
    expect(await faultsOf(person)).toEqual([]);
    await press(council, 'agreeVerb');
    await groupOf(council, 'sleeve').waitFor();
    await groupOf(council, 'collar')
      .getByRole('button', { name: say(threadText, 'counter') })
      .click();
    await sheet.getByLabel(say(answerText, 'price', { symbol: 'TCNY' })).fill('2000');
    await sheet.getByLabel(say(answerText, 'share')).fill('30');
    await press(council, 'counterVerb');
    const counter = page.getByRole('article').filter({ hasText: say(termsText, 'communityShareBps') });
    await counter.getByText('2,000 TCNY').first().waitFor();
    expect(await faultsOf(person)).toEqual([]);
    await openThread(council, ofOne);
    await council.button(say(threadText, 'decline')).click();
    await sheet.getByLabel(say(answerText, 'reason')).fill('Clothes of the dead are not shown.');
    await press(council, 'declineVerb');
    await page.getByText(say(threadText, 'states.DECLINED'), { exact: true }).first().waitFor();
  });

  it('wait no longer at the desk of the council for a decision', async () => {
    const { page, say, person } = council;
    await page.goto(`/council/${organizationIdOf('demo-miao-villages')}/asks`);
    await settled(page);
    const answered = page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: say(asksText, 'answeredTitle') }) });
    const links = answered.getByRole('link', { name: say(asksText, 'toRequest') });
    await links.nth(2).waitFor();
    expect(await links.count()).toBe(3);
    const waiting = page.getByRole('listitem').filter({ hasText: /sleeve|collar|shroud/ });
    expect(await waiting.getByRole('link', { name: say(asksText, 'decide') }).count()).toBe(0);
    expect(await faultsOf(person)).toEqual([]);
  });

  it('let the holder agree to both: to the one with its offer, to the other until the studio has', async () => {
    const { say } = museum;
    await openThread(museum, ofTwo);
    await groupOf(museum, 'sleeve')
      .getByRole('button', { name: say(threadText, 'agree') })
      .click();
    await press(museum, 'agreeVerb');
    await groupOf(museum, 'collar')
      .getByRole('button', { name: say(threadText, 'agree') })
      .click();
    await press(museum, 'agreeOnlyVerb');
    expect(museum.person.faults).toEqual([]);
  });

  it('let the studio accept the other terms, and the others sign what is left', async () => {
    const { say } = studio;
    await openThread(studio, ofTwo);
    await groupOf(studio, 'collar')
      .getByRole('button', { name: say(threadText, 'accept') })
      .click();
    await press(studio, 'acceptVerb');
    await groupOf(studio, 'collar').getByText(say(threadText, 'waitsOffer')).waitFor();
    for (const party of [council, museum]) {
      await openThread(party, ofTwo);
      const due = groupOf(party, 'collar').getByRole('button', { name: say(threadText, 'goOn') });
      await due.click();
      await press(party, 'goOnVerb');
      await due.waitFor({ state: 'detached' });
    }
  });

  it('end with a license on the terms that were agreed, which each party states', async () => {
    const { page, say, person } = studio;
    await openThread(studio, ofTwo);
    await page.getByRole('link', { name: say(threadText, 'toCheckout', { count: 2 }) }).waitFor();
    await groupOf(studio, 'collar')
      .getByRole('link', { name: say(threadText, 'license') })
      .click();
    await page.waitForURL(/\/license\?/);
    await page.getByText('2,000 TCNY').first().waitFor();
    await studio.buy();
    await openThread(studio, ofTwo);
    const collar = groupOf(studio, 'collar');
    await collar.getByText(say(threadText, 'states.BOUGHT'), { exact: true }).waitFor();
    await collar.getByRole('button', { name: say(threadText, 'goOn') }).click();
    await press(studio, 'goOnVerb');
    await collar.getByRole('button', { name: say(threadText, 'goOn') }).waitFor({ state: 'detached' });
    expect(await faultsOf(person)).toEqual([]);
    expect(await statersOf(assets[1] ?? '')).toHaveLength(3);
    await page.reload();
    await settled(page);
    const bought = say(threadText, 'event.BOUGHT', { who: '', titles: 'collar' });
    const line = page.getByRole('listitem').filter({ hasText: bought });
    expect(await line.getByRole('link', { name: say(threadText, 'toLicense') }).getAttribute('href')).toMatch(
      /^\/licenses\/0x/,
    );
    await line.getByRole('link', { name: say(threadText, 'proof') }).click();
    await page.waitForURL(/\/record\/0x[0-9a-f]{64}$/);
    await settled(page);
    expect(await faultsOf(person)).toEqual([]);
    expect([...studio.person.faults, ...council.person.faults]).toEqual([]);
  });

  it('are nobody else’s to read', async () => {
    const stranger = new Walker(await browser.person({ language, url: here.platform.url }), language);
    await stranger.page.goto(ofTwo);
    await stranger.page.getByText(stranger.say(threadText, 'signInTitle')).waitFor();
    const auditor = await signedIn('demoAuditor');
    await auditor.page.goto(ofTwo);
    await auditor.page.getByText(auditor.say(threadText, 'missingTitle')).waitFor();
  });

  it.runIf(language === 'en')(
    'become a proposal where the council is a Safe, and show its owners what they sign',
    async () => {
      const [, , shroud = ''] = assets;
      const owners = (['council', 'auditor'] as const).map(
        (name) => readDemoAccount(here.dataDir, name).address,
      );
      const made = await acts.done(
        ...(['council', 'council', 'create', '--threshold', '2'] as const),
        ...owners.flatMap((owner) => ['--owner', owner]),
      );
      const safe = z.string().parse(made['safe']);
      await acts.done('council', 'council', 'succeed', 'demo-miao-villages', '--candidate', safe);
      const accepted = await acts.done('council', 'council', 'accept', 'demo-miao-villages', '--safe', safe);
      const { proposal } = z.object({ proposal: z.object({ hash: z.string() }) }).parse(accepted);
      await acts.done('auditor', 'council', 'sign', proposal.hash);
      const use = ['--media', 'streaming', '--territory', 'FR', '--from', '2027-01-01', '--to', '2027-12-31'];
      const terms = ['--price', '1200 TCNY', '--share-bps', '2000', '--message', 'Only its pattern.'];
      const { requests } = z
        .object({ requests: z.array(z.object({ id: z.string() })) })
        .parse(await acts.done('studio', 'request', shroud, ...use, ...terms));
      const thread = `/requests/${requests[0]?.id ?? ''}`;
      const { say } = council;
      await openThread(council, thread);
      await council.button(say(threadText, 'agree')).click();
      await press(council, 'proposeVerb');
      await council.page.getByText(say(threadText, 'pendingSigned', { signers: 1, threshold: 2 })).waitFor();
      const other = await signedIn('demoAuditor');
      await openThread(other, thread);
      await other.page.getByText(say(threadText, 'pendingToSign', { signers: 1, threshold: 2 })).waitFor();
      const desk = other.page.getByRole('link', { name: say(threadText, 'toSignatures') });
      expect(await desk.getAttribute('href')).toMatch(/^\/council\/0x[0-9a-f]{64}\/signatures$/);
      expect(other.person.faults).toEqual([]);
    },
  );

  async function statersOf(assetId: string): Promise<string[]> {
    const Told = z.object({
      asset: z.object({
        statements: z.object({
          edges: z.array(z.object({ node: z.object({ kind: z.string(), details: z.string() }) })),
        }),
      }),
    });
    const { asset } = Told.parse(
      await here.ask(
        'query ($id: ID!) { asset(id: $id) { statements(first: 50) { edges { node { kind details } } } } }',
        { id: assetId },
      ),
    );
    return asset.statements.edges
      .filter(({ node }) => node.kind === 'agreed')
      .map(({ node }) => node.details);
  }
});
