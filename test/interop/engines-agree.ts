import fc from 'fast-check';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { type OrganizationId, organizationIdOf, parseAssetId } from '@lanran/protocol/kernel/ids';
import { ACCESS_LEVELS, ASSET_KINDS, type Term } from '@lanran/api/assets/domain/asset';
import { ASSET_COLORS } from '@lanran/protocol/assets/colors';
import type { MeantFilter } from '@lanran/api/assets/domain/asset-query';
import { SEARCH_SORTS } from '@lanran/api/search/domain/search-sort';
import { plan } from '@lanran/api/search/domain/plan';
import type { IndexQuery } from '@lanran/api/search/ports/asset-index';
import { ConceptLabelsReader } from '@lanran/api/search/services/concept-labels-reader';
import { toIndexedAsset } from '@lanran/api/search/services/indexed-assets';
import { SHIPPED_READER, shippedConcepts } from '../support/concepts.ts';
import { buildAsset } from '../api/graphql/graphql-stage.ts';

const TODAY = 20_000;
const PARTIES = ['museum', 'archive', 'xijiang'].map((slug) => organizationIdOf(slug)) as [
  OrganizationId,
  ...OrganizationId[],
];
const WORDS = [
  ...['heron', 'Heronry', 'butterfly', 'butterflies', 'collar', 'apron', 'batik', 'Miao', 'the', 'hudie'],
  ...['蝴蝶', '蝴蝶妈妈', '蠟染', '蜡染', '苗族', '鱼', '纹', '的', 'GZ.2019.0123', 'ﬁligree', '𠀀𠀁', '½'],
];
const TERMS: readonly Term[] = [
  { vocabulary: 'technique', code: 'batik', en: 'Batik', zh: '蜡染' },
  { vocabulary: 'technique', code: 'tie-dye' },
  { vocabulary: 'technique', code: 'velvet', en: 'Velvet' },
  { vocabulary: 'technique', code: 'velvet', en: 'Plush' },
  { vocabulary: 'motif', code: 'butterfly' },
];
const concepts = await shippedConcepts();
const labels = await new ConceptLabelsReader(SHIPPED_READER).current();

const party = fc.constantFrom(...PARTIES);
const text = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 })
  .map((words) => words.join(' '));
const day = fc.integer({ min: TODAY - 3, max: TODAY + 3 });
const days = fc.record({ firstDay: day, lastDay: day });
const territories = fc
  .uniqueArray(fc.constantFrom(0n, 1n, 100n, 248n, 255n), { maxLength: 3 })
  .map((bits) => bits.reduce<bigint>((sum, bit) => sum | (1n << bit), 0n).toString());
const media = fc.constantFrom(0, 1, 2, 3, 6, 0x8000, 0xffffffff);
const uses = fc.record({ media, territories, firstDay: day, lastDay: day });
const sale = uses.map((each) => ({ ...each, token: parseAddress(`0x${'00'.repeat(20)}`), price: '100' }));

/** An asset of any kind, with what is known of its sale. */
const asset = fc.record({
  holder: party,
  community: fc.option(party),
  custodyOffer: fc.option(party, { freq: 5 }),
  isWithdrawn: fc.boolean(),
  metadata: fc.record({
    access: fc.constantFrom(...ACCESS_LEVELS),
    kind: fc.constantFrom(...ASSET_KINDS),
    title: fc.record({ en: text }),
    description: fc.record({ zh: text }),
    terms: fc.subarray([...TERMS]),
    identifier: fc.constantFrom('GZ.2019.0123', 'HL-7', 'heron'),
  }),
  availability: fc.record({
    consentUntil: fc.option(day),
    offeredUntil: fc.option(day),
    saleDays: fc.array(days, { maxLength: 2 }),
    sales: fc.array(sale, { maxLength: 2 }),
    taken: fc.array(uses, { maxLength: 1 }),
  }),
  colors: fc.subarray([...ASSET_COLORS], { maxLength: 3 }),
});

/** So many assets, published one after the other. */
export const catalog = (maxLength: number, minLength = 0) =>
  fc.array(asset, { minLength, maxLength }).map((assets) =>
    assets.map(({ metadata, availability, colors, ...rest }, number) =>
      toIndexedAsset(
        {
          asset: buildAsset(
            {
              ...rest,
              id: parseAssetId(`0x${(number + 1).toString(16).padStart(64, '0')}`),
              publishedIndex: number,
            },
            metadata,
          ),
          availability,
        },
        { namesOf: () => null, colorsOf: () => colors, concepts },
      ),
    ),
  );

const key = fc.record(
  {
    vocabulary: fc.constant('technique' as const),
    code: fc.constantFrom('batik', 'velvet'),
    proposedBy: party,
  },
  { requiredKeys: ['vocabulary', 'code'] },
);
const filter: fc.Arbitrary<MeantFilter> = fc.record(
  {
    kind: fc.constantFrom(...ASSET_KINDS),
    access: fc.constantFrom(...ACCESS_LEVELS),
    community: party,
    holder: party,
    hasCommunity: fc.boolean(),
    isWithdrawn: fc.boolean(),
    peoples: fc.subarray(['miao', 'dong']),
    term: key,
    terms: fc.array(key, { maxLength: 2 }),
    anyTerm: fc.array(key, { maxLength: 2 }),
    custodyOfferedTo: party,
    isCustodyOffered: fc.boolean(),
    hasConsent: fc.boolean(),
    hasOffer: fc.boolean(),
    onOffer: fc.boolean(),
    licensable: uses,
    colors: fc.subarray([...ASSET_COLORS], { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: [] },
);
/** Mostly without conditions: many together find nothing. */
const loose = fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: filter });
const one = filter.chain((conditions) => {
  const names = Object.keys(conditions) as (keyof MeantFilter)[];
  return names.length === 0
    ? fc.constant({})
    : fc.constantFrom(...names).map((name) => ({ [name]: conditions[name] }));
});

export const EVERYTHING: IndexQuery = {
  groups: [],
  filter: {},
  audience: { organizationIds: [] },
  today: TODAY,
  sort: 'NEWEST',
  first: 20,
  after: null,
  maxTerms: 50,
};

/** A question of any kind. */
export const question: fc.Arbitrary<IndexQuery> = fc.record({
  groups: fc.option(text, { nil: '' }).map((typed) => plan(typed, labels).groups),
  filter: fc.oneof(loose, one),
  audience: fc.record({ organizationIds: fc.uniqueArray(party, { maxLength: 2 }) }),
  today: fc.constant(TODAY),
  sort: fc.constantFrom(...SEARCH_SORTS),
  first: fc.constantFrom(1, 3, 20),
  after: fc.constantFrom(null, '2', '30'),
  maxTerms: fc.constantFrom(null, 1, 50),
});
