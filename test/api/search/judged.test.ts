import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetIdOf, organizationIdOf } from '@lanran/protocol/kernel/ids';
import type { Asset, AssetKind, Term } from '@lanran/api/assets/domain/asset';
import { ThreadedAssetIndex } from '@lanran/api/search/adapters/libsql/threaded-asset-index';
import { ConceptLabelsReader } from '@lanran/api/search/services/concept-labels-reader';
import { IndexFollower } from '@lanran/api/search/services/index-follower';
import { SearchService } from '@lanran/api/search/services/search';
import { SHIPPED_READER, shippedConcepts } from '../../support/concepts.ts';
import { buildAsset } from '../graphql/graphql-stage.ts';
import { CatalogDouble, organizationsOf } from './catalog-double.ts';

interface MuseumRecord {
  readonly identifier: string;
  readonly kind: AssetKind;
  readonly title: { readonly zh: string; readonly en: string };
  readonly description?: { readonly zh: string; readonly en: string };
  readonly terms: readonly string[];
  readonly creditLine?: string;
  readonly holder: string;
  readonly community: string | null;
}

interface JudgedQuery {
  readonly id: string;
  readonly set: 'tune' | 'held';
  readonly class: string;
  readonly query: string;
  /** Identifiers, the best first. */
  readonly relevant: readonly string[];
}

const fixtures = new URL('../../fixtures/search/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, fixtures), 'utf8');
const records = read('records.jsonl')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as MuseumRecord);
const queries = JSON.parse(read('queries.json')) as JudgedQuery[];
const concepts = await shippedConcepts();

let directory: string;
let index: ThreadedAssetIndex;
let search: SearchService;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lanran-judged-'));
  const catalog = new CatalogDouble();
  for (const record of records) catalog.put(toAsset(record, catalog.leaves));
  const slugs = new Set(records.flatMap(({ holder, community }) => [holder, community ?? holder]));
  index = new ThreadedAssetIndex({ directory });
  const follower = new IndexFollower({
    index,
    assets: catalog,
    organizations: organizationsOf(new Map([...slugs].map((slug) => [slug, { en: slug }]))) as never,
    projections: catalog,
    concepts: SHIPPED_READER,
    logger: { info: () => undefined, warn: () => undefined },
  });
  await follower.follow().catch(() => undefined);
  await follower.settled();
  search = new SearchService({
    index,
    follower,
    assets: catalog,
    labels: new ConceptLabelsReader(SHIPPED_READER),
    concepts: SHIPPED_READER,
    clock: { now: () => new Date() },
  });
});

afterAll(async () => {
  await index.close();
  rmSync(directory, { recursive: true });
});

describe('the judged questions', () => {
  it.each(['tune', 'held'] as const)('of the set %s have a mean reciprocal rank of 0.9', async (set) => {
    const judged = [];
    for (const query of queries.filter((each) => each.set === set)) judged.push(await judge(query));
    const missed = judged.filter(({ reciprocal }) => reciprocal < 1);
    const mean = judged.reduce((sum, { reciprocal }) => sum + reciprocal, 0) / judged.length;
    expect(mean, missed.map(({ query, reciprocal }) => `${query}: ${reciprocal}`).join('\n')).toBeGreaterThan(
      0.9,
    );
  });
});

async function judge({ query, relevant }: JudgedQuery) {
  const { items } = await search.search(
    { kind: 'anonymous' },
    { filter: { text: query }, sort: 'RELEVANCE', page: { first: 50, after: null }, hasFacets: false },
  );
  const found = items.map(({ asset }) => asset.metadata.identifier ?? '');
  const rank = found.findIndex((identifier) => relevant.includes(identifier));
  return { query, reciprocal: rank < 0 ? 0 : 1 / (rank + 1) };
}

function toAsset(record: MuseumRecord, leaf: number): Asset {
  const holder = organizationIdOf(record.holder);
  const salt = `0x${leaf.toString(16).padStart(64, '0')}` as const;
  return buildAsset(
    {
      id: assetIdOf(holder, salt),
      holder,
      community: record.community === null ? null : organizationIdOf(record.community),
      publishedIndex: leaf,
      projectedIndex: leaf,
    },
    {
      kind: record.kind,
      access: 'OPEN',
      title: record.title,
      ...(record.description === undefined ? {} : { description: record.description }),
      terms: record.terms.map(toTerm),
      identifier: record.identifier,
      ...(record.creditLine === undefined ? {} : { creditLine: record.creditLine }),
    },
  );
}

function toTerm(key: string): Term {
  const [vocabulary = '', code = ''] = key.split('/');
  return { vocabulary: vocabulary as Term['vocabulary'], code, ...concepts.get(key)?.prefLabel };
}
