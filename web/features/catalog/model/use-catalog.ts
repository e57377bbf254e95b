import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { nextCursor } from '../../../lib/session/connections.ts';
import { request } from '../../../lib/session/api.ts';
import { takeFirstAnswer } from '../../../lib/session/first-answer.ts';
import { type CatalogState, filterOf, readCatalogState, writeCatalogState } from './catalog-state.ts';
import { CATALOG_ASSETS, CATALOG_FACETS, firstCatalogVariables } from './documents.ts';

/** A visitor who comes back from an asset finds the pages where they were. */
const KEPT_MS = 30 * 60_000;
const FRESH_MS = 60_000;

export interface CatalogChoice {
  readonly state: CatalogState;
  /** Shows another state, under its own address. */
  change(next: CatalogState): void;
}

export function useCatalogState(): CatalogChoice {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readCatalogState(params), [params]);
  const change = useCallback(
    // Drawn at once, so that a second click builds on the first; what is clicked stays under the pointer.
    (next: CatalogState) => setParams(writeCatalogState(next), { flushSync: true, preventScrollReset: true }),
    [setParams],
  );
  return { state, change };
}

/** Pages of assets, in the query cache for as long as somebody may come back to them. */
export function useCatalogAssets(state: CatalogState) {
  const filter = filterOf(state);
  return useInfiniteQuery({
    queryKey: ['catalog', 'assets', filter, state.sort],
    queryFn: async ({ pageParam, signal }) => {
      const variables = { ...firstCatalogVariables({ filter, sort: state.sort }), after: pageParam };
      return (await request(CATALOG_ASSETS, variables, { signal })).assets;
    },
    initialData: () => {
      const variables = firstCatalogVariables({ filter, sort: state.sort });
      const first = takeFirstAnswer(CATALOG_ASSETS, variables)?.assets;
      return first && { pages: [first], pageParams: [null] };
    },
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
    staleTime: FRESH_MS,
    gcTime: KEPT_MS,
  });
}

/** What there is to narrow down by, with counts; the last one stays until the next is here. */
export function useCatalogFacets(state: CatalogState) {
  const filter = filterOf(state);
  return useQuery({
    queryKey: ['catalog', 'facets', filter],
    queryFn: async ({ signal }) => (await request(CATALOG_FACETS, { filter }, { signal })).assetFacets,
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    gcTime: KEPT_MS,
  });
}
