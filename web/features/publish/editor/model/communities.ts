import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { COMMUNITIES, type Community } from './queries.ts';

/** Every admitted community, by name. */
export function useCommunities(): readonly Community[] | null {
  const { data = null } = useQuery({
    queryKey: ['publish', 'communities'],
    staleTime: 5 * 60_000,
    queryFn: async ({ signal }) => {
      const found: Community[] = [];
      let after: string | null = null;
      do {
        const { organizations: page } = await askPage(after, signal);
        found.push(...page.edges.map(({ node }) => node).filter(({ isAdmitted }) => isAdmitted));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null);
      return found;
    },
  });
  return data;
}

function askPage(after: string | null, signal: AbortSignal) {
  return request(COMMUNITIES, { after }, { signal });
}
