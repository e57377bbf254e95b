import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { request } from '../../../lib/session/api.ts';
import { SEARCH_STATE } from './documents.ts';

const ASK_EVERY_MS = 3_000;
/** What does not answer is tried again by searching. */
const TRY_EVERY_MS = 15_000;

/** How far the index is; loads the catalog anew when it is there. For as long as pages have no counts. */
export function useSearchState() {
  const cache = useQueryClient();
  const { data } = useQuery({
    queryKey: ['search-state'],
    queryFn: async ({ signal }) => (await request(SEARCH_STATE, {}, { signal })).searchState,
    refetchInterval: ASK_EVERY_MS,
    staleTime: 0,
    gcTime: 0,
  });
  const isReady = data?.isReady === true;
  const isBuilding = data?.total != null;
  useEffect(() => {
    const load = () => void cache.invalidateQueries({ queryKey: ['catalog'] });
    if (isReady) load();
    if (isReady || isBuilding) return undefined;
    const timer = setInterval(load, TRY_EVERY_MS);
    return () => clearInterval(timer);
  }, [cache, isReady, isBuilding]);
  return data ?? null;
}
