import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { partLabel } from '@lanran/protocol/territories/territory-text';
import { formText } from '../../../web/features/calls/words/form-text.ts';
import { callText } from '../../../web/features/calls/words/text.ts';
import { inboxText } from '../../../web/features/inbox/words/inbox-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { askText } from '../../../web/features/requests/words/ask-text.ts';
import { fileText } from '../../../web/features/requests/words/file-text.ts';
import { callsText } from '../../../web/lib/calls/calls-text.ts';
import { formatsFor } from '../../../web/lib/language/format.ts';
import { territoryFieldText } from '../../../web/lib/territories/territory-field-text.ts';
import { mediumLabel } from '../../../web/lib/territories/window-text.ts';
import { type BrowserPerson, TestBrowser } from '../../support/browser.ts';
import { CommandActs } from '../../support/command-acts.ts';
import { Installation } from '../../support/installation.ts';
import { wordsIn } from './words.ts';

const Proposals = z.object({ proposals: z.array(z.object({ id: z.string() })) });
const Shown = z.looseObject({ id: z.string() });
const Listed = z.object({ calls: z.array(z.object({ id: z.string() })) });
const TODAY = todayOf(Math.floor(Date.now() / 1000));
const day = (after: number) => formatDay(TODAY + after);
const COMMUNITY = organizationIdOf('demo-miao-villages');
const READY = 'body:not(:has([data-loading], [aria-busy=true], .first-paint))';

describe.each(['en', 'zh'] as const)('a call for proposals in the browser (%s)', (language) => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  const acts = new CommandActs(here);
  const say = wordsIn(language);
  const title = language === 'en' ? 'Butterflies on film' : '电影里的蝴蝶';
  let council: BrowserPerson;
  let stranger: BrowserPerson;
  let callId = '';
  let assetId = '';

  beforeAll(async () => {
    await here.start();
    council = await browser.person({ language, url: here.platform.url });
    stranger = await browser.person({ language, url: here.platform.url });
    await council.page.goto('/sign-in');
    await council.page.getByText(say(peopleText, 'demoCommunity')).first().click();
    await council.page.waitForURL((url) => url.pathname !== '/sign-in');
  });

  it('is opened by the council from its desk', async () => {
    const { page } = council;
    await page.goto(`/council/${COMMUNITY}/calls`);
    await page.getByText(say(callsText, 'noneTitle')).waitFor();
    await page.getByRole('link', { name: say(callsText, 'open'), exact: true }).click();
    await page.getByRole('button', { name: say(formText, 'open'), exact: true }).click();
    await page.getByText(say(formText, 'faults.purpose')).first().waitFor();
    await page.getByLabel(say(formText, language === 'en' ? 'titleEn' : 'titleZh')).fill(title);
    await page
      .getByLabel(say(formText, language === 'en' ? 'purposeEn' : 'purposeZh'))
      .fill('<b>To see them move.</b>');
    await page.getByLabel(say(formText, 'closingDay')).fill(day(30));
    const choices = page.locator('fieldset li label');
    await choices.nth(1).waitFor();
    await choices.nth(0).click();
    await choices.nth(1).click();
    await page.getByText(say(formText, 'assetsHint', { count: 2 })).waitFor();
    await page
      .locator('label')
      .filter({ hasText: say(formText, 'sayWelcome') })
      .click();
    const streaming = new RegExp(`^${mediumLabel('STREAMING', language)}`);
    await page.locator('label').filter({ hasText: streaming }).first().click();
    const china = partLabel('CN', language);
    await page.getByLabel(say(territoryFieldText, 'find')).fill(china);
    await page.locator('label').filter({ hasText: china }).first().click();
    await page.getByLabel(say(formText, 'from'), { exact: true }).fill(day(60));
    await page.getByLabel(say(formText, 'to'), { exact: true }).fill(day(400));
    await page.reload();
    await page.locator(READY).waitFor();
    expect(await page.getByLabel(say(formText, 'closingDay')).inputValue()).toBe(day(30));
    expect(await council.accessibilityFaults()).toEqual([]);
    await page.getByRole('button', { name: say(formText, 'open'), exact: true }).click();
    await page.waitForURL(/\/calls\/[0-9a-f]{32}$/);
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await page.getByText('<b>To see them move.</b>').waitFor();
    await page.getByText(say(callText, 'noProposals')).waitFor();
    callId = page.url().split('/').at(-1) ?? '';
    expect(await council.accessibilityFaults()).toEqual([]);
    await page.goto(`/council/${COMMUNITY}/calls`);
    await page.getByRole('link', { name: title }).waitFor();
  });

  it('is seen by a stranger in the catalog, on the pages of its assets and its organization, and on the first page', async () => {
    const { page } = stranger;
    await page.goto('/catalog');
    await page.getByRole('link', { name: say(callsText, 'openCount', { count: 1 }) }).click();
    await page.getByRole('link', { name: title }).click();
    await page.getByText('<b>To see them move.</b>').waitFor();
    const propose = page.getByRole('link', { name: say(callText, 'propose'), exact: true });
    const address = new URL((await propose.getAttribute('href')) ?? '', here.platform.url);
    expect(address.pathname).toBe('/requests/new');
    expect(address.searchParams.get('call')).toBe(callId);
    expect(address.searchParams.get('media')).toBe('STREAMING');
    const assets = (address.searchParams.get('assets') ?? '').split(',');
    expect(assets).toHaveLength(2);
    [assetId = ''] = assets;
    await page.getByRole('checkbox').first().check({ force: true });
    await page.getByRole('link', { name: say(callText, 'proposeChosen', { count: 1 }) }).waitFor();
    expect(await stranger.accessibilityFaults()).toEqual([]);
    const places = [
      `/assets/${assetId}`,
      `/assets/${assetId}/license`,
      '/organizations/demo-miao-villages',
      '/',
    ];
    for (const path of places) {
      await page.goto(path);
      await page.getByRole('link', { name: title }).first().waitFor();
    }
    const html = await (await here.get(`/calls/${callId}?lang=${language}`)).text();
    expect(html).toContain(`<title>${title} · `);
    expect(html).toContain('&lt;b&gt;To see them move.');
    expect(await (await here.get('/sitemap-pages.xml')).text()).toContain(`/calls/${callId}<`);
    expect(stranger.faults).toEqual([]);
  });

  it('is answered by a studio; the council sees the proposal, and another studio does not', async () => {
    const use = ['--media', 'streaming', '--territory', 'CN', '--from', day(60), '--to', day(400)];
    await acts.done('studio', 'request', assetId, ...use, '--message', 'A film.', '--call', callId);
    const own = Proposals.parse(await acts.done('studio', 'call', 'proposals', callId));
    expect(own.proposals).toHaveLength(1);
    const others = Proposals.parse(await acts.done('studio-animation', 'call', 'proposals', callId));
    expect(others.proposals).toEqual([]);
    const { page } = council;
    await page.goto(`/calls/${callId}`);
    await page.getByText(say(callsText, 'proposals', { count: 1 })).waitFor();
    const thread = page.getByRole('link', { name: new RegExp(say(callText, 'openThread')) });
    expect(await thread.getAttribute('href')).toBe(`/requests/${own.proposals[0]?.id}`);
    expect(await council.accessibilityFaults()).toEqual([]);
  });

  it('is answered on the page that asks, with the welcome use filled in, and the council is told', async () => {
    const studio = await browser.person({ language, url: here.platform.url });
    const { page } = studio;
    await page.goto('/sign-in');
    await page.getByText(say(peopleText, 'demoStudio')).first().click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await page.goto(`/calls/${callId}`);
    await page.getByRole('link', { name: say(callText, 'propose'), exact: true }).click();
    await page.waitForURL((url) => url.pathname === '/requests/new');
    const until = formatsFor(language).day(day(30));
    await page.getByText(say(askText, 'callUntil', { day: until })).waitFor();
    expect(await page.getByRole('link', { name: title }).getAttribute('href')).toBe(`/calls/${callId}`);
    await page.getByText(mediumLabel('STREAMING', language)).first().waitFor();
    await page.getByLabel(say(askText, 'message')).fill('Two minutes, by hand.');
    await page.locator('input[type=file]').setInputFiles({
      name: 'treatment.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('They fly.'),
    });
    await page.getByText(say(fileText, 'sent')).waitFor();
    expect(await studio.accessibilityFaults()).toEqual([]);
    await page.getByRole('button', { name: say(askText, 'send'), exact: true }).click();
    await page.waitForURL(/\/requests\/[0-9a-f]{32}$/);
    await page.getByRole('link', { name: say(fileText, 'download', { name: 'treatment.txt' }) }).waitFor();
    expect(await page.getByRole('link', { name: title }).getAttribute('href')).toBe(`/calls/${callId}`);
    expect(studio.faults).toEqual([]);
    await studio.close();
    await council.page.goto('/inbox');
    const told =
      say(inboxText, 'PROPOSED', { who: '', what: '', call: title, day: '' }).split(title)[0] ?? '';
    await council.page.getByText(`${told}${title}`).first().waitFor();
  });

  it('is changed, with the change listed, and withdrawn with a reason that strangers read', async () => {
    const { page } = council;
    await page.goto(`/calls/${callId}`);
    await page.getByRole('link', { name: say(callText, 'change'), exact: true }).click();
    await page.getByLabel(say(formText, 'closingDay')).fill(day(45));
    await page.getByRole('button', { name: say(formText, 'save'), exact: true }).click();
    await page.waitForURL(new RegExp(`/calls/${callId}$`));
    await page.getByText(say(callText, 'changes', { count: 1 })).waitFor();
    await page.getByRole('button', { name: say(callText, 'withdraw'), exact: true }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('button', { name: say(callText, 'withdraw'), exact: true }).click();
    await sheet.getByText(say(callText, 'reasonMissing')).waitFor();
    await sheet.getByLabel(say(callText, 'reasonEn')).fill('The gallery burned.');
    await sheet.getByRole('button', { name: say(callText, 'withdraw'), exact: true }).click();
    await sheet.waitFor({ state: 'detached' });
    await page.getByText('The gallery burned.').waitFor();
    expect(council.faults).toEqual([]);
    await stranger.page.goto(`/calls/${callId}`);
    await stranger.page.getByText('The gallery burned.').waitFor();
    await stranger.page.goto('/calls');
    await stranger.page.getByText(say(callText, 'noneTitle')).waitFor();
    expect(await stranger.accessibilityFaults()).toEqual([]);
    await council.close();
    await stranger.close();
  });

  it('is opened, changed, closed and withdrawn from the command line too', async () => {
    const file = here.path('call.json');
    const content = {
      organization: 'demo-miao-villages',
      title: { en: 'Sleeves' },
      purpose: { en: 'To see them move.' },
      assetIds: [assetId],
      closingDay: day(10),
    };
    await writeFile(file, JSON.stringify(content));
    const open = async () => Shown.parse(await acts.done('council', 'call', 'open', '--file', file));
    const { id } = await open();
    expect((await open()).id).toBe(id);
    const list = async (state: string) => {
      const { calls } = Listed.parse(await acts.done('studio', 'call', 'list', '--state', state));
      return calls.map((call) => call.id);
    };
    expect(await list('open')).toEqual([id]);
    await writeFile(file, JSON.stringify({ closingDay: day(20) }));
    await acts.done('council', 'call', 'change', id, '--file', file);
    expect(Shown.parse(await acts.done('studio', 'call', 'show', id))).toMatchObject({
      state: 'OPEN',
      closingDay: day(20),
      assets: [{ id: assetId }],
    });
    await acts.done('council', 'call', 'close', id);
    expect(await list('closed')).toEqual([id]);
    await acts.done('council', 'call', 'withdraw', id, '--reason', 'Too late.');
    expect(await list('withdrawn')).toEqual([id, callId]);
    const wrong = await here.hereAs('council', 'call', 'open', '--file', file);
    expect(wrong.exitCode).toBe(2);
  });
});
