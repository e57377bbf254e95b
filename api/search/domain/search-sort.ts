import { ASSET_SORTS } from '../../assets/domain/asset-query.ts';

/** Within the currency that the filter names. */
export const PRICE_SORTS = ['PRICE_ASC', 'PRICE_DESC'] as const;
export type PriceSort = (typeof PRICE_SORTS)[number];

/** RELEVANCE: how well they answer the text; without one, the newest first. */
export const SEARCH_SORTS = ['RELEVANCE', ...ASSET_SORTS, ...PRICE_SORTS] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];

export function isPriceSort(sort: SearchSort): sort is PriceSort {
  return PRICE_SORTS.some((known) => known === sort);
}
