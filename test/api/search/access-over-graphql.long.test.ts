import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '@lanran/protocol/kernel/bytes';
import type { Asset } from '@lanran/api/assets/domain/asset';
import { ASSET_COLORS, type AssetColor } from '@lanran/protocol/assets/colors';
import { buildOrganization, GraphqlStage, NOW } from '../graphql/graphql-stage.ts';
import {
  addressOf,
  colorsOf,
  everyAsset,
  isListedFor,
  kindOf,
  marksOf,
  memberOf,
  misspelled,
  salesOf,
  saleStateOf,
  type Slug,
  SLUGS,
} from './access-scene.ts';

const BATIK = { vocabulary: 'technique', code: 'batik' } as const;
/** Every second one is batik. */
const ASSETS = everyAsset().map((asset, at): Asset => {
  const { metadata } = asset;
  return at % 2 === 0 ? asset : { ...asset, metadata: { ...metadata, terms: [...metadata.terms, BATIK] } };
});
/** One of each access, with and without a community, and of each state. */
const PROBES = ASSETS.filter((_, at) => at % 3 === 0);
const HIT = `totalCount isWhole parts { text count instead }
  edges { node { id } relevance { parts { label } } highlights { text } }`;
const SAVE = `mutation ($name: String!, $filter: AssetFilter!) {
  saveSearch(name: $name, filter: $filter) { id assetCount }
}`;
const RENAME = `mutation ($id: ID!, $name: String!) { renameSavedSearch(id: $id, name: $name) { name } }`;
const DELETE = `mutation ($id: ID!) { deleteSavedSearch(id: $id) }`;
const LIST = `{ savedSearches { id name assetCount } }`;

let stage: GraphqlStage;
const tokens = new Map<string, string>();
beforeAll(async () => {
  stage = await GraphqlStage.start();
  for (const slug of SLUGS)
    await stage.organizations.project(buildOrganization(slug, kindOf(slug), addressOf(slug), 'VIEWER'));
  for (const name of [...SLUGS, 'nobody']) {
    const token = randomBytes(32).toString('base64url');
    const tokenHash = toHex(createHash('sha256').update(token).digest());
    await stage.sessions.insert({
      tokenHash,
      address: addressOf(name),
      expiresAt: new Date(NOW.getTime() + 3_600_000),
    });
    tokens.set(name, token);
  }
  for (const asset of ASSETS) {
    const { root } = asset.filesField;
    await stage.assets.project(asset);
    await stage.assets.setAvailability([asset.id], salesOf(asset));
    stage.colors.set(root, colorsOf(root));
  }
});
afterAll(() => stage.close());

async function ask(who: string, query: string, variables: Record<string, unknown> = {}) {
  const token = tokens.get(who);
  return stage.ask(query, { variables, ...(token !== undefined && { token }) });
}

interface HitAnswer {
  readonly totalCount: number;
  readonly isWhole: boolean;
  readonly parts: readonly { readonly count: number; readonly instead: string | null }[];
  readonly edges: readonly { readonly node: { readonly id: string } }[];
}

describe.each(['guest', 'nobody', ...SLUGS])('over GraphQL, %s', (who) => {
  const actor =
    who === 'guest'
      ? ({ kind: 'anonymous' } as const)
      : memberOf(...SLUGS.filter((slug: Slug) => slug === who));
  const seen = ASSETS.filter((asset) => isListedFor(actor, asset));

  it('lists and counts what exists for them', async () => {
    const { data, errors } = await ask(
      who,
      `query ($terms: [TermFilter!]) {
        assets(first: 100) { totalCount edges { node { id } } }
        batik: assets(first: 100, filter: { terms: $terms }) { totalCount edges { node { id } } }
        assetFacets { holders { organization { slug } count } terms { term { code } count } }
      }`,
      { terms: [BATIK] },
    );
    expect(errors).toEqual([]);
    const batik = seen.filter(({ metadata }) => metadata.terms.includes(BATIK));
    const idsOf = (assets: readonly Asset[]) => assets.map(({ id }) => ({ node: { id } })).reverse();
    expect(data).toMatchObject({
      assets: { totalCount: seen.length, edges: idsOf(seen) },
      batik: { totalCount: batik.length, edges: idsOf(batik) },
    });
    const { assetFacets } = data as {
      assetFacets: { terms: { term: { code: string }; count: number }[]; holders: { count: number }[] };
    };
    expect(assetFacets.holders.reduce((sum, { count }) => sum + count, 0)).toBe(seen.length);
    expect(assetFacets.terms.find(({ term }) => term.code === 'batik')?.count).toBe(batik.length);
    const codes = assetFacets.terms.map(({ term }) => term.code.split('@')[0]);
    for (const asset of ASSETS)
      expect(codes.includes(marksOf(asset.publishedIndex).proposed)).toBe(seen.includes(asset));
  });

  it('finds what exists for them, and of nothing else a trace', async () => {
    const fields = PROBES.flatMap(({ publishedIndex }, at) => {
      const { title, identifier, titleZh } = marksOf(publishedIndex);
      const text = [title, identifier, titleZh][at % 3] ?? '';
      return `at${at}: assets(first: 3, filter: { text: ${JSON.stringify(text)} }) { ${HIT} }`;
    });
    for (let from = 0; from < fields.length; from += 12) {
      const { data, errors } = await ask(who, `{ ${fields.slice(from, from + 12).join(' ')} }`);
      expect(errors).toEqual([]);
      for (const [name, answer] of Object.entries(data as Record<string, HitAnswer>)) {
        const asset = PROBES[Number(name.slice(2))];
        const isTheirs = asset !== undefined && seen.includes(asset);
        expect(answer.edges.some(({ node }) => node.id === asset?.id)).toBe(isTheirs);
        expect(answer).toMatchObject(isTheirs ? { totalCount: 1, isWhole: true } : {});
        // What was searched instead is of what they see.
        for (const { node } of answer.edges) expect(seen.map(({ id }) => id)).toContain(node.id);
      }
    }
  });

  it('counts and filters the colors of what exists for them', async () => {
    const showing = (...colors: readonly AssetColor[]) =>
      seen.filter(({ filesField: { root } }) => colors.every((color) => colorsOf(root).includes(color)));
    const asked = ASSET_COLORS.flatMap((color, at) => [
      [color],
      [color, ASSET_COLORS[(3 * at) % ASSET_COLORS.length] ?? color],
    ]);
    const { data } = await ask(who, '{ assetFacets { colors { value count } } }');
    const { assetFacets } = data as {
      assetFacets: { colors: { value: AssetColor; count: number }[] };
    };
    const counted = new Map(assetFacets.colors.map(({ value, count }) => [value, count]));
    for (const color of ASSET_COLORS) expect(counted.get(color) ?? 0).toBe(showing(color).length);
    const idsOf = (assets: readonly Asset[]) => assets.map(({ id }) => ({ node: { id } })).reverse();
    for (const colors of asked) {
      const filtered = await ask(
        who,
        `query ($colors: [AssetColor!]) {
          assets(first: 100, filter: { colors: $colors }) {
            totalCount edges { node { id } } facets { colors { value count } }
          }
        }`,
        { colors },
      );
      const theirs = showing(...colors);
      const [color] = colors;
      expect(filtered).toMatchObject({
        errors: [],
        data: {
          assets: {
            totalCount: theirs.length,
            edges: idsOf(theirs),
            facets: {
              colors:
                theirs.length === 0 ? [] : expect.arrayContaining([{ value: color, count: theirs.length }]),
            },
          },
        },
      });
    }
  });

  it('shows what exists for them as for sale unless it is disputed, or its consent was withdrawn', async () => {
    const isSold = ({ metadata, community, isWithdrawn, ...asset }: Asset) =>
      metadata.access !== 'RESTRICTED' &&
      !isWithdrawn &&
      saleStateOf(asset) !== 'disputed' &&
      (community === null || saleStateOf(asset) !== 'consentWithdrawn');
    const { data, errors } = await ask(
      who,
      `{ assetFacets { onOffer }
        assets(first: 100) { edges { node { id } sale { isNow } } }
        unsold: assets(first: 100, filter: { onOffer: false }) { totalCount }
        sold: assets(first: 100, filter: { onOffer: true }) { totalCount facets { onOffer colors { count } } } }`,
    );
    expect(errors).toEqual([]);
    const sold = seen.filter(isSold);
    expect(data).toMatchObject({
      assetFacets: { onOffer: sold.length },
      assets: {
        edges: seen.map((asset) => ({ node: { id: asset.id }, sale: { isNow: isSold(asset) } })).reverse(),
      },
      unsold: { totalCount: seen.length - sold.length },
      sold: { totalCount: sold.length, facets: { onOffer: sold.length } },
    });
  });

  it('is suggested and corrected to nothing that only others may see', async () => {
    const hidden = ASSETS.filter((asset) => !isListedFor({ kind: 'anonymous' }, asset));
    for (const { publishedIndex } of hidden.slice(0, 6)) {
      const { title } = marksOf(publishedIndex);
      const { data } = await ask(
        who,
        `query ($part: String!, $wrong: String!) {
          searchSuggestions(text: $part) { text }
          assets(filter: { text: $wrong }) { parts { instead } }
        }`,
        { part: title.slice(0, 8), wrong: misspelled(title) },
      );
      expect(data).not.toBeNull();
      expect(JSON.stringify(data)).not.toContain(title);
    }
  });
});

describe('saved searches over GraphQL', () => {
  it('are read, renamed, deleted and counted for their account alone', async () => {
    const [hidden] = ASSETS.filter(({ metadata }) => metadata.access === 'RESTRICTED');
    if (hidden === undefined) throw new Error('no restricted asset');
    const filter = { text: marksOf(hidden.publishedIndex).title };
    const owner = SLUGS.find((slug) => isListedFor(memberOf(slug), hidden)) ?? 'studio';
    const saved = await ask(owner, SAVE, { name: 'Mine', filter });
    expect(saved.data).toMatchObject({ saveSearch: { assetCount: 1 } });
    const { id } = (saved.data as { saveSearch: { id: string } }).saveSearch;
    for (const other of ['nobody', ...SLUGS].filter((name) => name !== owner)) {
      expect((await ask(other, LIST)).data).toEqual({ savedSearches: [] });
      const renamed = await ask(other, RENAME, { id, name: 'Theirs' });
      expect(renamed.errors[0]?.extensions['code']).toBe('NOT_FOUND');
      await ask(other, DELETE, { id });
    }
    for (const [query, variables] of [
      [LIST, {}],
      [SAVE, { name: 'Guest', filter }],
      [RENAME, { id, name: 'Guest' }],
      [DELETE, { id }],
    ] as const)
      expect((await ask('guest', query, variables)).errors[0]?.extensions['code']).toBe('SIGN_IN_REQUIRED');
    expect((await ask(owner, LIST)).data).toEqual({ savedSearches: [{ id, name: 'Mine', assetCount: 1 }] });
    // The same filter counts, for another, what exists for him.
    const theirs = await ask('studio', SAVE, { name: 'Mine', filter });
    expect(theirs.data).toMatchObject({ saveSearch: { assetCount: 0 } });
    await ask(owner, DELETE, { id });
    expect((await ask(owner, LIST)).data).toEqual({ savedSearches: [] });
  });
});

describe('bad texts over GraphQL', () => {
  it.each(['\ud800', '\u0000', '🦋', 'x'.repeat(10_240), 'a '.repeat(100)])(
    'are refused: %j',
    async (text) => {
      const { errors } = await ask(
        'guest',
        `query ($text: String!) { assets(filter: { text: $text }) { totalCount } }`,
        {
          text,
        },
      );
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'filter.text' });
      expect(errors[0]?.message).toMatch(/filter.text: (has no letter or digit|must have at most)/);
    },
  );
});
