import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import type { Asset } from '@lanran/api/assets/domain/asset';
import { Concepts } from '@lanran/api/concepts/domain/concepts';
import { problemsOf } from '@lanran/api/concepts/domain/concept-rules';
import { BadInputError } from '@lanran/api/platform/kernel/errors';
import { Scorer } from '@lanran/api/search/domain/scoring';
import { plan } from '@lanran/api/search/domain/plan';
import { ConceptLabelsReader } from '@lanran/api/search/services/concept-labels-reader';
import { toIndexedAsset } from '@lanran/api/search/services/indexed-assets';
import { buildConcept, conceptsOf } from '../concepts/build-concept.ts';
import { ask } from './access-answers.ts';
import { assetOf, idOf, SearchedCatalog } from './access-scene.ts';

const GUEST = { kind: 'anonymous' } as const;
const MUSEUM = organizationIdOf('museum');

function titled(number: number, en: string, metadata: Partial<Asset['metadata']> = {}): Asset {
  const asset = assetOf(number, { holder: MUSEUM }, 'OPEN');
  return {
    ...asset,
    metadata: { ...asset.metadata, title: { en }, description: {}, terms: [], ...metadata },
  };
}

describe('a text that cannot be searched for', () => {
  const catalog = new SearchedCatalog([titled(0, 'Heron')]);
  afterAll(() => catalog.close());

  it.each([
    ['ten thousand words', 'heron '.repeat(10_000), /at most 200 characters/],
    ['10 KB in one word', 'x'.repeat(10_240), /at most 200 characters/],
    ['many letters', 'a '.repeat(100), /at most 24 words/],
    ['many short words', Array.from({ length: 25 }, (_, at) => `zq${at}k`).join(' '), /at most 24 words/],
    ['punctuation', '!?… ()[]{}"\'«»-–—*^:;,.~#|/\\', /no letter or digit/],
    ['emoji', '🦋🦋 👩‍👩‍👧 🏳️‍🌈 👍🏽', /no letter or digit/],
    ['halves of characters', '\ud800 \udc00\ud83e', /no letter or digit/],
    ['controls', '\u0000\u0007\u001b[\u007f', /no letter or digit/],
    ['marks of direction', '\u202e\u2066\u200f\u2069', /no letter or digit/],
    ['marks without a letter', '\u0301\u0302 \u3099', /no letter or digit/],
    ['what is nothing but a space', '\ufe70\ufe72', /no letter or digit/],
    ['invisible letters', '\u200b\u200d\u2060\ufeff-', /no letter or digit/],
  ])('is refused with what to do: %s', async (_, text, advice) => {
    const question = { filter: { text }, hasFacets: true };
    const refused = await ask(catalog, GUEST, question).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(BadInputError);
    expect(refused).toMatchObject({ field: 'filter.text', message: expect.stringMatching(advice) });
  });

  it('refuses to order by price without a currency, and says where it is named', async () => {
    for (const sort of ['PRICE_ASC', 'PRICE_DESC'] as const) {
      const refused = await ask(catalog, GUEST, { filter: {}, sort }).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(BadInputError);
      expect(refused).toMatchObject({
        field: 'sort',
        message: expect.stringContaining('filter.price.token'),
      });
    }
  });

  it('suggests nothing, or is refused as too long', async () => {
    const { suggestions } = catalog.searching;
    for (const text of ['', ' ', '\u0000', '\ud800', '🦋', '"*^', '\ufe70', '\u202e'])
      expect(await suggestions.suggest(text)).toEqual([]);
    await expect(suggestions.suggest('heron'.repeat(50))).rejects.toBeInstanceOf(BadInputError);
    expect(await suggestions.suggest('"her')).toMatchObject([{ kind: 'WORD', text: '"heron' }]);
  });
});

describe('a text in which something else is written than words', () => {
  const catalog = new SearchedCatalog([
    titled(0, 'Heron collar'),
    titled(1, 'Heron', { title: { zh: '苗族蝴蝶' } }),
    titled(2, 'Near or not, and'),
    titled(3, 'the of and with'),
  ]);
  afterAll(() => catalog.close());

  it.each([
    ['NEAR(heron collar, 5)', ['NEAR', 'heron', 'collar', '5']],
    ['heron AND collar', ['heron', 'collar']],
    ['heron NOT collar', ['heron', 'NOT', 'collar']],
    ['title:heron', ['title:heron']],
    ['{title credit}: heron', ['title', 'credit', 'heron']],
    ['^heron*', ['heron']],
    ['"heron" + "collar"', ['heron', 'collar']],
    ['"""heron"""', ['heron']],
    [`${'('.repeat(90)}heron${')'.repeat(90)}`, ['heron']],
    ["heron'; DROP TABLE assets; --", ['heron', 'DROP', 'TABLE', 'assets']],
    ['.*heron.* [a-z]+ (?:collar){2}', ['heron', 'a-z', 'collar', '2']],
    ['%heron%_', ['heron']],
    ['🦋heron🦋', ['heron']],
    ['\u202eheron\u202c collar', ['heron', 'collar']],
    ['heron\u0000collar', ['heron', 'collar']],
    ['\ud83eheron', ['heron']],
    ['ＨＥＲＯＮ', ['ＨＥＲＯＮ']],
    ['heron蝴蝶', ['heron', '蝴蝶']],
  ])('is searched for its words: %s', async (text, words) => {
    const { parts, totalCount, items } = await ask(catalog, GUEST, { filter: { text } });
    expect(parts.map((part) => part.text)).toEqual(words);
    expect(totalCount).toBe(items.length);
    const heron = parts.find((part) => /^(heron|ＨＥＲＯＮ)$/.test(part.text));
    if (heron !== undefined) expect(heron).toMatchObject({ count: 1, insteadOf: null });
  });

  it('is searched for stop words where it has no others', async () => {
    const { items } = await ask(catalog, GUEST, { filter: { text: 'the of and' } });
    expect(items.map(({ id }) => id)).toEqual([idOf(3)]);
  });
});

const STRANGE = [
  ...['ﷺ', '\ufe70', 'ŉ', '½', '⑴', '㈠', 'ﬁ', 'ß', 'İ', 'ſ', 'ª', '𝓗', 'Ⅻ', '〇', '々', '𠀀', '﨑', '⺀'],
  ...["'", '’', 'ʼ', '"', '-', '|', '#', '~', '_', '/', '\u00ad', '\u200d', '\u0301', '\ud800', '\u0000'],
  ...[
    'מִלָּה',
    'كلمة',
    'слово',
    'ภาษา',
    'हिन्दी',
    'ꆈꌠ',
    '한글',
    'かな',
    'ʻokina',
    "xi'an",
    'heron',
    '蝴蝶',
    '1',
    '٣',
    'e\u0301',
  ],
];

describe('the letters of any script', () => {
  const text = fc
    .array(
      fc.oneof(fc.constantFrom(...STRANGE), fc.string({ unit: 'binary', maxLength: 3 }), fc.constant(' ')),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((pieces) => pieces.join(''));
  const titles = fc.sample(text, { numRuns: 150, seed: 7 });
  const assets = titles.map((title, number) => titled(number, title));
  const indexed = assets.map((asset) =>
    toIndexedAsset(
      { asset, availability: { saleDays: [], sales: [], taken: [], consentUntil: null, offeredUntil: null } },
      { namesOf: () => null, colorsOf: () => [], concepts: Concepts.NONE },
    ),
  );
  const catalog = new SearchedCatalog(assets, { concepts: Concepts.NONE });
  beforeAll(() => ask(catalog, GUEST, { filter: {} }));
  afterAll(() => catalog.close());

  it('are counted by the engine as by comparing token by token', async () => {
    const labels = await new ConceptLabelsReader({ current: async () => Concepts.NONE }).current();
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, fc.constantFrom(...titles)), async (asked) => {
        const { groups } = plan(asked, labels);
        if (groups.length === 0) {
          if (asked.trim() !== '')
            await expect(ask(catalog, GUEST, { filter: { text: asked } })).rejects.toThrow(
              'no letter or digit',
            );
          return;
        }
        const { groupCounts } = await catalog.index.search({
          ...{ groups, filter: {}, audience: { organizationIds: [] }, today: 20_000 },
          ...{ sort: 'RELEVANCE', first: 1, after: null, maxTerms: null },
        });
        const frequency = { assets: 1, withGroup: 1 };
        const byHand = groups.map((group) =>
          group.isOptional
            ? 0
            : indexed.filter((each) => new Scorer([{ group, frequency }]).matchesOf(each.text).length > 0)
                .length,
        );
        expect(groupCounts).toEqual(byHand);
      }),
      { numRuns: 300 },
    );
  });

  it('find the title that they are, and are marked in it', async () => {
    for (const [number, title] of titles.entries()) {
      const question = { filter: { text: title }, sort: 'OLDEST' } as const;
      const answer = await ask(catalog, GUEST, question).catch((error: unknown) => error);
      if (answer instanceof BadInputError) continue;
      expect(answer).toMatchObject({ isWhole: true });
      expect((answer as { items: { id: string }[] }).items.map(({ id }) => id)).toContain(idOf(number));
    }
  });
});

describe('strange concepts', () => {
  const found = async (concepts: Concepts, code: string, text: string) => {
    const terms = [{ vocabulary: 'technique' as const, code }];
    const catalog = new SearchedCatalog([titled(0, 'Piece', { terms })], { concepts });
    try {
      return await ask(catalog, GUEST, { filter: { text }, hasFacets: true });
    } finally {
      await catalog.close();
    }
  };

  it('above each other in a circle are refused, and are searched all the same', async () => {
    const wax = buildConcept('wax', { broader: ['technique/dye'] });
    const dye = buildConcept('dye', { broader: ['technique/wax'] });
    expect(problemsOf(Concepts.NONE, [wax, dye])[0]?.advice).toMatch(/makes a circle: .*broader than itself/);
    for (const text of ['The wax', 'The dye'])
      expect(await found(conceptsOf(wax, dye), 'wax', text)).toMatchObject({ totalCount: 1, isWhole: true });
  });

  it('of one label are refused, and are both searched by it', async () => {
    const label = { prefLabel: { zh: '同名', en: 'Namesake' } };
    const [one, two] = [buildConcept('one', label), buildConcept('two', label)];
    expect(problemsOf(Concepts.NONE, [one, two])[0]?.advice).toMatch(/is a label of .* Choose another label/);
    for (const code of ['one', 'two'])
      for (const text of ['Namesake', '同名', 'tongming'])
        expect(await found(conceptsOf(one, two), code, text)).toMatchObject({ totalCount: 1 });
  });

  it('of a label of 300 characters are refused with how long it may be', () => {
    expect(() => buildConcept('long', { prefLabel: { zh: '长', en: 'x'.repeat(300) } })).toThrow(
      /concept.prefLabel.en: has 300 characters; at most 200 are allowed. Shorten it/,
    );
  });

  it('with three thousand below them are one part of a question', async () => {
    const below = Array.from({ length: 3_000 }, (_, at) =>
      buildConcept(`w-${at}`, { broader: ['technique/top'] }),
    );
    const answer = await found(conceptsOf(buildConcept('top'), ...below), 'w-2999', 'The top');
    expect(answer).toMatchObject({ totalCount: 1, isWhole: true, parts: [{ count: 1 }] });
  });
});

describe('the work of a question', () => {
  it('is the same number of requests to the index, whatever its words', async () => {
    const catalog = new SearchedCatalog([titled(0, 'Heron')]);
    const worst = Array.from(
      { length: 24 },
      (_, at) => `zqk${'bdfg'[at % 4] ?? ''}${'k'.repeat(at % 5)}`,
    ).join(' ');
    const before = catalog.index.requests;
    await ask(catalog, GUEST, { filter: { text: 'heron' } });
    const plain = catalog.index.requests - before;
    await ask(catalog, GUEST, { filter: { text: worst } });
    // What nothing has is looked for twice, after one look at all words.
    expect(catalog.index.requests - before - plain).toBeLessThanOrEqual(plain + 2);
    await catalog.close();
  });
});
