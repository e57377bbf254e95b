import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { partLabel } from '@lanran/protocol/territories/territory-text';
import { listText } from '../../../web/features/lists/words/list-text.ts';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { addToListText } from '../../../web/lib/lists/lists-text.ts';
import { territoryFieldText } from '../../../web/lib/territories/territory-field-text.ts';
import { mediumLabel } from '../../../web/lib/territories/window-text.ts';
import { TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { wordsIn } from './words.ts';

const Reasons = z.array(z.object({ code: z.string(), subject: z.string() }));
const Price = z.object({ amount: z.string(), token: z.string() }).nullable();
const Assets = z.object({
  assets: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }),
});
const Many = z.object({
  quoteMany: z.object({
    rows: z.array(z.object({ assetId: z.string(), outcome: z.string(), price: Price, reasons: Reasons })),
  }),
});
const One = z.object({ quote: z.object({ ok: z.boolean(), price: Price, reasons: Reasons }) });
const Organizations = z.object({
  organizations: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }),
});

const YEAR = new Date().getUTCFullYear() + 1;
const USE = `media=STREAMING&territories=CN&from=${YEAR}-03-01&to=${YEAR}-03-31`;

describe.each(['en', 'zh'] as const)('lists in the browser (%s)', (language) => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  const say = wordsIn(language);
  beforeAll(async () => here.start());

  const hearts = (page: Page) =>
    page.getByRole('button', { name: patternOf(say(addToListText, 'favorite', { title: '…' })) });
  const signIn = async (page: Page) => {
    await page.goto('/sign-in');
    await page
      .getByRole('button', { name: say(peopleText, 'demoStudio') })
      .first()
      .click();
    await page.waitForURL((url) => url.pathname === '/studio');
  };

  it('ask a guest to sign in', async () => {
    const person = await browser.person({ language, url: here.platform.url });
    const { page } = person;
    await page.goto('/catalog');
    await hearts(page).first().click();
    const sheet = page.getByRole('dialog', { name: say(addToListText, 'signInTitle') });
    await sheet.waitFor();
    expect(await person.accessibilityFaults()).toEqual([]);
    const link = sheet.getByRole('link', { name: say(addToListText, 'signIn') });
    expect(await link.getAttribute('href')).toBe('/sign-in?next=%2Fcatalog');
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it('are filled from the catalog, and say in one table what can be licensed for how much', async () => {
    const person = await browser.person({ language, url: here.platform.url });
    const { page } = person;
    await signIn(page);
    await page.goto(`/catalog?${USE}`);
    await hearts(page).first().click();
    await page
      .getByRole('button', { name: patternOf(say(addToListText, 'unfavorite', { title: '…' })) })
      .first()
      .waitFor();
    await page.goto('/catalog');
    const name = 'Mother of butterflies';
    const adds = page.getByRole('button', { name: patternOf(say(addToListText, 'addToOf', { title: '…' })) });
    await adds.nth(3).waitFor();
    const count = await adds.count();
    for (let at = 0; at < count; at += 1) {
      await adds.nth(at).click();
      const sheet = page.getByRole('dialog');
      if (at === 0) {
        await sheet.getByLabel(say(addToListText, 'newList')).fill(name);
        await sheet.getByRole('button', { name: say(addToListText, 'create') }).click();
      } else {
        await sheet.locator('label').filter({ hasText: name }).click();
      }
      await sheet.getByRole('link', { name: say(addToListText, 'toList', { title: name }) }).waitFor();
      await sheet.getByRole('button', { name: say(addToListText, 'done'), exact: true }).click();
    }

    await page.goto('/lists');
    await page.getByRole('link', { name: say(listText, 'favorites') }).waitFor();
    expect(await person.accessibilityFaults()).toEqual([]);
    await page.getByRole('link', { name }).click();
    await page.getByText(say(listText, 'count', { count })).waitFor();
    await page.getByRole('button', { name: say(listText, 'describe') }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByLabel(say(listText, 'projectTitle')).fill('Butterflies');
    const streaming = new RegExp(`^${mediumLabel('STREAMING', language)}`);
    await sheet.locator('label').filter({ hasText: streaming }).first().click();
    const china = partLabel('CN', language);
    await sheet.getByLabel(say(territoryFieldText, 'find')).fill(china);
    await sheet.locator('label').filter({ hasText: china }).first().click();
    await sheet.getByLabel(say(listText, 'from'), { exact: true }).fill(`${YEAR}-03-01`);
    await sheet.getByLabel(say(listText, 'to'), { exact: true }).fill(`${YEAR}-03-31`);
    await sheet.getByRole('button', { name: say(listText, 'save'), exact: true }).click();
    await page.getByText(say(listText, 'outcome.FREE'), { exact: true }).first().waitFor();
    await page.getByText(say(listText, 'outcome.REFUSED'), { exact: true }).first().waitFor();
    // What a sheet said of its work is read out for some seconds more, by a name that went with the sheet.
    await page.locator('[data-live-announcer] [role=img]').waitFor({ state: 'detached' });
    expect(await person.accessibilityFaults()).toEqual([]);
    const license = page
      .getByRole('link', { name: patternOf(say(listText, 'licenseOf', { title: '…' })) })
      .first();
    expect(await license.getAttribute('href')).toContain(`from=${YEAR}-03-01`);

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: say(listText, 'csv') }).click();
    const csv = await readFile(await (await downloading).path(), 'utf8');
    expect(csv.startsWith('\uFEFF')).toBe(true);
    expect(csv.trim().split('\r\n')).toHaveLength(count + 1);

    await page.getByRole('button', { name: say(listText, 'share'), exact: true }).click();
    await sheet.getByRole('button', { name: say(listText, 'makeLink') }).click();
    const shared = sheet.getByText(/\/lists\/[0-9a-f]{32}\?key=[0-9a-f]{32}/);
    await shared.waitFor();
    const address = new URL(await shared.innerText());
    const stranger = await browser.person({ language, url: here.platform.url });
    await stranger.page.goto(`${address.pathname}${address.search}`);
    await stranger.page.getByText(say(listText, 'outcome.FREE'), { exact: true }).first().waitFor();
    expect(await stranger.page.getByRole('button', { name: say(listText, 'delete') }).count()).toBe(0);
    expect(await stranger.accessibilityFaults()).toEqual([]);
    await sheet.getByRole('button', { name: say(listText, 'endLink') }).click();
    await sheet.getByRole('button', { name: say(listText, 'makeLink') }).waitFor();
    await stranger.page.reload();
    await stranger.page.getByText(say(listText, 'missing')).waitFor();
    await stranger.close();
    await sheet
      .getByRole('button', { name: say(listText, 'close'), exact: true })
      .last()
      .click();

    await page.getByRole('button', { name: say(listText, 'delete') }).click();
    await sheet.getByRole('button', { name: say(listText, 'delete') }).click();
    await page.waitForURL((url) => url.pathname === '/lists');
    await page.getByRole('link', { name }).waitFor({ state: 'detached' });
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it.runIf(language === 'en')('come to what a quote of each of the demo’s assets says', async () => {
    const [studio] = Organizations.parse(
      await here.ask('{ organizations(first: 1, kind: STUDIO) { edges { node { id } } } }'),
    ).organizations.edges;
    const { assets } = Assets.parse(await here.ask('{ assets(first: 100) { edges { node { id } } } }'));
    const ids = assets.edges.map(({ node }) => node.id);
    expect(ids.length).toBeGreaterThan(5);
    const wish = {
      media: ['STREAMING'],
      territories: ['CN'],
      from: `${YEAR}-03-01`,
      to: `${YEAR}-03-31`,
      exclusive: false,
    };
    for (const asked of [
      wish,
      { ...wish, territories: ['WORLD'] },
      { ...wish, to: `${YEAR + 3}-12-31`, media: ['ALL'] },
      { ...wish, exclusive: true },
      { ...wish, media: ['AI_TRAINING'] },
    ]) {
      const variables = { assets: ids, wish: asked, licensee: studio?.node.id };
      const { quoteMany } = Many.parse(
        await here.ask(
          `query ($assets: [ID!]!, $wish: WishInput!, $licensee: ID) { quoteMany(assets: $assets, wish: $wish, licensee: $licensee) {
            rows { assetId outcome price { amount token } reasons { code subject } } } }`,
          variables,
        ),
      );
      for (const { assetId, outcome, price, reasons } of quoteMany.rows) {
        const { quote } = One.parse(
          await here.ask(
            `query ($assetId: ID!, $wish: WishInput!, $licensee: ID) { quote(assetId: $assetId, wish: $wish, licensee: $licensee) {
              ok price { amount token } reasons { code subject } } }`,
            { ...variables, assetId },
          ),
        );
        expect({ assetId, asked, ok: outcome === 'FREE', price, reasons }).toEqual({
          assetId,
          asked,
          ...quote,
        });
      }
    }
  });

  it.runIf(language === 'en')('are made, filled and quoted on the command line', async () => {
    const { assets } = Assets.parse(await here.ask('{ assets(first: 3) { edges { node { id } } } }'));
    const ids = assets.edges.map(({ node }) => node.id);
    const use = [
      '--media',
      'streaming',
      '--territory',
      'CN',
      '--from',
      `${YEAR}-03-01`,
      '--to',
      `${YEAR}-03-31`,
    ];
    const made = await here.hereAs('studio', 'list', 'create', 'Three', ...use);
    const { listId } = z.object({ listId: z.string() }).parse(made.document);
    expect((await here.hereAs('studio', 'list', 'add', listId, ...ids)).document).toEqual({
      listId,
      size: 3,
    });
    const shown = await here.hereAs('studio', 'list', 'show', listId);
    expect(shown.document).toMatchObject({
      title: 'Three',
      size: 3,
      items: ids.map((id) => ({ asset: { id } })),
    });
    const quoted = await here.hereAs('studio', 'list', 'quote', listId);
    expect(quoted.document).toMatchObject({ rows: ids.map((assetId) => ({ assetId })) });
    const other = await here.hereAs('institution', 'list', 'show', listId);
    expect(other.exitCode).not.toBe(0);
    expect(other.document).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });
});

/** The words with any title in them. */
function patternOf(words: string): RegExp {
  const escaped = words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(escaped.replace('…', '.+'));
}
