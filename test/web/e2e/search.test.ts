import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { searchText } from '../../../web/app/search/search-text.ts';
import { resultText } from '../../../web/features/catalog/words/result-text.ts';
import { savedText } from '../../../web/features/catalog/words/saved-text.ts';
import { catalogText } from '../../../web/features/catalog/words/text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { mediumLabel } from '../../../web/lib/territories/window-text.ts';
import { type Language, TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { wordsIn } from './words.ts';

const TYPED: Readonly<Record<Language, { readonly begun: string; readonly name: string }>> = {
  en: { begun: 'butterfly mo', name: 'Butterfly mother' },
  zh: { begun: '蝴蝶妈', name: '蝴蝶妈妈' },
};

describe.each(['en', 'zh'] as const)('search in the browser (%s)', (language) => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  const say = wordsIn(language);
  const { begun, name } = TYPED[language];
  beforeAll(async () => here.start());

  const box = (page: Page) => page.getByRole('combobox');
  const count = (page: Page, assets: number) =>
    page.getByRole('status').getByText(say(catalogText, 'count', { count: assets }), { exact: true });
  const addressOf = (page: Page) => new URL(page.url()).searchParams;

  it('suggests while somebody types, and says of each result why it is there', async () => {
    const person = await browser.person({ language, url: here.platform.url });
    const { page } = person;
    await page.goto('/rules');
    await box(page).pressSequentially(begun);
    await page.getByRole('listbox', { name: say(searchText, 'suggestions') }).waitFor();
    expect(await person.accessibilityFaults()).toEqual([]);
    await page.keyboard.press('ArrowDown');
    const active = page.locator('[role=option][aria-selected=true]');
    expect(await active.innerText()).toContain(name);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('text') === name);
    await page.getByRole('heading', { level: 3 }).first().waitFor();
    expect((await page.locator('mark').allInnerTexts()).length).toBeGreaterThan(0);
    const why = page.getByRole('button', { name: say(resultText, 'why') }).first();
    await why.click();
    expect(await why.getAttribute('aria-expanded')).toBe('true');
    await page.getByText(`“${name}”`).first().waitFor();
    expect(await person.accessibilityFaults()).toEqual([]);
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it('forgives a wrong letter, and says what found nothing', async () => {
    const person = await browser.person({ language, url: here.platform.url });
    const { page } = person;
    await page.goto('/catalog?text=buterfly%20qwzxq');
    await page.getByText(say(resultText, 'insteadOf', { text: 'buterfly', instead: 'butterfly' })).waitFor();
    await page.getByRole('button', { name: say(resultText, 'without', { text: 'qwzxq' }) }).click();
    await page.waitForURL((url) => url.searchParams.get('text') === 'buterfly');
    await page.goto('/catalog?text=qwzxq');
    await count(page, 0).waitFor();
    await page.getByText(say(resultText, 'nothingHas', { text: 'qwzxq' })).waitFor();
    expect(await person.accessibilityFaults()).toEqual([]);
    await person.close();
  });

  it('narrows down by facets whose numbers are right, all of it in the address', async () => {
    const person = await browser.person({ language, url: here.platform.url });
    const { page } = person;
    await page.goto('/catalog');
    const kind = page.getByRole('group', { name: say(catalogText, 'names.kind') });
    const patterns = kind.locator('label').filter({ hasText: say(catalogText, 'kinds.PATTERN') });
    const told = Number(/\d+/.exec(await patterns.innerText())?.[0]);
    await patterns.click();
    await count(page, told).waitFor();
    expect(addressOf(page).get('kind')).toBe('PATTERN');
    await page.reload();
    await count(page, told).waitFor();
    const chip = say(catalogText, 'remove', {
      filter: `${say(catalogText, 'names.kind')}${language === 'zh' ? '：' : ': '}${say(catalogText, 'kinds.PATTERN')}`,
    });
    await page.getByRole('button', { name: chip }).click();
    await page.waitForURL((url) => url.search === '');
    await person.close();
  });

  it('finds what can be licensed for a use, and goes on to its quote', async () => {
    const person = await browser.person({ language, url: here.platform.url });
    const { page } = person;
    const year = new Date().getUTCFullYear() + 1;
    const use = `media=STREAMING&territories=CN&from=${year}-03-01&to=${year}-03-31`;
    await page.goto(`/catalog?${use}`);
    const onward = page.getByRole('link', { name: say(catalogText, 'licenseUseOf', { title: '' }) }).first();
    await onward.waitFor();
    expect(await person.accessibilityFaults()).toEqual([]);
    await onward.click();
    await page.waitForURL((url) => url.pathname.endsWith('/license'));
    const streaming = new RegExp(`^${mediumLabel('STREAMING', language)}`);
    expect(await page.getByRole('checkbox', { name: streaming }).isChecked()).toBe(true);
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it('finds assets by the colors of their pictures', async () => {
    const asked = z.object({ assetFacets: z.object({ colors: z.array(z.object({ count: z.number() })) }) });
    await expect
      .poll(
        async () => asked.parse(await here.ask('{ assetFacets { colors { count } } }')).assetFacets.colors,
        {
          timeout: 30_000,
        },
      )
      .not.toEqual([]);
    const person = await browser.person({ language, url: here.platform.url });
    const { page } = person;
    await page.goto('/catalog');
    const colors = page.getByRole('group', { name: say(catalogText, 'names.color') }).locator('label');
    await colors.first().click();
    const chosen = colors.filter({ has: page.locator('input:checked') });
    // More pictures may be looked at until then: the number beside the color is that of the same answer.
    const told = async () => Number(/\d+/.exec(await chosen.innerText())?.[0]);
    await expect.poll(async () => count(page, await told()).isVisible(), { timeout: 30_000 }).toBe(true);
    expect(addressOf(page).get('color')).toMatch(/^[A-Z]+$/);
    await person.close();
  });

  it('keeps a search for its account, to be opened, renamed, deleted and brought back', async () => {
    const person = await browser.person({ language, url: here.platform.url });
    const { page } = person;
    await page.goto('/sign-in');
    await page
      .getByRole('button', { name: say(peopleText, 'demoStudio') })
      .first()
      .click();
    await page.waitForURL((url) => url.pathname === '/studio');
    await page.goto('/?kind=PATTERN&text=butterfly');
    await count(page, 1).waitFor();
    await page.getByRole('button', { name: say(savedText, 'save'), exact: true }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel(say(savedText, 'name')).fill('Wings');
    await sheet.getByRole('button', { name: say(savedText, 'keep'), exact: true }).click();
    await page.getByText(say(savedText, 'saved', { name: 'Wings' })).waitFor();

    await page.goto('/searches');
    await page.getByText(say(savedText, 'count', { count: 1 })).waitFor();
    expect(await person.accessibilityFaults()).toEqual([]);
    await page.getByRole('button', { name: say(savedText, 'renameOf', { name: 'Wings' }) }).click();
    await sheet.getByLabel(say(savedText, 'name')).fill('Butterflies');
    await sheet.getByRole('button', { name: say(savedText, 'keep'), exact: true }).click();
    await page.getByRole('button', { name: say(savedText, 'removeOf', { name: 'Butterflies' }) }).click();
    await page.getByText(say(savedText, 'nothingTitle')).waitFor();
    await page.getByRole('button', { name: say(savedText, 'undo') }).click();
    await page.getByRole('link', { name: 'Butterflies' }).click();
    await count(page, 1).waitFor();
    expect(Object.fromEntries(addressOf(page))).toEqual({ text: 'butterfly', kind: 'PATTERN' });
    expect(person.faults).toEqual([]);
    await person.close();
  });
});
