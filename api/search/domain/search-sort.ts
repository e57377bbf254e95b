import { ASSET_SORTS } from '../../assets/domain/asset-query.ts';

/** RELEVANCE: how well they answer the text; without one, the newest first. */
export const SEARCH_SORTS = ['RELEVANCE', ...ASSET_SORTS] as const;
export type SearchSort = (typeof SEARCH_SORTS)[number];
