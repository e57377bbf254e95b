import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { StoreUnderTest } from '../embedded/document-store/under-test.ts';
import { Installation } from '../support/installation.ts';
import { findFerretDb, startFerretDb } from './ferretdb.ts';

const PERMITTED = ['--media', 'streaming', '--territory', 'WORLD'];
const WISH = ['--media', 'streaming', '--territory', 'FR', '--from', '2027-01-01', '--to', '2027-12-31'];

const FACETS = `query ($filter: AssetFilter) {
  assetFacets(filter: $filter) {
    onOffer
    kinds { value count }
    access { value count }
    communities { count organization { id name { en zh } } }
    holders { count organization { id name { en zh } } }
    terms { count term { vocabulary code en zh } }
  }
}`;
const FILTERS = [
  {},
  { kind: 'FILM' },
  { access: 'LICENSED' },
  { onOffer: true },
  { hasConsent: true },
  { text: 'batik' },
  { text: '蜡染' },
];
const TITLES = `query ($filter: AssetFilter) {
  assets(filter: $filter, sort: TITLE, first: 100) { totalCount edges { node { title { en zh } } } }
}`;

const ferretDb = findFerretDb();
if (ferretDb === null) process.stderr.write('SKIPPED: the platform on FerretDB; none was found.\n');

/** The acts follow each other. */
describe.skipIf(ferretDb === null)(
  'the whole platform on FerretDB in place of its own document store',
  () => {
    const embedded = Installation.forSuite();
    const here = Installation.emptyForSuite();
    const content = randomBytes(3_000_000);
    let server: StoreUnderTest;
    beforeAll(async () => {
      server = await startFerretDb(ferretDb ?? '');
      await embedded.start();
    });
    afterAll(() => server.stop());

    it('starts, with its demo data stored there', { timeout: 310_000 }, async () => {
      const MONGODB_URI = new URL('lanran', server.uri).href;
      await here.start({ MONGODB_URI }, { readyWithinMs: 300_000 });
      expect(await here.services()).toMatchObject({ mongoUri: MONGODB_URI });
    });

    it('has terms to count in its demo data', async () => {
      expect(inOneOrder(await embedded.ask(FACETS, {}))['terms']).not.toHaveLength(0);
    });

    it.each(FILTERS)('counts the facets of the catalog as on its own store, under %j', async (filter) => {
      const [ferretDbs, own] = await Promise.all(
        [here, embedded].map((each) => each.ask(FACETS, { filter })),
      );
      expect(inOneOrder(ferretDbs)).toEqual(inOneOrder(own));
    });

    it.each(FILTERS)('lists the same assets by their titles in the same order, under %j', async (filter) => {
      const [ferretDbs, own] = await Promise.all(
        [here, embedded].map((each) => each.ask(TITLES, { filter })),
      );
      expect(ferretDbs).toEqual(own);
    });

    it('publishes, sells a license and delivers its files', { timeout: 120_000 }, async () => {
      const scan = here.path('scan.bin');
      await writeFile(scan, content);
      const published = await here.hereAs(
        'institution',
        ...['publish', scan, '--kind', 'pattern', '--title', 'On FerretDB', '--access', 'licensed'],
      );
      expect(published).toMatchObject({ exitCode: 0 });
      const { assetId } = z.object({ assetId: z.string() }).parse(published.document);
      const consent = ['consent', assetId, ...PERMITTED, '--until', '2028-12-31', '--share-bps', '2000'];
      expect(await here.hereAs('council', ...consent)).toMatchObject({ exitCode: 0 });
      const dates = ['--from', new Date().toISOString().slice(0, 10), '--to', '2028-12-31'];
      const offer = ['offer', assetId, ...PERMITTED, ...dates, '--price', '1200 TCNY'];
      expect(await here.hereAs('institution', ...offer)).toMatchObject({ exitCode: 0 });
      const bought = await here.hereAs('studio', 'license', assetId, ...WISH);
      expect(bought).toMatchObject({ exitCode: 0 });
      const { licenseId } = z.object({ licenseId: z.string() }).parse(bought.document);
      const out = here.path('package');
      expect(await here.hereAs('studio', 'download', licenseId, '--out', out)).toMatchObject({ exitCode: 0 });
      expect((await readFile(join(out, 'data/scan.bin'))).equals(content)).toBe(true);
    });

    it('starts again on what is stored there', { timeout: 120_000 }, async () => {
      const before = await here.leafCount();
      await here.platform.end('SIGTERM');
      await here.start({ MONGODB_URI: new URL('lanran', server.uri).href }, { readyWithinMs: 110_000 });
      expect(await here.leafCount()).toBe(before);
    });
  },
);

const Facets = z.object({ assetFacets: z.record(z.string(), z.union([z.number(), z.array(z.unknown())])) });

/** Those of equal counts may come in any order. */
function inOneOrder(answer: unknown): Record<string, unknown> {
  const { assetFacets } = Facets.parse(answer);
  return Object.fromEntries(
    Object.entries(assetFacets).map(([facet, counted]) => [
      facet,
      Array.isArray(counted) ? counted.map((each) => JSON.stringify(each)).sort() : counted,
    ]),
  );
}
