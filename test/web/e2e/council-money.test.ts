import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appText } from '../../../web/app/text.ts';
import { requestText } from '../../../web/features/admin/people/words/request-text.ts';
import { wayInText } from '../../../web/lib/organizations/way-in-text.ts';
import { callText } from '../../../web/features/council/signatures/words/call-text.ts';
import { pendingText } from '../../../web/features/council/signatures/words/pending-text.ts';
import { signaturesText } from '../../../web/features/council/signatures/words/signatures-text.ts';
import { successionText } from '../../../web/features/council/seat/words/succession-text.ts';
import { accountText } from '../../../web/features/people/signing-in/words/account-text.ts';
import { invitationText } from '../../../web/features/people/joining/words/invitation-text.ts';
import { joinText } from '../../../web/features/people/joining/words/join-text.ts';
import { invitationLinkText } from '../../../web/lib/invitations/invitation-link-text.ts';
import { payoutText } from '../../../web/lib/payout/payout-text.ts';
import { TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { Walker } from './walker.ts';

const LINK = /^accreditor (http:\/\/\S+\/first-start#[\w-]{43}) /m;
const VILLAGE = { kind: 'COMMUNITY', slug: 'upper-village', en: 'Upper Village', zh: '上寨' } as const;
const Ids = z.object({ organization: z.object({ id: z.string() }) });

/** A community from its letter to the accreditor until several elders decide about its money. */
describe('a community and its money, in the browser', () => {
  const here = Installation.emptyForSuite();
  const browser = TestBrowser.forSuite();
  let accreditor: Walker;
  let first: Walker;
  let second: Walker;
  let communityId = '';

  beforeAll(async () => {
    await here.preparePlayMoney();
    await here.start({ LANRAN_DEMO: '0' });
    const newcomer = async () =>
      new Walker(await browser.person({ language: 'en', url: here.platform.url }), 'en');
    accreditor = await newcomer();
    first = await newcomer();
    second = await newcomer();
    await accreditor.makeKey('accreditor', '/sign-up?next=/first-start');
    await accreditor.page.goto(LINK.exec(here.platform.said)?.[1] ?? '');
    await accreditor.takeOffice('ACCREDITOR');
  });

  it('finds the way in on the home page, and no word of a demo', async () => {
    const { page, say } = first;
    await first.open('/');
    await page.getByText(say(wayInText, 'nothingJoin')).waitFor();
    await page
      .getByRole('link', { name: say(wayInText, 'signIn'), exact: true })
      .last()
      .waitFor();
    await page.getByText(/^Who decides: the accreditor, .*0x/).waitFor();
    expect(await page.getByText(say(appText, 'synthetic')).count()).toBe(0);
  });

  it('counts a sheet as kept once its words were typed', async () => {
    const words = await second.makeKey('wu-mei');
    const elsewhere = new Walker(await browser.person({ language: 'en', url: here.platform.url }), 'en');
    await elsewhere.restoreKey(words);
    await elsewhere.heading(elsewhere.say(accountText, 'sheetTitle')).waitFor();
    expect(await elsewhere.page.getByText(elsewhere.say(accountText, 'sheetNotKept')).count()).toBe(0);
  });

  it('is asked back and refused with a reason, and asks again', async () => {
    const { page, say } = first;
    await first.makeKey('wu-yang');
    await first.askForAdmission(VILLAGE);
    await accreditor.open('/admin');
    await accreditor.page.getByText('office@upper-village.example').waitFor();
    await accreditor.button(say(requestText, 'askBack')).click();
    await accreditor.page.getByLabel(say(requestText, 'askBackField')).fill('Who elected you?');
    await accreditor.button(say(requestText, 'askBackVerb')).click();
    await page.getByText('Who elected you?').waitFor();
    await page.getByLabel(say(joinText, 'answer')).fill('The assembly of March.');
    await first.button(say(joinText, 'answerVerb')).click();
    await accreditor.open('/admin');
    await accreditor.page.getByText('The assembly of March.').waitFor();
    await accreditor.button(say(requestText, 'refuse')).click();
    await accreditor.page.getByLabel(say(requestText, 'refuseField')).fill('The assembly met in May.');
    await accreditor.page
      .getByRole('dialog')
      .getByRole('button', { name: say(requestText, 'refuseVerb'), exact: true })
      .click();
    await page.getByText('The assembly met in May.').waitFor();
    await first.askForAdmission(VILLAGE);
    await accreditor.admitAll(1);
    await page.getByRole('link', { name: say(joinText, 'toDesk') }).click();
    await page.waitForURL(/\/council\//);
    const answer = await here.ask(`query ($slug: String!) { organization(slug: $slug) { id } }`, {
      slug: VILLAGE.slug,
    });
    communityId = Ids.parse(answer).organization.id;
  });

  it('chooses an invited elder by name, and makes a council of several people', async () => {
    const { page, say } = first;
    await first.open(`/council/${communityId}/succession`);
    await first.button(say(invitationLinkText, 'inviteElder')).first().click();
    await page.getByLabel(say(invitationLinkText, 'label')).fill('Wu Mei, lower end');
    await first.button(say(invitationLinkText, 'inviteVerb')).click();
    const link = await page.getByRole('dialog').locator('code').innerText();
    await first.button(say(invitationLinkText, 'done')).click();

    await second.page.goto(link);
    await second.button(say(invitationText, 'accept')).click();
    await second.heading(say(invitationText, 'waitingElderTitle')).waitFor();

    await page.getByRole('checkbox', { name: /wu-mei/ }).waitFor({ state: 'attached' });
    await page.getByText('wu-mei · Wu Mei, lower end').last().click();
    await first.button(say(successionText, 'lookShared')).click();
    await first.sign(say(successionText, 'make'));
    await page.getByText(say(successionText, 'made')).waitFor();
    await first.button(say(successionText, 'lookName')).click();
    await first.sign(say(successionText, 'name'));
    await page.getByText(say(successionText, 'named')).waitFor();
  });

  it('is told what is paid to whom as the new council takes the seat, and who signs second sees it', async () => {
    const { say } = first;
    await second.open(`/council/${communityId}/succession`);
    await second.button(say(successionText, 'accept')).click();
    await second.page.getByRole('dialog').getByText(say(payoutText, 'newCouncil')).first().waitFor();
    await second.sign(say(successionText, 'propose'));
    await second.page.getByText(say(pendingText, 'seat')).waitFor();

    await first.open(`/council/${communityId}/signatures?as=named`);
    await first.page.getByText(say(callText, 'arguments.payout')).waitFor();
    await first.button(say(signaturesText, 'signLast')).click();
    await first.sign(say(signaturesText, 'signLast'), first.page.getByRole('dialog'));
    await first.page.getByText(say(signaturesText, 'done')).waitFor();
    await first.open(`/council/${communityId}/earnings`);
    await first.page.getByText(say(payoutText, 'holder.council')).first().waitFor();
    expect(await first.page.getByText(say(payoutText, 'warn.one-person')).count()).toBe(0);
  });
});
