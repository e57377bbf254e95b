import { useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../session/api.ts';
import { useSession } from '../session/session.tsx';
import { askFavorite } from './favorites.ts';
import { ADD_TO_LIST, CREATE_LIST, LISTS_FOR, REMOVE_FROM_LIST } from './list-documents.ts';

export const FAVORITES = 'favorites';
/** The queries of lists begin with this word. */
export const LISTS_KEY = 'lists';

function favoriteKey(assetId: string) {
  return ['favorite', assetId] as const;
}

/** Undefined until it is known, and for guests. */
export function useIsFavorite(assetId: string): boolean | undefined {
  const { me } = useSession();
  const { data } = useQuery({
    queryKey: favoriteKey(assetId),
    queryFn: () => askFavorite(assetId),
    enabled: me !== null,
    staleTime: 60_000,
  });
  return data;
}

/** One's lists, and which have the asset. */
export function useListsFor(assetId: string) {
  return useQuery({
    queryKey: [LISTS_KEY, 'for', assetId],
    queryFn: async ({ signal }) => (await request(LISTS_FOR, { ids: [assetId] }, { signal })).lists,
  });
}

export interface ListActs {
  setFavorite(assetId: string, isFavorite: boolean): Promise<void>;
  /** Puts it into the list, or takes it out. */
  put(id: string, assetId: string, isIn: boolean): Promise<void>;
  create(title: string, assetIds: readonly string[]): Promise<string>;
}

export function useListActs(): ListActs {
  const cache = useQueryClient();
  const changed = () => cache.invalidateQueries({ queryKey: [LISTS_KEY] });
  const send = async (id: string, assetId: string, isIn: boolean): Promise<void> => {
    const variables = { id, assetIds: [assetId] };
    if (isIn) await request(ADD_TO_LIST, variables);
    else await request(REMOVE_FROM_LIST, variables);
  };
  return {
    async setFavorite(assetId, isFavorite) {
      // An answer from before must not take the place of this one.
      await cache.cancelQueries({ queryKey: favoriteKey(assetId) });
      cache.setQueryData(favoriteKey(assetId), isFavorite);
      try {
        await send(FAVORITES, assetId, isFavorite);
      } catch (error) {
        cache.setQueryData(favoriteKey(assetId), !isFavorite);
        throw error;
      }
      await changed();
    },
    async put(id, assetId, isIn) {
      await send(id, assetId, isIn);
      await cache.invalidateQueries({ queryKey: favoriteKey(assetId) });
      await changed();
    },
    async create(title, assetIds) {
      const { createList } = await request(CREATE_LIST, { title, assetIds: [...assetIds] });
      await changed();
      return createList.id;
    },
  };
}
