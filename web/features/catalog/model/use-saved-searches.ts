import { useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../../lib/session/api.ts';
import { useSession } from '../../../lib/session/session.tsx';
import type { Filter } from './catalog-state.ts';
import { DELETE_SEARCH, RENAME_SEARCH, SAVE_SEARCH, SAVED_SEARCHES } from './saved-search-documents.ts';

const KEY = ['saved-searches'] as const;

/** One's own, by name; not asked for while nobody is signed in. */
export function useSavedSearches() {
  const { me } = useSession();
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await request(SAVED_SEARCHES, {}, { signal })).savedSearches,
    enabled: me !== null,
  });
}

export interface SavedSearchActs {
  save(name: string, filter: Filter): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
}

export function useSavedSearchActs(): SavedSearchActs {
  const cache = useQueryClient();
  const changed = () => cache.invalidateQueries({ queryKey: KEY });
  return {
    async save(name, filter) {
      await request(SAVE_SEARCH, { name, filter });
      await changed();
    },
    async rename(id, name) {
      await request(RENAME_SEARCH, { id, name });
      await changed();
    },
    async remove(id) {
      await request(DELETE_SEARCH, { id });
      await changed();
    },
  };
}
