import type { Locator, Page, Request } from 'playwright-core';
import { adminText } from '../../../web/features/admin/operation/words/text.ts';
import { asksText } from '../../../web/features/council/consents/words/asks-text.ts';
import { consentsText } from '../../../web/features/council/consents/words/consents-text.ts';
import { grantText } from '../../../web/features/council/consents/words/grant-text.ts';
import { offerText } from '../../../web/features/institution/offers/words/offer-text.ts';
import { keysText } from '../../../web/lib/keys/text.ts';
import { firstStartText } from '../../../web/features/people/joining/words/first-start-text.ts';
import { officesText } from '../../../web/features/people/joining/words/offices-text.ts';
import { joinText } from '../../../web/features/people/joining/words/join-text.ts';
import { restoreText } from '../../../web/features/people/keys/words/restore-text.ts';
import { sheetStepText } from '../../../web/features/people/keys/words/sheet-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { draftsText } from '../../../web/features/publish/drafts/words/drafts-text.ts';
import { editorText } from '../../../web/features/publish/editor/words/editor-text.ts';
import { fileChooserText } from '../../../web/components/forms/file-chooser-text.ts';
import { filesText } from '../../../web/features/publish/uploads/words/files-text.ts';
import { signText } from '../../../web/features/publish/editor/words/sign-text.ts';
import { licenseText } from '../../../web/features/studio/license/words/license-text.ts';
import { balanceText } from '../../../web/lib/pricing/balance-text.ts';
import { wishText } from '../../../web/features/studio/wish/words/wish-text.ts';
import { verifyText } from '../../../web/features/verify/words/text.ts';
import { territoryFieldText } from '../../../web/lib/territories/territory-field-text.ts';
import { mediumLabel } from '../../../web/lib/territories/window-text.ts';
import type { BrowserPerson, Language } from '../../support/browser.ts';
import { wordsIn } from './words.ts';

export type OrganizationKind = 'INSTITUTION' | 'STUDIO' | 'COMMUNITY' | 'AUDITOR';

interface NewOrganization {
  readonly kind: OrganizationKind;
  readonly slug: string;
  readonly en: string;
  readonly zh: string;
}

export const PASSPHRASE = '靛蓝 vat, seven dips and a moon';

/** What one person does in the browser, by the words on the page. */
export class Walker {
  readonly person: BrowserPerson;
  readonly say: ReturnType<typeof wordsIn>;
  readonly #language: Language;
  /** What the page asked between the last purchase's signature and its license being shown. */
  readonly askedToBuy: string[] = [];
  /** A page loaded anew has forgotten the key: the next signature asks for the passphrase. */
  #isLocked = false;

  constructor(person: BrowserPerson, language: Language) {
    this.person = person;
    this.say = wordsIn(language);
    this.#language = language;
  }

  get #streaming(): RegExp {
    return new RegExp(`^${escape(mediumLabel('STREAMING', this.#language))}`);
  }

  get page(): Page {
    return this.person.page;
  }

  /** What the browser keeps stays; what the page knew does not. */
  async closeWindow(): Promise<void> {
    await this.person.reopen();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name });
  }

  /** Types an address, which loads the page anew. */
  async open(path: string): Promise<void> {
    await this.page.goto(path);
    this.#isLocked = !this.person.signsUnasked;
  }

  /** Signs what a sheet shows, with the passphrase where it is asked for, and waits for the sheet to go. */
  async sign(verb: string, within: Locator | Page = this.page): Promise<void> {
    await within.getByRole('button', { name: verb, exact: true }).click();
    if (this.#isLocked) {
      const dialog = this.page.getByRole('dialog', { name: this.say(keysText, 'title') });
      await dialog.getByLabel(this.say(keysText, 'passphrase')).fill(PASSPHRASE);
      await dialog.getByRole('button', { name: this.say(keysText, 'open'), exact: true }).click();
      this.#isLocked = false;
    }
    await this.page.locator('body:not(:has([role=dialog]))').waitFor({ state: 'attached' });
  }

  /** One of a select field's choices. */
  async choose(label: string, choice: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`${escape(label)}$`) }).click();
    await this.page.getByRole('option', { name: choice }).click();
  }

  /** A key of one's own; ends on its recovery sheet. */
  async openSheet(name: string, from = '/sign-up'): Promise<void> {
    const { say, page } = this;
    await this.open(from);
    await page.getByLabel(say(peopleText, 'name')).first().fill(name);
    await page.getByLabel(say(peopleText, 'displayName')).fill(name);
    await page.getByLabel(say(peopleText, 'newPassphrase')).fill(PASSPHRASE);
    await page.getByLabel(say(peopleText, 'repeat')).fill(PASSPHRASE);
    await this.button(say(peopleText, 'make')).click();
    await this.heading(say(sheetStepText, 'confirmTitle')).waitFor();
  }

  /** A key of one's own, with its recovery sheet confirmed as on paper; gives the sheet's words. */
  async makeKey(name: string, from = '/sign-up'): Promise<readonly string[]> {
    const { say, page } = this;
    await this.openSheet(name, from);
    const words = (await page.locator('ol li').allInnerTexts()).map((text) => text.replace(/[^a-z]/g, ''));
    for (let place = 0; place < words.length; place += 1) {
      const field = page.getByLabel(say(sheetStepText, 'word', { number: String(place + 1) }), {
        exact: true,
      });
      if ((await field.count()) > 0) await field.fill(words[place] ?? '');
    }
    await this.button(say(sheetStepText, 'confirm')).click();
    await this.heading(say(sheetStepText, 'confirmTitle')).waitFor({ state: 'detached' });
    this.#isLocked = false;
    return words;
  }

  /** Back to a key by its words, under a new passphrase; ends on the key's page. */
  async restoreKey(words: readonly string[]): Promise<void> {
    const { say, page } = this;
    await this.open('/restore');
    await page.getByLabel(say(restoreText, 'words')).fill(words.join(' '));
    await this.button(say(restoreText, 'find')).click();
    await page.getByLabel(say(peopleText, 'newPassphrase')).fill(PASSPHRASE);
    await page.getByLabel(say(peopleText, 'repeat')).fill(PASSPHRASE);
    await this.button(say(restoreText, 'save')).click();
    await page.waitForURL(/\/account/);
  }

  /** On the page of a one-time link. */
  async takeOffice(office: 'OPERATOR' | 'ACCREDITOR'): Promise<void> {
    const { say } = this;
    await this.heading(say(firstStartText, `${office}.title`)).waitFor();
    await this.button(say(firstStartText, 'become')).click();
    await this.sign(say(firstStartText, `${office}.verb`));
    await this.heading(say(firstStartText, `${office}.doneTitle`)).waitFor();
  }

  /** Asks another key to take the office over. */
  async handOn(office: 'OPERATOR' | 'ACCREDITOR', address: string): Promise<void> {
    const { say, page } = this;
    await this.open('/account');
    await this.button(say(officesText, `${office}.handOn`)).click();
    await page.getByLabel(say(officesText, 'addressField')).fill(address);
    await this.sign(say(officesText, `${office}.handOnVerb`));
    await this.button(say(officesText, `${office}.takeBack`)).waitFor();
  }

  async acceptOffice(office: 'OPERATOR' | 'ACCREDITOR'): Promise<void> {
    const { say } = this;
    await this.open('/account');
    await this.button(say(officesText, `${office}.accept`)).click();
    await this.sign(say(officesText, `${office}.acceptVerb`));
    await this.button(say(officesText, `${office}.handOn`)).waitFor();
  }

  /** The number of the key, as its page shows it. */
  async ownAddress(): Promise<string> {
    await this.open('/account');
    return this.page
      .getByText(/^0x[0-9a-fA-F]{40}$/)
      .first()
      .innerText();
  }

  async askForAdmission({ kind, slug, en, zh }: NewOrganization): Promise<void> {
    const { say, page } = this;
    await this.open('/join');
    await this.choose(say(joinText, 'kind'), new RegExp(`^${escape(say(joinText, kind))}`));
    await page.getByLabel(say(joinText, 'nameZh')).fill(zh);
    await page.getByLabel(say(joinText, 'nameEn')).fill(en);
    await page.getByLabel(say(joinText, 'slug')).fill(slug);
    await page.getByLabel(say(joinText, 'contact')).fill(`office@${slug}.example`);
    await page.getByLabel(say(joinText, 'letter')).fill(`${en}\n${zh}`);
    await this.button(say(joinText, 'ask')).click();
    await page.getByText(say(joinText, 'states.WAITING')).waitFor();
  }

  /** Admits everybody who waits. */
  async admitAll(count: number): Promise<void> {
    const { say, page } = this;
    await this.open('/admin');
    const requests = page.getByRole('button', { name: new RegExp(`^${escape(say(adminText, 'admit'))}`) });
    for (let left = count; left > 0; left -= 1) {
      await requests.nth(left - 1).waitFor();
      await requests.first().click();
      await this.sign(say(adminText, 'admitVerb'));
    }
    await page.getByText(say(adminText, 'requestsNone')).waitFor();
  }

  /** Publishes one file; gives the asset's id. */
  async publish(draft: {
    readonly title: string;
    readonly community: string;
    readonly file: string;
  }): Promise<string> {
    const { say, page } = this;
    await this.beginDraft(draft);
    await this.addFiles([draft.file]);
    await page.getByText(say(filesText, 'ready')).waitFor();
    await this.button(say(editorText, 'look')).click();
    await this.sign(say(signText, 'verb'));
    await page.getByRole('link', { name: say(signText, 'see') }).click();
    await page.waitForURL(/\/assets\/0x/);
    return new URL(page.url()).pathname.split('/').at(-1) ?? '';
  }

  async beginDraft({
    title,
    community,
  }: {
    readonly title: string;
    readonly community: string;
  }): Promise<void> {
    const { say, page } = this;
    await this.open('/publish');
    await this.button(say(draftsText, 'new')).click();
    await page.getByRole('dialog').getByRole('textbox').first().fill(title);
    await this.choose(say(draftsText, 'community'), community);
    await this.button(say(draftsText, 'begin')).click();
    await page.waitForURL(/\/publish\/./);
  }

  async addFiles(paths: readonly string[]): Promise<void> {
    await this.#chooseFiles(this.say(fileChooserText, 'choose'), paths);
  }

  async #chooseFiles(button: string, paths: readonly string[]): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.button(button).click()]);
    await chooser.setFiles([...paths]);
  }

  /** A council's yes to one asset. */
  async consent(
    communityId: string,
    assetId: string,
    terms: { readonly lastDay: string; readonly share: string },
  ) {
    const { say, page } = this;
    await this.open(`/council/${communityId}/asks/${assetId}`);
    await page.getByRole('checkbox', { name: this.#streaming }).check({ force: true });
    await this.#chooseWorld();
    await page.getByLabel(say(grantText, 'lastDay')).fill(terms.lastDay);
    await page.getByLabel(say(grantText, 'share')).fill(terms.share);
    await this.button(say(grantText, 'look')).click();
    await this.sign(say(grantText, 'sign'));
    await page.getByText(say(grantText, 'done')).first().waitFor();
    await page
      .getByText(say(asksText, 'hasConsent'))
      .or(page.getByText(say(grantText, 'done')))
      .first()
      .waitFor();
  }

  /** A council's no to what it had permitted. */
  async withdrawConsent(communityId: string, assetId: string): Promise<void> {
    const { say, page } = this;
    await this.open(`/council/${communityId}/consents/${assetId}`);
    await this.button(say(consentsText, 'endThis')).click();
    await this.sign(say(consentsText, 'end'));
    await page.getByText(say(consentsText, 'withdrawn')).waitFor();
  }

  async #chooseWorld(): Promise<void> {
    const world = { name: this.say(territoryFieldText, 'all'), exact: true };
    await this.page.getByRole('radio', world).check({ force: true });
  }

  async offer(
    assetId: string,
    terms: { readonly price: string; readonly lastDay: string; readonly isExclusive: boolean },
  ) {
    const { say, page } = this;
    await this.open(`/assets/${assetId}/offer`);
    await this.button(say(offerText, 'takeAll')).click();
    await page.getByLabel(new RegExp(`^${escape(say(offerText, 'last'))}`)).fill(terms.lastDay);
    await page.getByLabel(new RegExp(escape(say(offerText, 'price', { symbol: 'TCNY' })))).fill(terms.price);
    if (terms.isExclusive)
      await page
        .getByRole('checkbox', { name: new RegExp(escape(say(offerText, 'exclusive'))) })
        .check({ force: true });
    await this.button(say(offerText, 'look')).click();
    await this.sign(say(offerText, 'verb'));
  }

  /** Describes streaming in the whole world, on the days given; the answer is on the page then. */
  async describeUse(
    assetId: string,
    use: { readonly from: string; readonly to: string; readonly isExclusive?: boolean },
  ): Promise<void> {
    const { say, page } = this;
    await this.open(`/assets/${assetId}/license`);
    await page.getByRole('checkbox', { name: this.#streaming }).check({ force: true });
    await this.#chooseWorld();
    await page.getByLabel(say(wishText, 'from')).fill(use.from);
    await page.getByLabel(say(wishText, 'to')).fill(use.to);
    if (use.isExclusive === true)
      await page
        .getByRole('checkbox', { name: new RegExp(`^${escape(say(wishText, 'exclusive'))}`) })
        .check({ force: true });
    const answer = page.locator('#answer');
    await answer
      .getByText(say(wishText, 'allowed'), { exact: true })
      .or(answer.getByText(say(wishText, 'refused'), { exact: true }))
      .waitFor();
  }

  /** Every reason that stands against what was described. */
  async reasons(): Promise<string[]> {
    const answer = this.page.locator('#answer');
    await answer.getByText(this.say(wishText, 'refused'), { exact: true }).waitFor();
    return answer.getByRole('list').first().getByRole('listitem').allInnerTexts();
  }

  async getPlayMoney(): Promise<void> {
    await this.sign(this.say(balanceText, 'playMoney'));
    await this.page.getByText('100,000').first().waitFor();
  }

  /** Chooses one of the wishes that would be allowed, by the words for what is different in it. */
  async takeSuggestion(change: RegExp): Promise<void> {
    const { say, page } = this;
    const answer = page.locator('#answer');
    const suggestions = answer.getByRole('button', { name: say(wishText, 'take') });
    await suggestions
      .and(page.getByRole('button', { name: change }))
      .first()
      .click();
    await answer.getByText(say(wishText, 'allowed'), { exact: true }).waitFor();
  }

  /** Buys what was described; gives the license's id. */
  async buy(): Promise<string> {
    const { say, page } = this;
    await this.button(say(wishText, 'buy')).click();
    const note = (request: Request) => {
      if (request.method() === 'POST') this.askedToBuy.push(request.postData() ?? request.url());
    };
    this.askedToBuy.length = 0;
    page.on('request', note);
    await this.sign(say(wishText, 'buyVerb'), page.getByRole('dialog'));
    await page.waitForURL(/\/licenses\/0x/);
    await this.button(say(licenseText, 'proof')).waitFor();
    page.off('request', note);
    return new URL(page.url()).pathname.split('/')[2] ?? '';
  }

  /** Presses Buy though something has changed meanwhile; gives what the answer says then. */
  async triesToBuy(): Promise<string> {
    const { say, page } = this;
    await this.button(say(wishText, 'buy')).click();
    await this.sign(say(wishText, 'buyVerb'), page.getByRole('dialog', { name: say(wishText, 'buyTitle') }));
    const answer = page.locator('#answer');
    await answer.getByText(say(wishText, 'changedTitle')).waitFor();
    return answer.innerText();
  }

  /** Saves the license's proof under its own name; gives where. */
  async saveProof(licenseId: string, folder: string): Promise<string> {
    await this.open(`/licenses/${licenseId}`);
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.button(this.say(licenseText, 'proof')).click(),
    ]);
    const path = `${folder}/${download.suggestedFilename()}`;
    await download.saveAs(path);
    return path;
  }

  /** Chooses files on the verify page and waits for what is said about them; gives the main text of the page. */
  async verify(paths: readonly string[]): Promise<string> {
    const { say, page } = this;
    await this.open('/verify');
    await page.getByText(say(verifyText, 'ready')).waitFor();
    await this.#chooseFiles(say(verifyText, 'chooseFiles'), paths);
    await page.getByText(say(verifyText, 'says'), { exact: true }).first().waitFor();
    return page.getByRole('main').innerText();
  }
}

export function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
