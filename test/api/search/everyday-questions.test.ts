import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { assetIdOf, organizationIdOf } from '@lanran/protocol/kernel/ids';
import type { Asset, AssetKind, Term } from '@lanran/api/assets/domain/asset';
import { shippedConcepts } from '../../support/concepts.ts';
import { buildAsset } from '../graphql/graphql-stage.ts';
import { relevanceOf } from '@lanran/api/search/graphql/relevance';
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
    toAsset(8, { kind: 'PATTERN', title: 'Baby carrier, embroidery', terms: ['ethnicGroup/miao'] }),
    toAsset(9, { kind: 'PATTERN', title: 'Hanging cloth', terms: [] }),
    toAsset(10, { kind: 'PATTERN', title: 'Ribbon that was blue', terms: [] }),
    ...[12, 13, 14, 15, 16].map((leaf) =>
      toAsset(leaf, { kind: 'PATTERN', title: 'Yarn', terms: ['material/cotton'] }),
    ),
    toAsset(11, { kind: 'PATTERN', title: 'Headcloth', terms: ['technique/indigo-dyeing'] }),
  ];
  const colors = new Map([
    [rootOf(9), ['BLUE', 'WHITE'] as const],
    [rootOf(10), ['RED'] as const],
  ]);
  searching = await JudgedSearch.over(assets, ['museum'], colors);
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

it.each([
  ['blue', ['Ribbon that was blue', 'Hanging cloth']],
  ['Indigo', ['Headcloth', 'Hanging cloth']],
  ['蓝色', ['Hanging cloth']],
  ['藍', ['Hanging cloth']],
  ['lan se', ['Hanging cloth']],
  ['lanse', ['Hanging cloth']],
  ['靛蓝', ['Hanging cloth']],
  ['red', ['Ribbon that was blue']],
  ['blue cloth', ['Hanging cloth']],
  // A technique, and no color.
  ['蓝染', ['Headcloth']],
])('finds by the color of the picture, after what has the word: %s', async (text, titles) => {
  expect((await searching.find(text)).titles).toEqual(titles);
});

it('says that it was the color', async () => {
  const { items } = await searching.ask('蓝色');
  expect(relevanceOf(items[0]?.matches ?? [], { texts: ['蓝色'], nameOf: () => null })?.parts).toEqual([
    expect.objectContaining({ label: 'color: blue', kind: 'COLOR', meant: { en: 'blue', zh: '蓝' } }),
  ]);
});

it.each([
  ['movie', 'kind', '“movie” is in its kind'],
  ['museum', 'holder', '“museum” is in its holder’s name'],
  ['textile craft', 'terms', '“textile craft” is in its terms through the narrower term '],
])('says where it found %s: %s', async (text, field, label) => {
  const { items, texts } = await searching.ask(text);
  const reasons = relevanceOf(items[0]?.matches ?? [], { texts, nameOf: () => null });
  expect(reasons?.parts[0]).toMatchObject({ field, label: expect.stringContaining(label) });
});

it('searches a Chinese concept that nothing bears by its characters, where each is a label', async () => {
  expect(await searching.find('苗绣')).toEqual({
    titles: ['Baby carrier, embroidery'],
    parts: ['苗', '绣'],
  });
  expect((await searching.find('侗锦')).titles).toEqual([]);
});

it('suggests what is named so before what only sounds so, however many have it', async () => {
  const suggested = await searching.suggest('mia');
  const concepts = suggested.filter(({ kind }) => kind === 'CONCEPT');
  expect(concepts.map(({ name, count }) => [name.en, count])).toEqual([
    ['Miao', 3],
    ['Miao batik', 1],
    ['Cotton', 5],
  ]);
});

it.each([
  ['skirt -long', ['A long skirt'], ['-long']],
  ['skirt －长裙', ['A long skirt'], ['－长裙']],
  ['long-skirt', ['A long skirt'], []],
  ['- skirt', ['A long skirt'], []],
  ['-skirt', ['A long skirt'], []],
])('leaves out what a minus sign stands before, and says so: %s', async (text, titles, leftOut) => {
  const answer = await searching.ask(text);
  expect(answer.leftOut).toEqual(leftOut);
  expect(answer.items.map(({ asset }) => asset.metadata.title.en)).toEqual(titles);
});

interface Shown {
  readonly kind: AssetKind;
  readonly title: string;
  readonly terms: readonly string[];
}

function rootOf(leaf: number): Hex {
  return `0x${leaf.toString(16).padStart(64, '0')}`;
}

function toAsset(leaf: number, { kind, title, terms }: Shown): Asset {
  const salt = rootOf(leaf);
  return buildAsset(
    {
      id: assetIdOf(HOLDER, salt),
      holder: HOLDER,
      community: null,
      publishedIndex: leaf,
      projectedIndex: leaf,
      filesField: { count: 1, bytes: 1, root: salt },
    },
    { kind, access: 'OPEN', title: { en: title }, terms: terms.map(toTerm) },
  );
}

function toTerm(key: string): Term {
  const [vocabulary = '', code = ''] = key.split('/');
  return { vocabulary: vocabulary as Term['vocabulary'], code, ...concepts.get(key)?.prefLabel };
}
