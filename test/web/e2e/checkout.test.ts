import { beforeAll, describe, expect, it } from 'vitest';
import type { Locator, Page, Request } from 'playwright-core';
import { z } from 'zod';
import { peopleText } from '../../../web/features/people/signing-in/words/text.ts';
import { wishText } from '../../../web/features/studio/wish/words/wish-text.ts';
import { checkoutText } from '../../../web/lib/checkout/checkout-text.ts';
import { TestBrowser } from '../../support/browser.ts';
import { Installation } from '../../support/installation.ts';
import { wordsIn } from './words.ts';

const YEAR = new Date().getUTCFullYear() + 1;
const DAYS = { from: `${YEAR}-03-01`, to: `${YEAR}-03-31` };
const QUOTE = `query ($assets: [ID!]!, $wish: WishInput!, $licensee: ID) { quoteMany(assets: $assets, wish: $wish, licensee: $licensee) {
  rows { assetId outcome } } }`;
const Rows = z.object({
  quoteMany: z.object({ rows: z.array(z.object({ assetId: z.string(), outcome: z.string() })) }),
});
const Assets = z.object({
  assets: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }),
});
const Organizations = z.object({
  organizations: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }),
});
const Licenses = z.object({ licenses: z.array(z.object({ assetId: z.string(), from: z.string() })) });

const STEADY = 'body:not(:has([data-loading], [aria-busy=true], .first-paint))';

describe.each(['en', 'zh'] as const)('a checkout in the browser (%s)', (language) => {
  const here = Installation.forSuite();
  const browser = TestBrowser.forSuite();
  const say = wordsIn(language);
  let free: readonly string[];
  let refused: readonly string[];
  beforeAll(async () => {
    await here.start();
    await here.hereAs('studio', 'fund', '--amount', '900000 TCNY');
    const { assets } = Assets.parse(await here.ask('{ assets(first: 50) { edges { node { id } } } }'));
    const [studio] = Organizations.parse(
      await here.ask('{ organizations(first: 1, kind: STUDIO) { edges { node { id } } } }'),
    ).organizations.edges;
    const { rows } = Rows.parse(
      await here.ask(QUOTE, {
        assets: assets.edges.map(({ node }) => node.id),
        licensee: studio?.node.id,
        wish: { media: ['STREAMING'], territories: ['CN'], ...DAYS },
      }),
    ).quoteMany;
    const idsOf = (outcome: string) =>
      rows.filter((row) => row.outcome === outcome).map(({ assetId }) => assetId);
    free = idsOf('FREE');
    refused = idsOf('REFUSED');
  });

  /** The key stays in hand on the page that follows. */
  const signIn = async (page: Page, next = '/') => {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await page
      .getByRole('button', { name: say(peopleText, 'demoStudio') })
      .first()
      .click();
    await page.waitForURL((url) => url.pathname === next.split('?')[0]);
  };
  const makeList = async (title: string, assetIds: readonly string[]) => {
    const use = ['--media', 'streaming', '--territory', 'CN', '--from', DAYS.from, '--to', DAYS.to];
    const made = await here.hereAs('studio', 'list', 'create', title, ...use);
    const { listId } = z.object({ listId: z.string() }).parse(made.document);
    await here.hereAs('studio', 'list', 'add', listId, ...assetIds);
    return listId;
  };
  const boughtOf = async (assetIds: readonly string[]) => {
    const { document } = await here.hereAs('studio', 'licenses');
    return Licenses.parse(document).licenses.filter(
      ({ assetId, from }) => assetIds.includes(assetId) && from === DAYS.from,
    );
  };

  it('buys the two of three that are free, and goes on after a reload in the middle', async () => {
    const chosen = free.slice(0, 2);
    const listId = await makeList('Butterflies', [...chosen, ...refused.slice(0, 1)]);
    const person = await browser.person({ language, url: here.platform.url });
    const { page } = person;
    await signIn(page);
    await page.goto(`/lists/${listId}`);
    const button = page.getByRole('button', {
      name: patternOf(say(checkoutText, 'button', { count: 2, price: '…' })),
    });
    await button.click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText(say(checkoutText, 'undo')).waitFor();
    await page.locator(STEADY).waitFor();
    expect(await person.accessibilityFaults()).toEqual([]);
    await shoot(page, `sheet-${language}`);

    // The transaction is sent and mined, and its answer never comes.
    const sent = new Promise<void>((resolve) => {
      void page.route('**/graphql', async (route) => {
        if (!isRelay(route.request())) return route.continue();
        await route.fetch();
        resolve();
        return undefined;
      });
    });
    await sheet.getByRole('button', { name: say(checkoutText, 'verb', { count: 2 }) }).click();
    await sent;
    // Whoever waits for the answer is gone before the route is: it would be answered otherwise.
    await page.reload();
    await page.unroute('**/graphql');
    await page.getByText(say(checkoutText, 'begun')).waitFor();
    await shoot(page, `begun-${language}`);
    await page.getByRole('button', { name: say(checkoutText, 'goOn') }).click();
    await sheet.getByText(say(checkoutText, 'bought'), { exact: true }).first().waitFor();
    await sheet.getByRole('button', { name: say(checkoutText, 'goOn') }).click();
    await sheet.getByRole('heading', { name: say(checkoutText, 'doneTitle', { count: 2 }) }).waitFor();
    // What a sheet said of its work is read out for some seconds more, by a name that went with the sheet.
    await page.locator('[data-live-announcer] [role=img]').waitFor({ state: 'detached' });
    expect(await person.accessibilityFaults()).toEqual([]);
    await shoot(page, `done-${language}`);
    expect(await sheet.getByRole('link').count()).toBe(2);
    expect((await boughtOf(chosen)).map(({ assetId }) => assetId).sort()).toEqual([...chosen].sort());
    await sheet
      .getByRole('button', { name: say(checkoutText, 'close'), exact: true })
      .last()
      .click();
    await page.getByText(say(checkoutText, 'begun')).waitFor({ state: 'detached' });
    await shoot(page, `list-${language}`);
    expect(person.faults).toEqual([]);
    await person.close();
  });

  it('of up to ten assets takes at most three requests from the press to the licenses', async () => {
    const chosen = free.slice(2, 12);
    const { length: count } = chosen;
    expect(count).toBeGreaterThan(1);
    const listId = await makeList('Dragons', chosen);
    const person = await browser.person({ language, url: here.platform.url });
    const { page } = person;
    await signIn(page, `/lists/${listId}`);
    await page
      .getByRole('button', { name: patternOf(say(checkoutText, 'button', { count, price: '…' })) })
      .click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText(say(checkoutText, 'undo')).waitFor();
    await page.locator(STEADY).waitFor();
    const requests = await requestsOf(page, {
      press: sheet.getByRole('button', { name: say(checkoutText, 'verb', { count }) }),
      shows: '[role=dialog] a[href^="/licenses/"]',
    });
    expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(3);
    expect(await boughtOf(chosen)).toHaveLength(count);
    await person.close();
  });

  it('of one asset takes at most three requests from the press to its license', async () => {
    const [assetId = ''] = free.slice(-1);
    const person = await browser.person({ language, url: here.platform.url });
    const { page } = person;
    await signIn(
      page,
      `/assets/${assetId}/license?media=STREAMING&territories=CN&from=${YEAR}-04-01&to=${YEAR}-04-30`,
    );
    await page.getByRole('button', { name: say(wishText, 'buy'), exact: true }).click();
    const sheet = page.getByRole('dialog');
    await sheet.getByText(say(wishText, 'buyUndo')).waitFor();
    await page.locator(STEADY).waitFor();
    const requests = await requestsOf(page, {
      press: sheet.getByRole('button', { name: say(wishText, 'buyVerb') }),
      shows: '#terms',
    });
    expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(3);
    await page.waitForURL(/\/licenses\//);
    await person.close();
  });
});

/** Asked by the header at page changes and each minute, whatever the person does. */
const OF_THE_HEADER = /query (InboxCount|Me)\b/;

/** The GraphQL operations that an act began from its press until something is shown; what is shown may ask for more. */
async function requestsOf(
  page: Page,
  { press, shows }: { readonly press: Locator; readonly shows: string },
): Promise<readonly string[]> {
  await page.evaluate(`{
    const isShown = () => document.querySelector(${JSON.stringify(shows)}) !== null;
    window.addEventListener('click', () => { window.isPressed = true; }, { capture: true });
    window.fetched = [];
    const { fetch } = window;
    window.fetch = (resource, options) => {
      if (window.isPressed && !isShown() && String(resource).endsWith('/graphql'))
        window.fetched.push(String(options?.body).slice(0, 100));
      return fetch(resource, options);
    };
  }`);
  await press.click();
  await page.locator(shows).first().waitFor();
  const fetched = z.array(z.string()).parse(await page.evaluate('window.fetched'));
  const requests = fetched.filter((body) => !OF_THE_HEADER.test(body));
  expect(requests.some((request) => request.includes('relay('))).toBe(true);
  return requests;
}

function isRelay(request: Request): boolean {
  return request.postData()?.includes('relay(request') ?? false;
}

/** The words with any price in them. */
function patternOf(words: string): RegExp {
  const escaped = words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(escaped.replace('…', '.+'));
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['CHECKOUT_SHOTS'];
  if (folder === undefined) return;
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: `${folder}/${name}-${width}.png` });
  }
}
