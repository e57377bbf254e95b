import { useQuery } from '@tanstack/react-query';
import { request } from '../session/api.ts';
import type { VariablesOf } from '../session/graphql.ts';
import { usePages } from '../session/use-pages.ts';
import { CALLS, CALLS_KEY, CALLS_OF_ASSET, OPEN_CALL_COUNT } from './call-documents.ts';

const FRESH_MS = 60_000;
const ROWS = 12;

/** Opened last first. */
export function useCalls(filter: VariablesOf<typeof CALLS>['filter'], first = ROWS) {
  return usePages({
    queryKey: [CALLS_KEY, 'list', filter, first],
    readPage: async (after, signal) => (await request(CALLS, { filter, first, after }, { signal })).calls,
  });
}

/** Null until known. */
export function useOpenCallCount(): number | null {
  const { data } = useQuery({
    queryKey: [CALLS_KEY, 'open-count'],
    queryFn: async ({ signal }) => (await request(OPEN_CALL_COUNT, {}, { signal })).calls.totalCount,
    staleTime: FRESH_MS,
  });
  return data ?? null;
}

/** The open calls that an asset is in; none until known. */
export function useCallsOfAsset(asset: string) {
  const { data } = useQuery({
    queryKey: [CALLS_KEY, 'of-asset', asset],
    queryFn: async ({ signal }) => (await request(CALLS_OF_ASSET, { asset }, { signal })).calls.edges,
    staleTime: FRESH_MS,
  });
  return data?.map(({ node }) => node) ?? [];
}
