import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inboxText } from '../../../web/features/inbox/words/inbox-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { type BrowserPerson, TestBrowser } from '../../support/browser.ts';
import { CommandActs } from '../../support/command-acts.ts';
import { Installation } from '../../support/installation.ts';
import { wordsIn } from './words.ts';

const Offered = z.object({
  assets: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }),
});
const Unread = z.object({ unread: z.number().int(), items: z.array(z.object({ kind: z.string() })) });

/** Where each role works, by what its demo account is called. */
const DESKS = [
  ['demoInstitution', /^\/institution\/0x/],
  ['demoCommunity', /^\/council\/0x/],
  ['demoStudio', /^\/studio$/],
  ['demoAuditor', /^\/auditor\/0x/],
  ['demoAccreditor', /^\/admin$/],
] as const;

describe.each(['en', 'zh'] as const)('what waits for people (%s)', (language) => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  const acts = new CommandActs(here);
  const say = wordsIn(language);
  let assetId = '';
  beforeAll(async () => {
    await here.start();
    const { assets } = Offered.parse(
      await here.ask('{ assets(first: 1, filter: { onOffer: true }) { edges { node { id } } } }', {}),
    );
    assetId = assets.edges[0]?.node.id ?? '';
  });

  const open = async () => browser.person({ language, url: here.platform.url });
  const signIn = async (
    { page }: BrowserPerson,
    account: (typeof DESKS)[number][0],
    path: string = '/sign-in',
  ) => {
    await page.goto(path);
    await page
      .getByRole('button', { name: say(peopleText, account) })
      .first()
      .click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
  };

  it.each(DESKS)('begins at the desk: %s', async (account, desk) => {
    const person = await open();
    await signIn(person, account);
    await person.page.waitForURL((url) => desk.test(url.pathname));
    await person.page.getByRole('heading', { level: 1 }).waitFor();
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it('begins where a link led', async () => {
    const person = await open();
    await signIn(person, 'demoStudio', '/sign-in?next=/verify');
    expect(new URL(person.page.url()).pathname).toBe('/verify');
    await person.close();
  });

  it('is counted in words, read as sentences that lead on, and marked as read', async () => {
    await acts.done('studio', 'request', assetId, '--message', 'May we show it?', ...USE);
    const person = await open();
    const { page } = person;
    await signIn(person, 'demoInstitution');
    const wait = page.getByRole('banner').getByRole('link', { name: WAITS[language] });
    await wait.waitFor();
    await page.getByRole('main').getByRole('link', { name: WAITS[language] }).click();
    await page.getByRole('heading', { level: 1, name: say(inboxText, 'title') }).waitFor();
    const asked = page.getByRole('main').locator('a[href^="/requests/"]').first();
    await asked.waitFor();
    expect(await asked.innerText()).toMatch(
      language === 'en' ? /asks to use .*Answer by \w+ \d/ : /发来申请，请于.*答复/,
    );
    expect(await person.accessibilityFaults()).toEqual([]);
    const row = page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: page.locator('a[href^="/requests/"]') })
      .first();
    await row.getByRole('button', { name: say(inboxText, 'markRead') }).click();
    await row.getByRole('button', { name: say(inboxText, 'markUnread') }).click();
    await row.getByText(say(inboxText, 'isNew'), { exact: true }).waitFor();
    await asked.click();
    await page.waitForURL((url) => url.pathname.startsWith('/requests/'));
    await page.goBack();
    await row.getByRole('button', { name: say(inboxText, 'markUnread') }).click();
    await row.getByText(say(inboxText, 'isNew'), { exact: true }).waitFor();
    await page.getByLabel(say(inboxText, 'kind')).selectOption('DISPUTED');
    await page.waitForURL((url) => url.searchParams.get('kind') === 'DISPUTED');
    await page.getByText(say(inboxText, 'emptyFilteredTitle')).waitFor();
    await page.getByRole('button', { name: say(inboxText, 'showAll') }).click();
    await page.getByRole('button', { name: say(inboxText, 'markAll') }).click();
    await wait.waitFor({ state: 'hidden' });
    await page.getByText(say(inboxText, 'isNew'), { exact: true }).first().waitFor({ state: 'hidden' });
    await page.getByText(say(inboxText, 'unreadOnly')).click();
    await page.getByText(say(inboxText, 'emptyFilteredTitle')).waitFor();
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it('is listed by a command', async () => {
    const shown = Unread.parse(await acts.done('institution', 'inbox'));
    expect(shown.unread).toBe(0);
    expect(shown.items.map(({ kind }) => kind)).toContain('ASKED');
    expect(Unread.parse(await acts.done('institution', 'inbox', '--unread')).items).toEqual([]);
    const council = Unread.parse(await acts.done('council', 'inbox', '--unread'));
    expect(council.items.length).toBeGreaterThan(0);
  });
});

const YEAR = new Date().getUTCFullYear() + 1;
const WAITS = { en: /^[\d+]+ new notices?$/, zh: /^[\d超过 ]+ 条新通知$/ };
const USE = ['--media', 'streaming', '--territory', 'CN', '--from', `${YEAR}-03-01`, '--to', `${YEAR}-03-31`];
