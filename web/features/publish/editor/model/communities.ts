import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { readAll } from '../../../../lib/session/connections.ts';
import { COMMUNITIES, type Community } from './queries.ts';

/** Every admitted community, by name. */
export function useCommunities(): readonly Community[] | null {
  const { data = null } = useQuery({
    queryKey: ['publish', 'communities'],
    staleTime: 5 * 60_000,
    queryFn: async ({ signal }) => {
      const all = await readAll(
        async (after) => (await request(COMMUNITIES, { after }, { signal })).organizations,
      );
      return all.filter(({ isAdmitted }) => isAdmitted);
    },
  });
  return data;
}
