import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { nextCursor } from '../../../lib/session/connections.ts';
import { errorCode } from '../../../lib/session/error-text.ts';
import { request } from '../../../lib/session/api.ts';
import { takeFirstAnswer } from '../../../lib/session/first-answer.ts';
import {
  type CatalogState,
  filterOf,
  readCatalogState,
  type Sort,
  sortOf,
  withText,
  writeCatalogState,
} from './catalog-state.ts';
import { CATALOG_ASSETS, type CatalogFacets, firstCatalogVariables } from './documents.ts';

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

interface AskedPage {
  readonly filter: ReturnType<typeof filterOf>;
  readonly sort: Sort;
  readonly after: string | null;
  readonly signal: AbortSignal;
}

async function readPage({ filter, sort, after, signal }: AskedPage) {
  const variables = { ...firstCatalogVariables({ filter, sort }), after, isFirst: after === null };
  return (await request(CATALOG_ASSETS, variables, { signal })).assets;
}

/** Pages of assets, in the query cache for as long as somebody may come back to them. */
export function useCatalogAssets(state: CatalogState) {
  const filter = filterOf(state);
  const sort = sortOf(state);
  return useInfiniteQuery({
    queryKey: ['catalog', 'assets', filter, sort],
    queryFn: async ({ pageParam, signal }) => {
      const asked = { filter, sort, after: pageParam, signal };
      try {
        return { ...(await readPage(asked)), isTextLeftOut: false };
      } catch (error) {
        if (errorCode(error) !== 'SEARCH_NOT_READY' || filter.text === undefined) throw error;
        // Until there is an index, what the other conditions find.
        const listed = withText(state, '');
        const page = await readPage({ ...asked, filter: filterOf(listed), sort: sortOf(listed) });
        return { ...page, isTextLeftOut: true };
      }
    },
    initialData: () => {
      const first = takeFirstAnswer(CATALOG_ASSETS, firstCatalogVariables({ filter, sort }))?.assets;
      return first && { pages: [{ ...first, isTextLeftOut: false }], pageParams: [null] };
    },
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
    staleTime: FRESH_MS,
    gcTime: KEPT_MS,
    retry: (failures, error) => errorCode(error) !== 'BAD_INPUT' && failures < 2,
  });
}

/** What there is to narrow down by; the last one stays until the next is here. Null: it can't be counted now. */
export function useCatalogFacets({
  data,
}: Pick<ReturnType<typeof useCatalogAssets>, 'data'>): CatalogFacets | null | undefined {
  const now = data?.pages[0]?.facets;
  const [last, setLast] = useState(now);
  if (now !== undefined && now !== last) setLast(now);
  return now === undefined ? last : now;
}
