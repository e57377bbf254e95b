import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { catalogText } from '../../../web/features/catalog/words/text.ts';
import { componentText } from '../../../web/components/page/text.ts';
import { formText } from '../../../web/features/concepts/words/form-text.ts';
import { importText } from '../../../web/features/concepts/words/import-text.ts';
import { proposalsText } from '../../../web/features/concepts/words/proposals-text.ts';
import { conceptsText } from '../../../web/features/concepts/words/text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { type BrowserPerson, type Language, TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { wordsIn } from './words.ts';

const BATIK: Readonly<Record<Language, string>> = { en: 'Batik (wax-resist dyeing)', zh: '蜡染' };
const RESIST: Readonly<Record<Language, string>> = { en: 'Resist dyeing', zh: '防染' };
describe('concepts in the browser', () => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  beforeAll(async () => here.start());

  async function signedIn(
    account: 'demoInstitution' | 'demoAccreditor',
    { language, next }: { readonly language: Language; readonly next: string },
  ): Promise<BrowserPerson> {
    const person = await browser.person({ language, url: here.platform.url });
    await person.page.goto(`/sign-in?next=${next}`);
    const name = wordsIn(language)(peopleText, account);
    await person.page.getByRole('button', { name }).first().click();
    await person.page.waitForURL((url) => url.pathname === next);
    return person;
  }

  async function ends(person: BrowserPerson): Promise<void> {
    expect(person.faults).toEqual([]);
    await person.close();
  }

  const field = (page: Page, label: string) => page.getByRole('textbox', { name: new RegExp(`^${label}`) });
  const errorOf = async (page: Page, label: string) => {
    const wrong = field(page, label);
    expect(await wrong.getAttribute('aria-invalid')).toBe('true');
    const ids = (await wrong.getAttribute('aria-describedby')) ?? '';
    const texts = await Promise.all(ids.split(' ').map((id) => page.locator(`[id="${id}"]`).innerText()));
    return texts.join(' ');
  };

  it.each(['en', 'zh'] as const)(
    'leads from a vocabulary, or a name, to what bears a concept (%s)',
    async (language) => {
      const say = wordsIn(language);
      const person = await browser.person({ language, url: here.platform.url });
      const { page } = person;
      await page.goto('/concepts');
      await page.getByRole('heading', { level: 2, name: say(conceptsText, 'vocabularies.motif') }).waitFor();
      await page.locator('body:not(:has([data-loading]))').waitFor();
      expect(await person.accessibilityFaults()).toEqual([]);
      await page
        .getByRole('navigation', { name: say(conceptsText, 'vocabularyLabel') })
        .getByRole('link', { name: say(conceptsText, 'vocabularies.technique') })
        .click();
      await page.getByText(say(conceptsText, 'count', { count: 150 })).waitFor();
      // From the top down to batik, as a keyboard would.
      for (const name of [/^(Textile|纺织)/, /^(Dyeing|染色)$/, RESIST[language]]) {
        const row = page.getByRole('listitem').filter({ has: page.getByRole('link', { name }) });
        const toggle = row.last().getByRole('button').first();
        if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.press('Enter');
      }
      await page.getByRole('link', { name: BATIK[language], exact: true }).waitFor();
      expect(await person.accessibilityFaults()).toEqual([]);

      await page.getByLabel(say(conceptsText, 'filter')).fill('蠟染');
      await page.waitForURL((url) => url.searchParams.get('text') === '蠟染');
      await page.getByRole('link', { name: BATIK[language], exact: true }).first().waitFor();
      await page.getByRole('link', { name: BATIK[language], exact: true }).first().click();
      await page.getByRole('heading', { level: 1, name: BATIK[language] }).waitFor();
      await page.getByText('点蜡幔').waitFor();
      await page.locator('body:not(:has([data-loading]))').waitFor();
      expect(await person.accessibilityFaults()).toEqual([]);
      const assets = page.getByRole('region', { name: say(conceptsText, 'assets') });
      const told = Number(/\d+/.exec(await assets.getByRole('paragraph').first().innerText())?.[0] ?? 1);
      await assets.getByRole('link', { name: say(conceptsText, 'toCatalog') }).click();
      await page.getByRole('heading', { level: 3 }).first().waitFor();
      expect(new URL(page.url()).searchParams.get('concept')).toBe('technique/batik');
      expect(await page.getByRole('heading', { level: 3 }).count()).toBe(told);
      const filter = new RegExp(`${say(catalogText, 'names.concept')}.*${BATIK[language].slice(0, 5)}`);
      await page.getByRole('button', { name: filter }).click();
      await page.waitForURL((url) => url.search === '');
      await page.getByRole('button', { name: filter }).waitFor({ state: 'detached' });

      await page.goto('/concepts/motif/nothing-of-this-name');
      await page.getByRole('heading', { name: say(conceptsText, 'notFoundTitle') }).waitFor();
      await page.goto('/concepts/place');
      await page.waitForURL((url) => url.searchParams.get('vocabulary') === 'place');
      await ends(person);
    },
  );

  it('tells machines of a concept, and programs its RDF', async () => {
    const html = await (await here.get('/concepts/technique/batik?lang=zh')).text();
    expect(html).toContain('<title>蜡染 · Lanran 蓝染</title>');
    expect(html).toContain('"@type":"DefinedTerm"');
    expect((await here.get('/concepts/technique/nothing')).status).toBe(404);
    expect(await (await here.get('/sitemap-pages.xml')).text()).toContain('/concepts/technique/batik<');
    expect(await (await here.get('/concepts/technique/batik.ttl')).text()).toContain('skos:prefLabel');
  });

  it.each(['en', 'zh'] as const)(
    'proposes, says what is wrong beside its field, and shows what was accepted (%s)',
    async (language) => {
      const say = wordsIn(language);
      const curator = await signedIn('demoInstitution', { language, next: '/concepts/new' });
      const { page } = curator;
      await page.goto('/concepts/new?vocabulary=technique');
      const names: Readonly<Record<Language, string>> = {
        en: `Broken wax ${language}`,
        zh: `碎蜡${language}`,
      };
      await field(page, say(formText, 'code')).fill('Not a code');
      await page.getByRole('button', { name: say(formText, 'send'), exact: true }).click();
      await page.getByText(say(formText, 'incomplete')).waitFor();
      expect(await errorOf(page, say(formText, 'code'))).toContain(say(formText, 'badCode'));
      expect(await curator.accessibilityFaults()).toEqual([]);
      await field(page, say(formText, 'code')).fill('batik');
      await field(page, say(formText, 'prefZh')).fill(names.zh);
      await field(page, say(formText, 'prefEn')).fill(names.en);
      await page.getByRole('button', { name: say(formText, 'send'), exact: true }).click();
      await page
        .getByText(say(formText, 'takenCode', { name: BATIK[language] }))
        .first()
        .waitFor();
      await field(page, say(formText, 'code')).fill(`broken-wax-${language}`);
      await field(page, say(formText, 'alt.hant')).fill(`碎蠟${language}\n蠟染`);
      // An option that moves while it is pressed is not chosen.
      const listed = page.waitForResponse(
        (response) => response.request().postData()?.includes('蜡染') === true,
      );
      await page.getByRole('combobox', { name: say(formText, 'broader') }).fill('蜡染');
      await listed;
      await page
        .getByRole('option', { name: new RegExp(`^${BATIK[language].slice(0, 5)}`) })
        .first()
        .click();
      // Without it, Tab would lead to the next picker, whose open list hides the other fields.
      await page.getByLabel(say(formText, 'removeConcept', { name: BATIK[language] })).waitFor();
      // The list stays for another choice; it closes where one goes on.
      await page.keyboard.press('Tab');
      await field(page, say(formText, 'noteEn')).fill('Wax that is broken on purpose.');
      await field(page, say(formText, 'why')).fill('Three of our skirts have it.');
      await page.getByRole('button', { name: say(formText, 'send'), exact: true }).click();
      await page.getByText(say(formText, 'incomplete')).waitFor();
      expect(await errorOf(page, say(formText, 'alt.hant'))).toContain('technique/batik');
      // What was typed is there after a reload.
      await page.reload();
      await field(page, say(formText, 'alt.hant')).fill(`碎蠟${language}`);
      await page.getByRole('button', { name: say(formText, 'send'), exact: true }).click();
      await page.getByRole('heading', { level: 1, name: names[language] }).waitFor();
      await page.getByText('Wax that is broken on purpose.').waitFor();
      expect(await curator.accessibilityFaults()).toEqual([]);
      const proposal = new URL(page.url()).pathname;
      expect(await page.getByRole('button', { name: say(proposalsText, 'accept') }).count()).toBe(0);

      const accreditor = await signedIn('demoAccreditor', { language, next: '/concepts/proposals' });
      await accreditor.page.getByRole('link', { name: names[language] }).waitFor();
      expect(await accreditor.accessibilityFaults()).toEqual([]);
      await accreditor.page.getByRole('link', { name: names[language] }).click();
      await accreditor.page.waitForURL((url) => url.pathname === proposal);
      await accreditor.page.getByText('Wax that is broken on purpose.').waitFor();
      await accreditor.page.getByRole('button', { name: say(proposalsText, 'accept'), exact: true }).click();
      await accreditor.page
        .getByRole('dialog')
        .getByRole('button', { name: say(proposalsText, 'acceptVerb') })
        .click();
      await accreditor.page.getByText(say(proposalsText, 'sameConcept')).waitFor();

      await page.goto(`/concepts/technique/broken-wax-${language}`);
      await page.getByRole('heading', { level: 1, name: names[language] }).waitFor();
      await page.getByRole('link', { name: say(conceptsText, 'change') }).click();
      await field(page, say(formText, 'prefEn')).fill(`Shattered wax ${language}`);
      await page.getByRole('button', { name: say(formText, 'send'), exact: true }).click();
      const change = page.getByRole('table');
      await change.waitFor();
      expect(await change.getByRole('row').count()).toBe(2);
      expect(await page.locator('ins').innerText()).toBe(`Shattered wax ${language}`);
      expect(await curator.accessibilityFaults()).toEqual([]);

      await accreditor.page.goto(new URL(page.url()).pathname);
      await accreditor.page.getByRole('button', { name: say(proposalsText, 'decline'), exact: true }).click();
      const sheet = accreditor.page.getByRole('dialog');
      await sheet.getByLabel(say(proposalsText, 'declineReason')).fill('The old name is in use.');
      await sheet.getByRole('button', { name: say(proposalsText, 'declineVerb') }).click();
      await accreditor.page.getByText('The old name is in use.').waitFor();
      await page.reload();
      await page.getByText('The old name is in use.').waitFor();
      await ends(accreditor);
      await ends(curator);
    },
  );

  it.each(['en', 'zh'] as const)(
    'shows what a file comes to before it is proposed, and errors by line (%s)',
    async (language) => {
      const say = wordsIn(language);
      const curator = await signedIn('demoInstitution', { language, next: '/concepts/import' });
      const { page } = curator;
      const choose = (name: string, ...rows: readonly string[]) =>
        page.locator('input[type=file]').setInputFiles({
          name,
          mimeType: 'text/csv',
          buffer: Buffer.from(['vocabulary,code,prefLabel_zh,prefLabel_en,broader', ...rows].join('\n')),
        });
      await choose(
        'wrong.csv',
        `motif,wave-${language},浪纹${language},Wave ${language},motif/nowhere`,
        'motif,Bad,坏,Bad,',
      );
      await page.getByText(say(importText, 'line', { line: '3' }), { exact: true }).waitFor();
      await page.getByText(say(importText, 'wrong', { count: 1 })).waitFor();
      expect(await curator.accessibilityFaults()).toEqual([]);
      await choose('right.csv', `motif,wave-${language},浪纹${language},Wave ${language},`);
      await page.getByText(say(importText, 'added', { count: 1 }), { exact: true }).waitFor();
      expect(await curator.accessibilityFaults()).toEqual([]);
      await page.getByRole('button', { name: say(importText, 'send', { count: 1 }) }).click();
      await page.waitForURL((url) => url.pathname.startsWith('/concepts/proposals/'));
      await page.getByRole('button', { name: say(proposalsText, 'withdraw'), exact: true }).click();
      const sheet = page.getByRole('dialog');
      await sheet.getByRole('button', { name: say(componentText, 'cancel') }).waitFor();
      await sheet.getByRole('button', { name: say(proposalsText, 'withdrawVerb') }).click();
      await page.getByText(say(proposalsText, 'states.WITHDRAWN'), { exact: true }).waitFor();
      await ends(curator);
    },
  );
});
