import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetIdOf, organizationIdOf } from '@lanran/protocol/kernel/ids';
import type { Asset, AssetKind, Term } from '@lanran/api/assets/domain/asset';
import { shippedConcepts } from '../../support/concepts.ts';
import { buildAsset } from '../graphql/graphql-stage.ts';
import { JudgedSearch } from './judged-search.ts';

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

let searching: JudgedSearch;

beforeAll(async () => {
  const slugs = records.flatMap(({ holder, community }) => [holder, community ?? holder]);
  searching = await JudgedSearch.over(records.map(toAsset), slugs);
});

afterAll(() => searching.close());

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
  const reciprocal = await searching.reciprocalRank(query, ({ metadata: { identifier = '' } }) =>
    relevant.includes(identifier),
  );
  return { query, reciprocal };
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
