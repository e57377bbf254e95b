import { z } from 'zod';
import type { Day } from '@lanran/protocol/kernel/day';
import { type OrganizationId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import { ACCESS_LEVELS, ASSET_KINDS } from '../../../assets/domain/asset.ts';
import type { AssetFacets, Counted } from '../../../assets/domain/asset-query.ts';
import { ASSET_COLORS } from '@lanran/protocol/assets/colors';
import type { CatalogTerm } from '../../../assets/domain/catalog-term.ts';
import { termFacetKey } from '../../domain/term-keys.ts';
import { mostFirst } from '../../domain/text-order.ts';
import { isOnSale } from './conditions.ts';
import { bucketsIn, countIn, readAs } from './search-request.ts';

/** More than there will be organizations, or peoples. */
const MOST_VALUES = 10_000;
const OLDEST_FIRST = [{ publishedIndex: 'asc' }];

const Named = z.object({
  named: z.object({
    hits: z.object({ hits: z.array(z.object({ _source: z.object({ terms: z.array(z.unknown()) }) })) }),
  }),
});

interface FacetQuestion {
  readonly today: Day;
  readonly maxTerms: number;
}

/** Aggregations over what is found. */
export function facetRequest({ today, maxTerms }: FacetQuestion): Record<string, object> {
  const each = (field: string, size = MOST_VALUES) => ({ terms: { field, size } });
  return {
    kinds: each('kind'),
    access: each('access'),
    communities: each('community'),
    noCommunity: { missing: { field: 'community' } },
    holders: each('holder'),
    peoples: each('peoples'),
    colors: each('colors'),
    // As the oldest of the assets calls it.
    terms: {
      ...each('termKeys', Math.max(1, maxTerms)),
      aggs: { named: { top_hits: { size: 1, sort: OLDEST_FIRST, _source: ['terms'] } } },
    },
    onOffer: { filter: isOnSale(today) },
  };
}

/** What they counted. */
export function facetsIn(
  aggregations: Readonly<Record<string, unknown>>,
  { maxTerms }: FacetQuestion,
): AssetFacets {
  const counts = (name: string) =>
    bucketsIn(aggregations[name]).map(({ key, doc_count: count }) => ({ value: String(key), count }));
  const among = <T extends string>(known: readonly T[], name: string): Counted<T>[] => {
    const found = new Map(counts(name).map(({ value, count }) => [value, count]));
    const counted = known.map((value) => ({ value, count: found.get(value) ?? 0 }));
    return counted.filter(({ count }) => count > 0).sort((left, right) => right.count - left.count);
  };
  const organizations = (name: string) =>
    counts(name).map(({ value, count }) => ({ value: parseOrganizationId(value), count }));
  const without = { value: null, count: countIn(aggregations['noCommunity']) };
  const communities: Counted<OrganizationId | null>[] = [...organizations('communities'), without];
  return {
    kinds: among(ASSET_KINDS, 'kinds'),
    access: among(ACCESS_LEVELS, 'access'),
    communities: mostFirst(
      communities.filter(({ count }) => count > 0),
      (id) => id ?? '',
    ),
    holders: mostFirst(organizations('holders'), (id) => id),
    terms: bucketsIn(aggregations['terms'], { areSomeEnough: true })
      .slice(0, maxTerms)
      .map((bucket) => ({ value: namedIn(bucket), count: bucket.doc_count })),
    peoples: mostFirst(counts('peoples'), (code) => code),
    colors: mostFirst(among(ASSET_COLORS, 'colors'), (color) => color),
    onOffer: countIn(aggregations['onOffer']),
  };
}

/** Documents have the terms as they were put in. */
function namedIn(bucket: { readonly key: string | number }): CatalogTerm {
  const { named } = readAs(Named, bucket);
  const terms = named.hits.hits.flatMap(({ _source }) => _source.terms) as CatalogTerm[];
  const term = terms.find((each) => termFacetKey(each) === bucket.key);
  if (term === undefined) throw new RangeError(`no document has the term ${bucket.key}`);
  return term;
}
