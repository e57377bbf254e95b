import { afterAll, beforeAll, expect, it } from 'vitest';
import { assetIdOf, organizationIdOf } from '@lanran/protocol/kernel/ids';
import type { Asset, AssetKind, Term } from '@lanran/api/assets/domain/asset';
import { shippedConcepts } from '../../support/concepts.ts';
import { buildAsset } from '../graphql/graphql-stage.ts';
import { JudgedSearch } from './judged-search.ts';

const concepts = await shippedConcepts();
const HOLDER = organizationIdOf('museum');

let searching: JudgedSearch;

beforeAll(async () => {
  const assets = [
    toAsset(1, {
      kind: 'COSTUME',
      title: 'Festival jacket',
      terms: ['ethnicGroup/miao', 'technique/plain-satin-stitch'],
    }),
    toAsset(2, { kind: 'PATTERN', title: 'Sleeve, embroidery', terms: ['ethnicGroup/dong'] }),
    toAsset(3, { kind: 'PATTERN', title: 'Whirlpool cloth', terms: ['ich/VIII-25', 'technique/batik'] }),
    toAsset(4, { kind: 'FILM', title: 'Loom at work, with a weaver', terms: ['motif/fish', 'place/anshun'] }),
    toAsset(5, { kind: 'PATTERN', title: 'Carrier', terms: ['motif/bird'] }),
    toAsset(6, { kind: 'PATTERN', title: 'A long skirt', terms: ['motif/dragon'] }),
    toAsset(7, { kind: 'PATTERN', title: 'A women’s apron', terms: ['technique/weaving'] }),
  ];
  searching = await JudgedSearch.over(assets, ['museum']);
});

afterAll(() => searching.close());

it.each([
  // Labels of concepts that nothing here bears.
  ['Miao costume', ['Festival jacket'], ['Miao', 'costume']],
  ['苗族服饰', ['Festival jacket'], ['苗族', '服饰']],
  ['Dong embroidery', ['Sleeve, embroidery'], ['Dong', 'embroidery']],
])('searches the words of a concept that nothing bears: %s', async (text, titles, parts) => {
  expect(await searching.find(text)).toEqual({ titles, parts });
});

it.each([
  ['VIII-25', 'Whirlpool cloth'],
  ['520400', 'Loom at work, with a weaver'],
  ['movie', 'Loom at work, with a weaver'],
  ['影片', 'Loom at work, with a weaver'],
  ['服装', 'Festival jacket'],
  ['yu', 'Loom at work, with a weaver'],
  ['niao', 'Carrier'],
  ['woven', 'A women’s apron'],
])('finds by %s: %s', async (text, title) => {
  expect((await searching.find(text)).titles[0]).toBe(title);
});

it('takes a syllable among other words for a word', async () => {
  expect((await searching.find('long skirt')).titles).toEqual(['A long skirt']);
  expect((await searching.find('yu jacket')).titles).toEqual([]);
});

interface Shown {
  readonly kind: AssetKind;
  readonly title: string;
  readonly terms: readonly string[];
}

function toAsset(leaf: number, { kind, title, terms }: Shown): Asset {
  const salt = `0x${leaf.toString(16).padStart(64, '0')}` as const;
  return buildAsset(
    {
      id: assetIdOf(HOLDER, salt),
      holder: HOLDER,
      community: null,
      publishedIndex: leaf,
      projectedIndex: leaf,
    },
    { kind, access: 'OPEN', title: { en: title }, terms: terms.map(toTerm) },
  );
}

function toTerm(key: string): Term {
  const [vocabulary = '', code = ''] = key.split('/');
  return { vocabulary: vocabulary as Term['vocabulary'], code, ...concepts.get(key)?.prefLabel };
}
