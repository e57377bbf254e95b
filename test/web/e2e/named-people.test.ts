import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { assetText } from '../../../web/features/asset/asset/words/text.ts';
import { unaskedText } from '../../../web/features/council/consents/words/unasked-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { draftsText } from '../../../web/features/publish/drafts/words/drafts-text.ts';
import { editorText } from '../../../web/features/publish/editor/words/editor-text.ts';
import { filesText } from '../../../web/features/publish/uploads/words/files-text.ts';
import { reasonText } from '../../../web/features/publish/editor/words/reason-text.ts';
import { signText } from '../../../web/features/publish/editor/words/sign-text.ts';
import { councilAskedText } from '../../../web/lib/council/council-asked-text.ts';
import { decidingText } from '../../../web/lib/council/deciding-text.ts';
import { disputesText } from '../../../web/lib/disputes/text.ts';
import { threadText } from '../../../web/lib/statements/timeline-text.ts';
import { TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { drawPattern } from './pattern.ts';
import { Walker } from './walker.ts';

const Shown = z.object({
  organization: z.object({ id: z.string(), name: z.object({ en: z.string() }) }),
  assets: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }),
});
const REASON = 'Its maker, who is known to us, asked that no village be named.';

describe('something of a named people', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  let museum: Walker;
  let council: Walker;
  let auditor: Walker;
  let miao: z.infer<typeof Shown>['organization'];
  let sold: string;
  let banner: string;

  beforeAll(async () => {
    await here.start();
    const shown = Shown.parse(
      await here.ask(`{
        organization(slug: "demo-miao-villages") { id name { en } }
        assets(first: 1, filter: { onOffer: true, hasConsent: true }) { edges { node { id } } }
      }`),
    );
    miao = shown.organization;
    sold = shown.assets.edges[0]?.node.id ?? '';
    museum = await demoPerson('demoInstitution');
    council = await demoPerson('demoCommunity');
    auditor = await demoPerson('demoAuditor');
    await writeFile(here.path('banner.png'), await drawPattern());
  });

  it('is published without a community only with a reason, which stands on the sheet that is signed', async () => {
    const { page, say } = museum;
    await museum.beginDraft({ title: 'Miao sacred banner', community: say(draftsText, 'communityNone') });
    await museum.addFiles([here.path('banner.png')]);
    await page.getByText(say(filesText, 'ready')).waitFor();
    await museum.button(say(editorText, 'look')).click();
    const asking = page.getByRole('dialog', { name: say(reasonText, 'title', { peoples: 'Miao' }) });
    await asking.waitFor();
    expect(await asking.innerText()).toContain(miao.name.en);
    await asking.getByRole('button', { name: say(reasonText, 'goOn') }).click();
    await asking.getByText(say(reasonText, 'reasonMissing')).waitFor();
    await asking.getByLabel(say(reasonText, 'reason')).fill(REASON);
    await asking.getByRole('button', { name: say(reasonText, 'goOn') }).click();
    const signing = page.getByRole('dialog', { name: say(signText, 'title') });
    await signing.getByText(REASON).waitFor();
    expect(await signing.innerText()).toContain(`the council of ${miao.name.en} reads your reason`);
    await signs(museum, say(signText, 'verb'));
    await page.getByRole('link', { name: say(signText, 'see') }).click();
    await page.waitForURL(/\/assets\/0x/);
    banner = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.getByText(say(assetText, 'noCommunityReason', { reason: REASON })).waitFor();
    await page.getByText(say(threadText, 'noCommunityReason', { reason: REASON })).waitFor();
  });

  it('reaches the council of that people with the reason, which objects from there', async () => {
    const { page, say } = council;
    await council.open(`/council/${miao.id}/unasked`);
    const card = page.getByRole('listitem').filter({ hasText: 'Miao sacred banner' });
    await card.getByText(REASON).waitFor();
    await card.getByRole('link', { name: say(unaskedText, 'object') }).click();
    await objects(council, 'It belongs to the village, and is not to be shown.');
    await council.open(`/council/${miao.id}/unasked`);
    await card.getByText(say(unaskedText, 'disputed')).waitFor();
    await council.open(`/assets/${banner}`);
    await page.getByText(say(assetText, 'disputedTitle', { organization: miao.name.en })).waitFor();
  });

  it('may be objected to by an auditor from its page, who takes that back', async () => {
    const { page, say } = auditor;
    await auditor.open(`/assets/${sold}`);
    await page.getByRole('link', { name: say(assetText, 'dispute') }).click();
    await objects(auditor, 'The inventory of 1958 names another village.');
    await page.getByText('The inventory of 1958').waitFor();
    await auditor.button(say(disputesText, 'retract')).click();
    await signs(auditor, say(disputesText, 'retract'));
    await page.getByText(say(disputesText, 'retracted')).waitFor();
    await page.getByRole('heading', { name: say(disputesText, 'over') }).waitFor();
  });

  it('tells its publisher who decides, what they see, and which link to send them', async () => {
    const { page, say } = museum;
    await museum.open(`/publish`);
    await museum.beginDraft({ title: 'Miao cuff', community: miao.name.en });
    await museum.addFiles([here.path('banner.png')]);
    await page.getByText(say(filesText, 'ready')).waitFor();
    await museum.button(say(editorText, 'look')).click();
    await signs(museum, say(signText, 'verb'));
    await page.getByText(say(councilAskedText, 'who', { community: miao.name.en })).waitFor();
    await page.getByText(say(decidingText, 'they.key')).waitFor();
    const link = await page.getByText(`/council/${miao.id}/asks/0x`).innerText();
    await council.page.goto(link);
    await council.heading('Miao cuff').waitFor();
  });

  it('shows nobody an error of its own', () => {
    for (const { person } of [museum, council, auditor]) expect(person.faults).toEqual([]);
  });

  async function demoPerson(words: 'demoInstitution' | 'demoCommunity' | 'demoAuditor'): Promise<Walker> {
    const walker = new Walker(await browser.person({ language: 'en', url: here.platform.url }), 'en');
    await walker.page.goto('/sign-in');
    await walker.page.getByText(walker.say(peopleText, words)).first().click();
    await walker.page.waitForURL((url) => url.pathname !== '/sign-in');
    return walker;
  }
});

/** Demo keys need no passphrase. */
async function signs({ page }: Walker, verb: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: verb, exact: true }).click();
  await page.locator('body:not(:has([role=dialog]))').waitFor({ state: 'attached' });
}

/** Fills the form that a link led to, signs it, and waits for the word that it stands. */
async function objects(walker: Walker, reason: string): Promise<void> {
  const { page, say } = walker;
  await page.getByLabel(say(disputesText, 'reason')).fill(reason);
  await walker.button(say(disputesText, 'look')).click();
  await signs(walker, say(disputesText, 'raise'));
  await page.getByText(say(disputesText, 'raised')).waitFor();
}
