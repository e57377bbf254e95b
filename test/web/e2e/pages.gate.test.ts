import { writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type BrowserPerson, TestBrowser } from '../../support/browser.ts';
import { CommandActs } from '../../support/command-acts.ts';
import { Installation } from '../../support/installation.ts';
import { admitTrio, type Newcomer } from '../../support/newcomers.ts';

const WIDE = { width: 1400, height: 900 };
const NARROW = { width: 390, height: 844 };
const DESK = /^\/(institution|council)\/0x/;

const READERS = ['guest', 'institution', 'council', 'studio'] as const;
type Reader = (typeof READERS)[number];

/** Each kind of page once, of a museum, its community and a studio that have dealt with each other; every page in both languages: pages.test.ts. */
describe('a page of each kind, wide and narrow', () => {
  const here = Installation.shared();
  const browser = TestBrowser.forSuite();
  let people: Awaited<ReturnType<typeof admitTrio>>;
  let paths: Readonly<Record<Reader, readonly string[]>>;

  beforeAll(async () => {
    people = await admitTrio(here);
    paths = pathsOf(people, await deal(here, people));
  });

  it.each(READERS)(
    'has no script error, no overflow and nothing that axe finds, for: %s',
    async (reader) => {
      const person = await browser.person({ language: 'en', url: here.url, size: WIDE });
      if (reader !== 'guest') await person.signInAs(people[reader]);
      const found: Record<string, readonly string[]> = {};
      for (const [at, path] of paths[reader].entries()) {
        const faults = await faultsOf(person, path, at % 2 === 0 ? [WIDE, NARROW] : [NARROW, WIDE]);
        if (faults.length > 0) found[path] = faults;
      }
      expect(found).toEqual({});
      await person.close();
    },
    300_000,
  );
});

/** The page is loaded at the first size, where axe looks at it, and turned to the second. */
async function faultsOf(
  person: BrowserPerson,
  path: string,
  [loaded, turned]: readonly [typeof WIDE, typeof WIDE],
): Promise<string[]> {
  const { page } = person;
  await page.setViewportSize(loaded);
  await page.goto(path);
  await person.settle();
  // A desk that is somebody else's would have nothing to find fault with. A narrow page hides the first navigation.
  if (DESK.test(path)) {
    const navigations = page.getByRole('navigation', { includeHidden: true });
    await navigations.nth(1).waitFor({ state: 'attached' });
  }
  const atFirst = [...(await overflowOf(person)), ...(await person.accessibilityFaults())];
  await page.setViewportSize(turned);
  await person.settle();
  return [...atFirst, ...(await overflowOf(person)), ...person.faults.splice(0)];
}

async function overflowOf({ page }: BrowserPerson): Promise<string[]> {
  // As text: the numbers are of the page once it is laid out anew.
  const [needed = 0, shown = 0]: number[] = await page.evaluate(
    `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
      resolve([document.documentElement.scrollWidth, document.documentElement.clientWidth]))))`,
  );
  return needed <= shown ? [] : [`is ${needed} wide in a window of ${shown}`];
}

interface Deal {
  readonly asset: string;
  readonly license: string;
  readonly request: string;
  readonly call: string;
  readonly list: string;
  readonly order: string;
  readonly statement: string;
}

const Published = z.object({ assetId: z.string() });
const Bought = z.object({ licenseId: z.string() });
const Asked = z.object({ requests: z.array(z.object({ id: z.string() })).min(1) });
const Listed = z.object({ listId: z.string() });
const Ordered = z.object({ lines: z.array(z.object({ orderId: z.string() })).min(1) });
const Opened = z.object({ id: z.string() });
const Logged = z.object({
  statements: z.object({
    edges: z.array(z.object({ node: z.object({ statementHash: z.string() }) })).min(1),
  }),
});

/** One asset that is sold for play money and one that is ordered by invoice, a request that waits, and an open call. */
async function deal(
  here: Installation,
  { institution, council, studio }: Readonly<Record<'institution' | 'council' | 'studio', Newcomer>>,
): Promise<Deal> {
  const { done } = new CommandActs(here);
  const nextYear = String(new Date().getUTCFullYear() + 1);
  const streaming = ['--media', 'streaming', '--territory', 'WORLD'];
  const days = ['--from', `${nextYear}-03-01`, '--to', `${nextYear}-03-31`];
  const wish = ['--media', 'streaming', '--territory', 'CN', ...days];
  const publish = async (title: string, price: string) => {
    const file = here.path(`${title}.txt`);
    await writeFile(file, `a scan of a ${title}`);
    const named = ['--kind', 'pattern', '--title', title, '--community', council.slug];
    const { assetId } = Published.parse(await done(institution, 'publish', file, ...named));
    await done(
      council,
      'consent',
      assetId,
      ...streaming,
      '--until',
      `${nextYear}-12-31`,
      '--share-bps',
      '2000',
    );
    await done(institution, 'offer', assetId, ...streaming, ...days, '--price', price);
    return assetId;
  };
  const asset = await publish('collar', '50 TCNY');
  const invoiced = await publish('apron', '70 CNY');
  const { licenseId: license } = Bought.parse(await done(studio, 'license', asset, ...wish));
  const { listId } = Listed.parse(await done(studio, 'list', 'create', 'Wanted', ...wish));
  await done(studio, 'list', 'add', listId, invoiced);
  const ordered = Ordered.parse(
    await done(studio, 'list', 'order', listId, '--bill-to', 'Studio, Paris', '--yes'),
  );
  const asked = await done(studio, 'request', asset, ...wish, '--price', '40 TCNY', '--message', 'A film.');
  const file = here.path('call.json');
  await writeFile(
    file,
    JSON.stringify({
      organization: institution.slug,
      title: { en: 'Collars on film', zh: '电影里的衣领' },
      purpose: { en: 'To see them worn.' },
      assetIds: [asset],
      closingDay: `${nextYear}-03-31`,
    }),
  );
  const call = Opened.parse(await done(institution, 'call', 'open', '--file', file)).id;
  const logged = Logged.parse(
    await here.ask(`{ statements(first: 1) { edges { node { statementHash } } } }`),
  );
  return {
    ...{ asset, license, call, list: listId },
    request: Asked.parse(asked).requests[0]?.id ?? '',
    order: ordered.lines[0]?.orderId ?? '',
    statement: logged.statements.edges[0]?.node.statementHash ?? '',
  };
}

function pathsOf(
  { institution, council, studio }: Readonly<Record<'institution' | 'council' | 'studio', Newcomer>>,
  { asset, license, request, call, list, order, statement }: Deal,
): Readonly<Record<Reader, readonly string[]>> {
  const museum = `/institution/${institution.organizationId}`;
  const village = `/council/${council.organizationId}`;
  return {
    guest: [
      '/',
      '/catalog',
      `/assets/${asset}`,
      `/assets/${asset}/versions`,
      `/assets/${asset}/license`,
      `/check/${license}`,
      '/organizations',
      `/organizations/${institution.slug}`,
      '/calls',
      `/calls/${call}`,
      '/concepts',
      '/concepts/technique/batik',
      '/verify',
      '/record',
      `/record/${statement}`,
      '/rules',
      '/sign-in',
      '/sign-up',
      '/restore',
      '/join',
      '/first-start',
      '/confirm-email',
      '/unsubscribe/nothing',
      '/nowhere',
    ],
    institution: [
      '/publish',
      '/import',
      '/inbox',
      '/account',
      museum,
      ...['assets', 'calls', 'offers', 'licenses', 'orders', 'earnings'].map((tab) => `${museum}/${tab}`),
      ...['members', 'recovery', 'profile', 'custody', 'jobs'].map((tab) => `${museum}/${tab}`),
      `${museum}/orders/bank-statement`,
      ...['offer', 'custody', 'revise', 'withdraw', 'take-down'].map((act) => `/assets/${asset}/${act}`),
      `/calls/${call}/change`,
      '/calls/new',
      '/concepts/new',
      '/concepts/import',
      '/concepts/proposals',
      '/concepts/technique/batik/change',
      '/requests',
      `/requests/${request}`,
    ],
    council: [
      village,
      ...['asks', 'calls', 'consents', 'disputes', 'earnings'].map((room) => `${village}/${room}`),
      ...['signatures', 'labels', 'succession', 'unasked'].map((room) => `${village}/${room}`),
      `${village}/asks/${asset}`,
      `${village}/asks/${asset}/use`,
      `${village}/consents/${asset}`,
      `${village}/take-down/${asset}`,
    ],
    studio: [
      '/studio',
      '/searches',
      '/lists',
      `/lists/${list}`,
      `/requests/new?assets=${asset}`,
      `/checkout?requests=${request}`,
      `/licenses/${license}`,
      `/licenses/${license}/certificate`,
      `/orders/${order}`,
      `/orders/${order}/invoice`,
      `/webhooks/${studio.organizationId}`,
    ],
  };
}
