import { parseAddress } from '@lanran/protocol/kernel/signature';
import { ASSET_COLORS } from '@lanran/protocol/assets/colors';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { type Asset, ASSET_KINDS } from '@lanran/api/assets/domain/asset';
import type { AssetFilter, Counted } from '@lanran/api/assets/domain/asset-query';
import { catalogTermsOf } from '@lanran/api/assets/domain/catalog-term';
import { parseDay } from '@lanran/protocol/kernel/day';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { WORLD } from '@lanran/protocol/territories/territories';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { isPriceSort, SEARCH_SORTS } from '@lanran/api/search/domain/search-sort';
import { ask, OnlyTheirs, type Question } from './access-answers.ts';
import {
  CONCEPTS,
  everyAsset,
  isListedFor,
  listed,
  marksOf,
  misspelled,
  READERS,
  saleStateOf,
  SearchedCatalog,
  colorsOf,
} from './access-scene.ts';

const ASSETS = everyAsset();
const GUEST: Actor = { kind: 'anonymous' };
const [MUSEUM, ARCHIVE] = [organizationIdOf('museum'), organizationIdOf('archive')];

/** What one asset alone has, each asked for in its own way. */
function questionsAbout({ publishedIndex, id, holder, community }: Asset): Question[] {
  const marks = marksOf(publishedIndex);
  const texts = [marks.title, marks.titleZh, marks.description, marks.proposed, marks.place, marks.credit];
  const organizations = { holder, ...(community !== null && { community }) };
  return [
    ...[...texts, marks.concept, marks.identifier, id].map((text) => ({ filter: { text } })),
    { filter: { term: { vocabulary: 'technique', code: marks.concept } }, hasFacets: true },
    { filter: { concept: { vocabulary: 'technique', code: marks.concept } }, hasFacets: true },
    { filter: { terms: [{ vocabulary: 'motif', code: marks.proposed, proposedBy: holder }] } },
    { filter: { ...organizations, text: marks.title } },
  ];
}

/** What of it can be licensed on the day of the question, by the rules of a quote. */
const isSold = (asset: Asset) =>
  asset.metadata.access !== 'RESTRICTED' &&
  !asset.isWithdrawn &&
  saleStateOf(asset) !== 'disputed' &&
  hasNeededConsent(asset);
const hasConsent = (asset: Asset) => asset.community !== null && saleStateOf(asset) !== 'consentWithdrawn';
const hasNeededConsent = (asset: Asset) => asset.community === null || hasConsent(asset);
/** What sales of the scene are priced in. */
const TOKEN = parseAddress(`0x${'00'.repeat(20)}`);
const A_USE = {
  media: bitsOf(['STREAMING']),
  territories: WORLD.toString(),
  firstDay: parseDay('2026-12-01'),
  lastDay: parseDay('2027-06-30'),
};

function tally(values: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}

function said<T>(counted: readonly Counted<T>[], nameOf: (value: T) => unknown = String) {
  return Object.fromEntries(counted.map(({ value, count }) => [String(nameOf(value)), count]));
}

/** All of them, after each was for everybody once. */
let whole: SearchedCatalog;
beforeAll(async () => {
  const open = (asset: Asset): Asset => ({
    ...asset,
    isTakenDown: false,
    metadata: { ...asset.metadata, access: 'OPEN' },
  });
  whole = new SearchedCatalog(ASSETS.map(open));
  await ask(whole, GUEST, { filter: {}, hasFacets: true });
  for (const asset of ASSETS) whole.put(asset);
});
afterAll(() => whole.close());

afterAll(() => OnlyTheirs.close());

describe.each([...READERS])('what %s finds', (_, actor) => {
  const seen = ASSETS.filter((asset) => isListedFor(actor, asset));
  const theirs = OnlyTheirs.of(seen);

  it('is each asset that exists for them by each of its own words, and no other', async () => {
    for (const asset of ASSETS) {
      const isTheirs = isListedFor(actor, asset);
      for (const question of questionsAbout(asset)) {
        const answer = await ask(whole, actor, question);
        const isFound = answer.items.some(({ id }) => id === asset.id);
        expect({ question, isFound }).toEqual({ question, isFound: isTheirs });
        // As though nothing else were there: order, scores, reasons, counts, facets.
        expect(JSON.stringify(answer)).toBe(await theirs.answer(actor, question));
      }
    }
  });

  it('is what they meant, as far as everybody may see that', async () => {
    for (const asset of ASSETS) {
      const { title, description } = marksOf(asset.publishedIndex);
      for (const text of [misspelled(title), `heron ${misspelled(description)}`]) {
        const question = { filter: { text } };
        const answer = await ask(whole, actor, question);
        const isFound = answer.items.some(({ id }) => id === asset.id) && answer.isWhole;
        expect({ text, isFound }).toEqual({ text, isFound: isListedFor(GUEST, asset) });
        expect(JSON.stringify(answer)).toBe(await theirs.answer(actor, question));
      }
    }
  });

  it('is counted in each facet as by hand', async () => {
    const { facets, totalCount } = await ask(whole, actor, { filter: {}, hasFacets: true });
    if (facets === null) throw new Error('no facets');
    const all = seen.map(listed);
    expect(totalCount).toBe(all.length);
    expect(said(facets.kinds)).toEqual(tally(all.map(({ metadata }) => metadata.kind)));
    expect(said(facets.access)).toEqual(tally(all.map(({ metadata }) => metadata.access)));
    expect(said(facets.communities)).toEqual(tally(all.map(({ community }) => community)));
    expect(said(facets.holders)).toEqual(tally(all.map(({ holder }) => holder)));
    expect(said(facets.colors)).toEqual(tally(all.flatMap(({ filesField: { root } }) => colorsOf(root))));
    expect(facets.onOffer).toBe(all.filter(isSold).length);
    const keyOf = ({ code, proposedBy }: { readonly code: string; readonly proposedBy: string | null }) =>
      `${code}/${proposedBy}`;
    const terms = all.flatMap(({ metadata, holder }) =>
      catalogTermsOf(metadata.terms, { holder, concepts: CONCEPTS }),
    );
    expect(said(facets.terms, keyOf)).toEqual(tally(terms.map(keyOf)));
  });

  it('is for sale unless disputed, withdrawn, restricted, or without the consent that it needs', async () => {
    const rules: readonly [AssetFilter, (asset: Asset) => boolean][] = [
      [{ onOffer: true }, isSold],
      [{ onOffer: false }, (asset) => !isSold(asset)],
      [{ licensable: A_USE }, isSold],
      [{ hasConsent: true }, hasConsent],
      [{ hasConsent: false }, (asset) => !hasConsent(asset)],
      [{ hasOffer: true }, () => true],
      [{ hasOffer: false }, () => false],
    ];
    for (const [filter, isMeant] of rules) {
      const question = { filter, sort: 'OLDEST', hasFacets: true } as const;
      const answer = await ask(whole, actor, question);
      const meant = seen.filter((asset) => isMeant(listed(asset)));
      expect({ filter, ids: answer.items.map(({ id }) => id) }).toEqual({
        filter,
        ids: meant.map(({ id }) => id),
      });
      expect(answer.totalCount).toBe(meant.length);
      expect(JSON.stringify(answer)).toBe(await theirs.answer(actor, question));
    }
  });

  it('is so in any combination of words and filters, in every order', async () => {
    const number = fc.integer({ min: 0, max: ASSETS.length - 1 });
    const word = fc
      .tuple(number, fc.constantFrom('title', 'titleZh', 'description', 'concept', 'proposed', 'identifier'))
      .map(([of, mark]) => marksOf(of)[mark as 'title']);
    const filter = fc.record(
      {
        text: fc
          .array(fc.oneof(word, word.map(misspelled), fc.constantFrom('heron', 'egg', 'museum', '技')), {
            minLength: 1,
            maxLength: 4,
          })
          .map((words) => words.join(' ')),
        kind: fc.constantFrom(...ASSET_KINDS),
        holder: fc.constantFrom(MUSEUM, ARCHIVE),
        hasCommunity: fc.boolean(),
        isWithdrawn: fc.boolean(),
        isCustodyOffered: fc.boolean(),
        access: fc.constantFrom('OPEN', 'RESTRICTED'),
        peoples: fc.constant(['miao']),
        colors: fc.subarray([...ASSET_COLORS], { minLength: 1, maxLength: 2 }),
        onOffer: fc.boolean(),
        hasOffer: fc.boolean(),
        hasConsent: fc.boolean(),
        licensable: fc.constant(A_USE),
      } as const,
      { requiredKeys: [] },
    );
    const sort = fc.constantFrom(...SEARCH_SORTS);
    await fc.assert(
      fc.asyncProperty(filter, sort, async (asked, order) => {
        const priced = isPriceSort(order) ? { ...asked, price: { token: TOKEN } } : asked;
        const question = { filter: priced, sort: order, hasFacets: true };
        expect(JSON.stringify(await ask(whole, actor, question))).toBe(await theirs.answer(actor, question));
      }),
      { numRuns: 60 },
    );
  });
});

describe('suggestions', () => {
  const everybodys = OnlyTheirs.of(ASSETS.filter((asset) => isListedFor(GUEST, asset))).catalog;

  it('are made from what everybody may see, and from all of it', async () => {
    for (const asset of ASSETS) {
      const { title, description, concept, proposed, titleZh } = marksOf(asset.publishedIndex);
      for (const word of [title, description, proposed]) {
        const suggested = await whole.searching.suggestions.suggest(word.slice(0, 11));
        const isSuggested = suggested.some(({ text }) => text === word);
        expect({ word, isSuggested }).toEqual({ word, isSuggested: isListedFor(GUEST, asset) });
      }
      for (const text of [title.slice(0, 7), concept.slice(0, 7), titleZh, 'her', 'the mus', 'xij'])
        expect(await whole.searching.suggestions.suggest(text)).toEqual(
          await everybodys.searching.suggestions.suggest(text),
        );
    }
  });
});
