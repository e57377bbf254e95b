import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import { TECHNIQUE } from '@lanran/protocol/assets/vocabulary';
import { type OrganizationId, organizationIdOf, parseAssetId } from '@lanran/protocol/kernel/ids';
import { ACCESS_LEVELS, type Asset, ASSET_KINDS, canView, type Term } from '@lanran/api/assets/domain/asset';
import {
  type Availability,
  type Days,
  NEVER_FOR_SALE,
  type SaleWindow,
} from '@lanran/api/assets/domain/availability';
import type { Counted, PriceRange } from '@lanran/api/assets/domain/asset-query';
import { type CatalogTerm, catalogTermsOf } from '@lanran/api/assets/domain/catalog-term';
import type { AssetColor } from '@lanran/protocol/assets/colors';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { plan } from '@lanran/api/search/domain/plan';
import type { AssetIndex, Found, IndexQuery } from '@lanran/api/search/ports/asset-index';
import { ConceptLabelsReader } from '@lanran/api/search/services/concept-labels-reader';
import { toIndexedAsset } from '@lanran/api/search/services/indexed-assets';
import { SHIPPED_READER, shippedConcepts } from '../../support/concepts.ts';
import { buildAsset } from '../graphql/graphql-stage.ts';

export interface IndexUnderTest {
  readonly index: AssetIndex;
  stop(): Promise<void>;
}

const [MUSEUM, ARCHIVE, VILLAGE] = ['museum', 'archive', 'xijiang'].map((slug) => organizationIdOf(slug)) as [
  OrganizationId,
  OrganizationId,
  OrganizationId,
];
const PARTIES = [MUSEUM, ARCHIVE, VILLAGE];
const TERMS: readonly Term[] = [
  { vocabulary: 'technique', code: 'batik', en: 'Batik', zh: '蜡染' },
  { vocabulary: 'technique', code: 'tie-dye' },
  { vocabulary: 'motif', code: 'batik' },
];
const MAPPING = '2.1';
const concepts = await shippedConcepts();
const labels = await new ConceptLabelsReader(SHIPPED_READER).current();
const TODAY = 20_000;
const QUESTION: IndexQuery = {
  groups: [],
  filter: {},
  audience: { organizationIds: [] },
  today: TODAY,
  sort: 'NEWEST',
  first: 20,
  after: null,
  maxTerms: null,
};

const asset = (number: number, overrides: Partial<Asset> = {}, metadata: Partial<Asset['metadata']> = {}) =>
  buildAsset(
    {
      id: parseAssetId(`0x${(number + 1).toString(16).padStart(64, '0')}`),
      holder: MUSEUM,
      publishedIndex: number,
      ...overrides,
    },
    metadata,
  );
const indexed = (of: Asset, availability: Partial<Availability> = {}, colors: readonly AssetColor[] = []) =>
  toIndexedAsset(
    { asset: of, availability: { ...NEVER_FOR_SALE, ...availability } },
    { namesOf: () => null, colorsOf: () => colors, concepts },
  );
const memberOf = (...organizationIds: OrganizationId[]): Actor => ({
  kind: 'member',
  address: '0x',
  memberships: organizationIds.map((organizationId) => ({
    organizationId,
    kind: 'INSTITUTION' as const,
    role: 'VIEWER' as const,
  })),
});
/** The groups of a question that is answered as it was typed. */
const groupsOf = (text: string) => plan(text, labels).groups;
const numbersOf = ({ hits }: Found) => hits.map(({ id }) => Number(BigInt(id)) - 1);

/** What every engine answers, in the same way. */
export function describeAssetIndex(name: string, start: () => Promise<IndexUnderTest>): void {
  describe(`the index in ${name}`, () => {
    let under: IndexUnderTest;
    let index: AssetIndex;
    beforeAll(async () => {
      under = await start();
      index = under.index;
    });
    afterAll(() => under.stop());

    const fill = async (assets: readonly ReturnType<typeof indexed>[]) => {
      const batches = async function* () {
        yield assets;
      };
      await index.rebuild(batches(), { leaves: 1, mapping: MAPPING }, () => undefined);
    };
    const ask = async (text: string, question: Partial<IndexQuery> = {}) =>
      index.search({ ...QUESTION, sort: 'RELEVANCE', groups: groupsOf(text), ...question });
    const found = async (filter: IndexQuery['filter'], today = TODAY) =>
      numbersOf(await index.search({ ...QUESTION, filter, today, sort: 'OLDEST' }));
    beforeEach(() => fill([]));

    it('counts exactly what canView lets the audience see, in every facet', async () => {
      const party = fc.constantFrom(...PARTIES);
      const near = fc.integer({ min: TODAY - 2, max: TODAY + 2 });
      const days = fc.record({ firstDay: near, lastDay: near });
      const one = fc.record({
        holder: party,
        community: fc.option(party),
        custodyOffer: fc.option(party, { freq: 5 }),
        access: fc.constantFrom(...ACCESS_LEVELS),
        kind: fc.constantFrom(...ASSET_KINDS),
        terms: fc.subarray([...TERMS]),
        saleDays: fc.array(days, { maxLength: 3 }),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(one, { maxLength: 10 }),
          fc.uniqueArray(party, { maxLength: 2 }),
          async (cases, organizationIds) => {
            const all = cases.map(({ holder, community, custodyOffer, saleDays, ...metadata }, number) => ({
              asset: asset(number, { holder, community, custodyOffer }, metadata),
              saleDays,
            }));
            await fill(all.map((each) => indexed(each.asset, { saleDays: each.saleDays })));
            const actor = memberOf(...organizationIds);
            const seen = all.filter((each) => canView(actor, each.asset));
            const answer = await index.search({ ...QUESTION, audience: { organizationIds }, maxTerms: 100 });
            expect(answer.total).toBe(seen.length);
            expect(numbersOf(answer)).toEqual(seen.map((each) => each.asset.publishedIndex).reverse());
            const { facets } = answer;
            if (facets === null) throw new Error('no facets');
            expect(said(facets.kinds)).toEqual(tally(seen.map((each) => each.asset.metadata.kind)));
            expect(said(facets.access)).toEqual(tally(seen.map((each) => each.asset.metadata.access)));
            expect(said(facets.communities)).toEqual(tally(seen.map((each) => each.asset.community)));
            expect(said(facets.holders)).toEqual(tally(seen.map((each) => each.asset.holder)));
            const terms = seen.flatMap((each) =>
              catalogTermsOf(each.asset.metadata.terms, { holder: each.asset.holder, concepts }),
            );
            const keyed = facets.terms.map(({ value, count }) => ({ value: keyOf(value), count }));
            expect(said(keyed)).toEqual(tally(terms.map(keyOf)));
            const isOnSale = ({ saleDays }: (typeof all)[number]) =>
              saleDays.some(({ firstDay, lastDay }) => firstDay <= TODAY && TODAY <= lastDay);
            expect(facets.onOffer).toBe(seen.filter(isOnSale).length);
          },
        ),
        { numRuns: 30 },
      );
    });

    it('counts under the text and the filter, and names a term as the vocabulary does', async () => {
      const batik = (code: string, en?: string): Term => ({
        vocabulary: 'technique',
        code,
        ...(en && { en }),
      });
      await fill([
        indexed(asset(0, {}, { terms: [batik('batik', 'Wax')], kind: 'FILM', title: { en: 'River song' } })),
        indexed(asset(1, {}, { terms: [batik('batik', 'Wax')], title: { en: 'Collar' } })),
        indexed(asset(2, {}, { terms: [batik('wax-painting', '蜡染')], title: { en: 'Apron' } })),
      ]);
      const value = { ...TECHNIQUE.batik, proposedBy: null };
      const termsUnder = async (question: Partial<IndexQuery>) =>
        (await index.search({ ...QUESTION, ...question, maxTerms: 9 })).facets?.terms;
      expect(await termsUnder({})).toEqual([{ value, count: 3 }]);
      expect(await termsUnder({ filter: { kind: 'FILM' } })).toEqual([{ value, count: 1 }]);
      expect(await termsUnder({ groups: groupsOf('collar') })).toEqual([{ value, count: 1 }]);
      expect(await found({ term: { vocabulary: 'technique', code: 'batik' } })).toEqual([0, 1, 2]);
      expect(numbersOf(await ask('蜡染')).sort()).toEqual([0, 1, 2]);
    });

    it('keeps apart what two holders propose by one code, each as its own assets name it', async () => {
      const velvet = (en: string): Term => ({ vocabulary: 'technique', code: 'velvet', en });
      await fill([
        indexed(asset(0, { holder: MUSEUM }, { terms: [velvet('Velvet')] })),
        indexed(asset(1, { holder: MUSEUM }, { terms: [velvet('Velvet')] })),
        indexed(asset(2, { holder: ARCHIVE }, { terms: [velvet('Plush')] })),
      ]);
      const { facets } = await index.search({ ...QUESTION, maxTerms: 9 });
      expect(facets?.terms).toEqual([
        { value: { ...velvet('Velvet'), proposedBy: MUSEUM }, count: 2 },
        { value: { ...velvet('Plush'), proposedBy: ARCHIVE }, count: 1 },
      ]);
      const key = { vocabulary: 'technique', code: 'velvet' } as const;
      expect(await found({ term: { ...key, proposedBy: ARCHIVE } })).toEqual([2]);
      expect(await found({ terms: [{ ...key, proposedBy: MUSEUM }] })).toEqual([0, 1]);
      expect(await found({ term: key })).toEqual([0, 1, 2]);
    });

    it('filters by terms, withdrawal, consent, sale, custody and peoples', async () => {
      const days = (...of: (readonly [number, number])[]) =>
        of.map(([firstDay, lastDay]) => ({ firstDay: TODAY + firstDay, lastDay: TODAY + lastDay }));
      await fill([
        indexed(asset(0, { isWithdrawn: true, custodyOffer: ARCHIVE }, { terms: TERMS.slice(0, 2) }), {
          consentUntil: TODAY,
          offeredUntil: TODAY,
          saleDays: days([-1, 0], [3, 4]),
        }),
        indexed(asset(1, { community: VILLAGE }, { terms: TERMS.slice(0, 1) }), {
          consentUntil: TODAY - 1,
          offeredUntil: TODAY + 1,
          saleDays: days([2, 2]),
        }),
        indexed(asset(2, { holder: ARCHIVE }, { title: { en: 'A Miao collar' }, kind: 'FILM' })),
      ]);
      expect(await found({ terms: TERMS.slice(0, 2) })).toEqual([0]);
      expect(await found({ terms: TERMS.slice(0, 1) })).toEqual([0, 1]);
      expect(await found({ isWithdrawn: true })).toEqual([0]);
      expect(await found({ hasConsent: true })).toEqual([0]);
      expect(await found({ hasConsent: false })).toEqual([1, 2]);
      expect(await found({ hasConsent: true }, TODAY + 1)).toEqual([]);
      const sold = [];
      for (const day of [0, 1, 2, 3, 4, 5]) sold.push(await found({ onOffer: true }, TODAY + day));
      expect(sold).toEqual([[0], [], [1], [0], [0], []]);
      expect(await found({ hasOffer: true }, TODAY + 1)).toEqual([1]);
      expect(await found({ hasOffer: false }, TODAY + 1)).toEqual([0, 2]);
      expect(await found({ custodyOfferedTo: ARCHIVE })).toEqual([0]);
      expect(await found({ isCustodyOffered: false })).toEqual([1, 2]);
      expect(await found({ holder: ARCHIVE })).toEqual([2]);
      expect(await found({ holder: organizationIdOf('nobody') })).toEqual([]);
      expect(await found({ community: VILLAGE })).toEqual([1]);
      expect(await found({ hasCommunity: false })).toEqual([0, 2]);
      expect(await found({ peoples: ['miao'] })).toEqual([2]);
      expect(await found({ kind: 'FILM' })).toEqual([2]);
      expect(await found({ access: 'OPEN' })).toEqual([]);
    });

    it('filters by terms of which any is enough, by whomever it is proposed', async () => {
      const technique = (code: string): Term => ({ vocabulary: 'technique', code });
      await fill([
        indexed(asset(0, {}, { terms: [technique('batik'), technique('tie-dye')] })),
        indexed(asset(1, { holder: ARCHIVE }, { terms: [technique('velvet')] })),
        indexed(asset(2, {}, { terms: [technique('wax-resist')], kind: 'FILM' })),
        indexed(asset(3, {}, { terms: [technique('tie-dye')], access: 'RESTRICTED' })),
        indexed(asset(4, {}, { terms: [], description: { en: 'Like batik.' } })),
      ]);
      const anyTerm = [technique('batik'), technique('velvet'), technique('tie-dye')];
      expect(await found({ anyTerm })).toEqual([0, 1, 2]);
      expect(await found({ anyTerm: anyTerm.slice(1) })).toEqual([0, 1]);
      expect(await found({ anyTerm, kind: 'FILM' })).toEqual([2]);
      expect(await found({ anyTerm: [{ vocabulary: 'motif', code: 'batik' }] })).toEqual([]);
      expect(await found({ anyTerm: [] })).toEqual([]);
      expect(numbersOf(await ask('batik', { filter: { anyTerm } })).toSorted()).toEqual([0, 2]);
      const { total, facets } = await index.search({ ...QUESTION, filter: { anyTerm }, maxTerms: 9 });
      expect([total, facets?.kinds.reduce((sum, { count }) => sum + count, 0)]).toEqual([3, 3]);
      const theirs = await index.search({
        ...QUESTION,
        filter: { anyTerm },
        audience: { organizationIds: [MUSEUM] },
      });
      expect(theirs.total).toBe(4);
    });

    it('filters by colors, of which each must be shown, and counts them', async () => {
      await fill([
        indexed(asset(0), {}, ['RED', 'BLUE']),
        indexed(asset(1), {}, ['BLUE']),
        indexed(asset(2), {}),
      ]);
      expect(await found({ colors: ['BLUE'] })).toEqual([0, 1]);
      expect(await found({ colors: ['BLUE', 'RED'] })).toEqual([0]);
      expect(await found({ colors: ['WHITE'] })).toEqual([]);
      const { facets } = await ask('', { maxTerms: 10 });
      expect(facets?.colors).toEqual([
        { value: 'BLUE', count: 2 },
        { value: 'RED', count: 1 },
      ]);
    });

    it('filters by the leaves that published, the last one excluded', async () => {
      await fill([0, 1, 2].map((number) => indexed(asset(number))));
      expect(await found({ publishedBy: { from: 1, before: 2 } })).toEqual([1]);
      expect(await found({ publishedBy: { from: 1, before: 3 } })).toEqual([1, 2]);
      expect(await found({ publishedBy: { from: 0, before: 0 } })).toEqual([]);
    });

    it('filters by what can be licensed, where and when', async () => {
      const [streaming, television] = [4, 2];
      const uses = { media: streaming, territories: '3', firstDay: TODAY, lastDay: TODAY + 9 };
      const sale = { ...uses, token: parseAddress(`0x${'00'.repeat(20)}`), price: '100' };
      await fill([
        indexed(asset(0), { sales: [sale] }),
        indexed(asset(1), { sales: [sale], taken: [{ ...uses, territories: '2', lastDay: TODAY + 1 }] }),
        indexed(asset(2), {}),
      ]);
      const licensable = { ...uses, territories: '2' };
      expect(await found({ licensable })).toEqual([0]);
      expect(await found({ licensable: { ...licensable, firstDay: TODAY + 2 } })).toEqual([0, 1]);
      expect(await found({ licensable: { ...licensable, territories: '4' } })).toEqual([]);
      expect(await found({ licensable: { ...licensable, media: streaming | television } })).toEqual([]);
      expect(await found({ licensable: { ...licensable, lastDay: TODAY + 10 } })).toEqual([]);
      // A use that would have begun yesterday.
      expect(await found({ licensable }, TODAY + 1)).toEqual([]);
    });

    it('filters and orders by what the cheapest use of today costs in one currency', async () => {
      const [yuan, euro] = ['11', '22'].map((byte) => parseAddress(`0x${byte.repeat(20)}`));
      if (yuan === undefined || euro === undefined) throw new Error('no currencies');
      const sale = (token: Address, price: string, days: Partial<Days> = {}): SaleWindow => ({
        ...{ media: 4, territories: '3', firstDay: TODAY, lastDay: TODAY + 9, token, price },
        ...days,
      });
      await fill([
        indexed(asset(0), { sales: [sale(yuan, '900'), sale(yuan, '300'), sale(euro, '20')] }),
        indexed(asset(1), { sales: [sale(yuan, '500')] }),
        indexed(asset(2), { sales: [sale(yuan, '100', { firstDay: TODAY + 1 }), sale(euro, '10')] }),
        indexed(asset(3), {}),
        indexed(asset(4), { sales: [sale(yuan, '500'), sale(yuan, '100', { lastDay: TODAY - 1 })] }),
        indexed(asset(5, {}, { access: 'RESTRICTED' }), { sales: [sale(yuan, '1')] }),
        // Of a token of 18 decimals.
        indexed(asset(6), { sales: [sale(euro, `9${'0'.repeat(20)}`)] }),
      ]);
      const priced = async (
        sort: IndexQuery['sort'],
        price: PriceRange,
        question: Partial<IndexQuery> = {},
      ) => numbersOf(await index.search({ ...QUESTION, filter: { price }, sort, ...question }));
      // Of two that cost alike, the newer one first, either way.
      expect(await priced('PRICE_ASC', { token: yuan })).toEqual([0, 4, 1]);
      expect(await priced('PRICE_DESC', { token: yuan })).toEqual([4, 1, 0]);
      expect(await priced('PRICE_ASC', { token: euro })).toEqual([2, 0, 6]);
      expect(await priced('PRICE_ASC', { token: yuan }, { first: 1, after: '1' })).toEqual([4]);
      // By the cheapest alone: another offer of 900 brings no asset of 300 back.
      expect(await priced('OLDEST', { token: yuan, min: '301' })).toEqual([1, 4]);
      expect(await priced('OLDEST', { token: yuan, min: '300', max: '300' })).toEqual([0]);
      expect(await priced('OLDEST', { token: yuan, max: '299' })).toEqual([]);
      expect(await priced('PRICE_DESC', { token: euro, min: `9${'0'.repeat(20)}` })).toEqual([6]);
      expect(await priced('PRICE_ASC', { token: parseAddress(`0x${'33'.repeat(20)}`) })).toEqual([]);
      expect(await priced('PRICE_ASC', { token: yuan }, { today: TODAY + 1 })).toEqual([2, 0, 4, 1]);
      const theirs = { audience: { organizationIds: [MUSEUM] } };
      expect(await priced('PRICE_ASC', { token: yuan }, theirs)).toEqual([5, 0, 4, 1]);
      await index.apply({ to: 2, put: [indexed(asset(1), { sales: [sale(yuan, '200')] })], drop: [] });
      expect(await priced('PRICE_ASC', { token: yuan })).toEqual([1, 0, 4]);
      await index.apply({ to: 3, put: [], drop: [parseAssetId(`0x${'1'.padStart(64, '0')}`)] });
      expect(await priced('PRICE_ASC', { token: yuan })).toEqual([1, 4]);
    });

    it('finds Chinese in the middle of a text, pinyin, stems and whole identifiers', async () => {
      await fill([
        indexed(asset(0, {}, { title: { zh: '苗族蝴蝶妈妈纹样' } })),
        indexed(asset(1, {}, { title: { en: 'Two butterflies' }, identifier: 'GZ.2019.0123' })),
        indexed(asset(2, {}, { title: { zh: '鱼', en: 'Fish' } })),
      ]);
      expect(numbersOf(await ask('蝴蝶')).toSorted()).toEqual([0, 1]);
      expect(numbersOf(await ask('hudie')).toSorted()).toEqual([0, 1]);
      expect(numbersOf(await ask('húdié')).toSorted()).toEqual([0, 1]);
      expect(numbersOf(await ask('butterfly')).toSorted()).toEqual([0, 1]);
      expect(numbersOf(await ask('gz.2019.0123'))).toEqual([1]);
      expect(numbersOf(await ask('GZ20190123'))).toEqual([1]);
      expect(numbersOf(await ask('鱼'))).toEqual([2]);
      expect(numbersOf(await ask('蝶妈'))).toEqual([0]);
      expect(numbersOf(await ask('妈蝴'))).toEqual([]);
    });

    it('ranks a title above a description and a rare word above a common one, and says why', async () => {
      const common = Array.from({ length: 8 }, (_, at) =>
        indexed(asset(10 + at, {}, { title: { en: 'Collar' } })),
      );
      await fill([
        indexed(asset(0, {}, { title: { en: 'Apron' }, description: { en: 'with a heron' } })),
        indexed(asset(1, {}, { title: { en: 'Heron' } })),
        indexed(asset(2, {}, { title: { en: 'Heron' } })),
        ...common,
      ]);
      const answer = await ask('heron');
      // Of two that are alike, the newer one first.
      expect(numbersOf(answer)).toEqual([2, 1, 0]);
      expect(answer.hits[0]?.parts[0]).toMatchObject({ group: 0, field: 'title' });
      const neither = await ask('heron collar');
      expect(neither).toMatchObject({ isWhole: false, groupCounts: [3, 8], total: 11 });
      expect(numbersOf(neither).slice(0, 2)).toEqual([2, 1]);
    });

    it('takes no weight, word or count from what the reader may not see', async () => {
      const secret = (number: number) =>
        indexed(
          asset(100 + number, { holder: ARCHIVE }, { access: 'RESTRICTED', title: { en: 'Heronry heron' } }),
        );
      const open = [
        indexed(asset(0, {}, { title: { en: 'Heron' } })),
        indexed(asset(1, {}, { title: { en: 'Collar' } })),
      ];
      await fill(open);
      const before = await ask('heron collar', { maxTerms: 9 });
      await fill([...open, ...Array.from({ length: 20 }, (_, number) => secret(number))]);
      expect(await ask('heron collar', { maxTerms: 9 })).toEqual(before);
      expect(await index.corrections(['heronri'])).toEqual([[]]);
      expect(await index.completions('hero', 9)).toEqual(['heron']);
      const theirs = await ask('heron', { audience: { organizationIds: [ARCHIVE] } });
      expect(theirs).toMatchObject({ total: 21, groupCounts: [21] });
    });

    it('pages through all of them once, in every order', async () => {
      await fill(
        Array.from({ length: 45 }, (_, number) =>
          indexed(asset(number, {}, { title: { en: `Heron ${number % 3} ${'x'.repeat(number % 5)}` } })),
        ),
      );
      for (const sort of ['RELEVANCE', 'NEWEST', 'OLDEST', 'TITLE'] as const) {
        const seen: number[] = [];
        let after: string | null = null;
        do {
          const page: Found = await ask('heron', { sort, first: 10, after });
          expect(page.total).toBe(45);
          seen.push(...numbersOf(page));
          after = page.hasNextPage ? (page.hits.at(-1)?.cursor ?? null) : null;
        } while (after !== null);
        expect(seen.toSorted((left, right) => left - right)).toEqual(
          Array.from({ length: 45 }, (_, at) => at),
        );
        if (sort === 'OLDEST') expect(seen).toEqual(seen.toSorted((left, right) => left - right));
      }
    });

    it('follows changes: what is put again replaces, what is dropped is gone, and repeating changes nothing', async () => {
      await fill([indexed(asset(0, {}, { title: { en: 'Heron' } }))]);
      const change = {
        to: 7,
        put: [
          indexed(asset(0, {}, { title: { en: 'Collar' }, access: 'OPEN' })),
          indexed(asset(1, {}, { title: { en: 'Apron' } })),
        ],
        drop: [],
      };
      await index.apply(change);
      await index.apply(change);
      expect(await index.position()).toMatchObject({ leaves: 7, mapping: MAPPING });
      expect(numbersOf(await ask('heron'))).toEqual([]);
      expect(numbersOf(await ask('collar'))).toEqual([0]);
      expect(await index.completions('her', 9)).toEqual([]);
      expect(await index.completions('a', 9)).toEqual(['apron']);
      expect(await found({ access: 'OPEN' })).toEqual([0]);
      await index.apply({ to: 8, put: [], drop: [asset(0).id] });
      expect(numbersOf(await index.search(QUESTION))).toEqual([1]);
      expect(numbersOf(await ask('collar'))).toEqual([]);
      // Restricted later: at once for its people alone.
      await index.apply({
        to: 9,
        put: [indexed(asset(1, {}, { title: { en: 'Apron' }, access: 'RESTRICTED' }))],
        drop: [],
      });
      expect(numbersOf(await ask('apron'))).toEqual([]);
      expect(await index.completions('apr', 9)).toEqual([]);
      expect(numbersOf(await ask('apron', { audience: { organizationIds: [MUSEUM] } }))).toEqual([1]);
    });

    it('answers as before until an index that is made anew is whole', async () => {
      await fill([indexed(asset(0, {}, { title: { en: 'Heron' } }))]);
      const answers: Found[] = [];
      const batches = async function* () {
        yield [indexed(asset(1, {}, { title: { en: 'Collar' } }))];
        answers.push(await ask('heron'));
        yield [indexed(asset(2, {}, { title: { en: 'Apron' } }))];
        answers.push(await ask('collar'));
      };
      const progress: number[] = [];
      await index.rebuild(batches(), { leaves: 3, mapping: MAPPING }, (built) => progress.push(built));
      expect(answers.map(({ total }) => total)).toEqual([1, 0]);
      expect(progress).toEqual([1, 2]);
      expect(numbersOf(await ask('heron'))).toEqual([]);
      expect(numbersOf(await ask('collar'))).toEqual([1]);
      expect(await index.position()).toMatchObject({ leaves: 3, mapping: MAPPING });
    });

    it.each([
      'a"b OR c* NEAR(d) {x} ^y:z -q',
      '.*+?^${}()|[]\\',
      '🦋🦋 😀',
      '\u{D800} lone',
      '\u0000\u0007 control',
      'ﬁligree Ａ',
      '𠀀𠀁',
      'the of and',
      'x'.repeat(200),
      'מִלָּה كلمة слово',
    ])('takes %j for words', async (text) => {
      await fill([indexed(asset(0, {}, { title: { en: `about ${text}` } }))]);
      const groups = groupsOf(text);
      if (groups.length === 0) return;
      expect(numbersOf(await ask(text))).toEqual([0]);
    });
  });
}

function tally(values: readonly unknown[]): Record<string, number> {
  return Object.fromEntries(
    [...new Set(values)].map((value) => [String(value), values.filter((each) => each === value).length]),
  );
}

function said(counted: readonly Counted<unknown>[]): Record<string, number> {
  return Object.fromEntries(counted.map(({ value, count }) => [String(value), count]));
}

function keyOf({ vocabulary, code, proposedBy }: CatalogTerm): string {
  return `${vocabulary}/${code}/${proposedBy ?? ''}`;
}
