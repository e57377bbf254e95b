import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseLogId } from '@lanran/protocol/kernel/ids';
import { LocalAssetIndex } from '@lanran/api/search/adapters/libsql/local-asset-index';
import { OpenSearchAssetIndex } from '@lanran/api/search/adapters/opensearch/opensearch-asset-index';
import { OpenSearchClient } from '@lanran/api/search/adapters/opensearch/opensearch-client';
import type { IndexedAsset } from '@lanran/api/search/domain/indexed-asset';
import { WEIGHED } from '@lanran/api/search/domain/relevance';
import type { AssetIndex } from '@lanran/api/search/ports/asset-index';
import { describeAssetIndex } from '../api/search/index-behavior.ts';
import { catalog, EVERYTHING, question } from './engines-agree.ts';
import { findOpenSearch, OpenSearchServer } from './opensearch.ts';

const program = findOpenSearch();
// The shared suite makes many indexes, of which each takes a server some tenths of a second.
vi.setConfig({ testTimeout: 180_000 });
const AT = { leaves: 1, mapping: '2.1' };

describe.skipIf(program === null)('OpenSearch as the engine of the search', () => {
  let server: OpenSearchServer;
  let directory: string;
  let file: LocalAssetIndex;
  beforeAll(async () => {
    server = await OpenSearchServer.start(program ?? '');
    directory = mkdtempSync(join(tmpdir(), 'lanran-agree-'));
    file = new LocalAssetIndex(directory);
  });
  afterAll(async () => {
    await file.close();
    rmSync(directory, { recursive: true });
    await server.stop();
  });

  const open = (log: number) =>
    new OpenSearchAssetIndex({
      client: new OpenSearchClient({
        url: server.url,
        login: null,
        logger: { info: () => undefined, warn: () => undefined },
      }),
      logId: parseLogId(`0x${log.toString(16).padStart(8, '0')}${'00'.repeat(28)}`),
    });
  const fill = async (index: AssetIndex, assets: readonly IndexedAsset[]) => {
    const batches = async function* () {
      for (let at = 0; at === 0 || at < assets.length; at += 500) yield assets.slice(at, at + 500);
    };
    await index.rebuild(batches(), AT, () => undefined);
  };
  const indexNames = async () =>
    Object.keys((await (await fetch(`${server.url}/_all/_alias`)).json()) as object).toSorted();

  describeAssetIndex('OpenSearch', async () => {
    const index = open(1);
    return { index, stop: () => index.close() };
  });

  it(
    'answers as the file does: hits, order, reasons, counts, facets, corrections',
    { timeout: 300_000 },
    async () => {
      const index = open(2);
      const questions = fc.array(question, { minLength: 25, maxLength: 25 });
      const word = fc.constantFrom('buterfly', 'colar', 'hreon', 'apronn', 'butterfiels', 'batik');
      let answered = 0;
      await fc.assert(
        fc.asyncProperty(catalog(30), questions, word, async (assets, asked, typed) => {
          await Promise.all([fill(file, assets), fill(index, assets)]);
          for (const each of asked) {
            const answer = await index.search(each);
            expect(answer).toEqual(await file.search(each));
            answered += Math.sign(answer.total);
          }
          expect(await index.corrections([typed, 'mioa'])).toEqual(await file.corrections([typed, 'mioa']));
          const beginning = typed.slice(0, 2);
          expect(await index.completions(beginning, 3)).toEqual(await file.completions(beginning, 3));
        }),
        { numRuns: 20 },
      );
      expect(answered).toBeGreaterThan(100);
    },
  );

  it('answers as the file does where more are found than are weighed', { timeout: 300_000 }, async () => {
    const index = open(3);
    const [assets = []] = fc.sample(catalog(1_500, 1_500), { numRuns: 1, seed: 7 });
    await Promise.all([fill(file, assets), fill(index, assets)]);
    let [ranked, alike] = [0, 0];
    for (const each of fc.sample(question, { numRuns: 400, seed: 11 })) {
      const [answer, expected] = [await index.search(each), await file.search(each)];
      // Only which ones are weighed is the engine's own choice, and only there.
      const isChosen = each.sort === 'RELEVANCE' && each.groups.length > 0;
      if (isChosen && expected.total > WEIGHED) {
        ranked += 1;
        alike += Number(isDeepStrictEqual(answer.hits, expected.hits));
        expect({ ...answer, hits: answer.hits.length }).toEqual({ ...expected, hits: expected.hits.length });
      } else expect(answer).toEqual(expected);
    }
    expect(ranked).toBeGreaterThan(5);
    process.stdout.write(`Of ${ranked} pages that the engines rank, ${alike} are the same in both.\n`);
    const first = { ...EVERYTHING, first: 1_500 };
    expect(await index.search(first)).toEqual(await file.search(first));
  });

  it('leaves nothing of what was replaced or dropped in its files', { timeout: 180_000 }, async () => {
    const index = open(4);
    const [assets = []] = fc.sample(catalog(3, 3), { numRuns: 1, seed: 1 });
    const [one, two, three] = assets as [IndexedAsset, IndexedAsset, IndexedAsset];
    const secret = ['qzjvkwxyplugh'];
    const bearing = (asset: IndexedAsset) => ({
      ...asset,
      words: secret,
      text: { ...asset.text, title: secret },
    });
    const areThere = () =>
      textsBelow(join(server.directory, 'data')).some((bytes) => bytes.includes(secret[0] ?? ''));
    await fill(index, [bearing(one), bearing(two), three]);
    expect(areThere()).toBe(true);
    await index.position();
    await index.apply({ to: 1, put: [one], drop: [two.id], isErasure: true });
    await index.expunge();
    expect(areThere()).toBe(false);
    expect(
      (
        await index.search({
          ...EVERYTHING,
          audience: { organizationIds: [one, three].map(({ facts }) => facts.holder) },
        })
      ).total,
    ).toBe(2);
  });

  it('keeps one index of each installation, and none that was not finished', async () => {
    const [mine, theirs] = [open(5), open(6)];
    const [assets = []] = fc.sample(catalog(3, 3), { numRuns: 1, seed: 1 });
    const stopped = async function* () {
      yield assets;
      throw new Error('stopped');
    };
    await fill(mine, assets);
    await expect(mine.rebuild(stopped(), AT, () => undefined)).rejects.toThrow('stopped');
    await fill(theirs, []);
    await fill(mine, assets.slice(1));
    const names = (await indexNames()).filter((name) => /^lanran-assets-0000000[56]-2\.1-\d+$/.test(name));
    expect(names).toHaveLength(2);
    expect(await mine.position()).toEqual(AT);
    expect((await theirs.search(EVERYTHING)).total).toBe(0);
  });

  it('does not undo what a later leaf, or an erasure at the same leaf, has written', async () => {
    const [one, other] = [open(7), open(7)];
    const [assets = []] = fc.sample(catalog(2, 2), { numRuns: 1, seed: 1 });
    await fill(one, assets);
    await other.position();
    await one.apply({ to: 9, put: [], drop: assets.map(({ id }) => id), isErasure: true });
    await other.apply({ to: 9, put: assets, drop: [] });
    await other.apply({ to: 5, put: assets, drop: [] });
    expect((await one.search({ ...EVERYTHING, maxTerms: null })).total).toBe(0);
    expect(await one.position()).toEqual({ ...AT, leaves: 9 });
  });

  it('says where its list ends', async () => {
    const index = open(8);
    await fill(index, []);
    await expect(index.search({ ...EVERYTHING, after: '99999999' })).rejects.toThrow(/first 100000 assets/);
  });
});

function textsBelow(directory: string): Buffer[] {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((each) => each.isFile())
    .map((each) => readFileSync(join(each.parentPath, each.name)));
}
