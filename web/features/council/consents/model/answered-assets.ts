import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { readAll } from '../../../../lib/session/connections.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { asCouncil, type Council } from '../../desk/model/council.ts';

const ANSWERED = graphql(`
  query CouncilThreads($after: String) {
    requests(role: COMMUNITY, first: 50, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          parties {
            role
            organization {
              id
            }
          }
          items {
            assetId
            agreedBy
            waitsFor
            declinedBy
          }
        }
      }
    }
  }
`);

/** The request in which an asset was answered, by the id of the asset. */
export type AnsweredAssets = ReadonlyMap<string, string>;

type Thread = ResultOf<typeof ANSWERED>['requests']['edges'][number]['node'];

/** More threads than these were changed long ago. */
const MAX_PAGES = 4;

/** What the council answered in requests; of the 200 threads that changed last. */
export function useAnsweredAssets(council: Council) {
  const community = council.community.id;
  return useQuery({
    queryKey: ['requests', 'answered-assets', community, council.safe?.address],
    queryFn: async ({ signal }) => {
      const threads = await readAll(
        async (after) => (await request(ANSWERED, { after }, { signal, ...asCouncil(council) })).requests,
        MAX_PAGES,
      );
      return answeredIn(threads, community);
    },
  });
}

/** Assets that the community agreed to or declined in a thread, with the latest of these; none that a thread still asks it for. */
export function answeredIn(
  threads: readonly Pick<Thread, 'id' | 'parties' | 'items'>[],
  community: string,
): AnsweredAssets {
  const own = threads.filter(({ parties }) =>
    parties.some(({ role, organization }) => role === 'COMMUNITY' && organization?.id === community),
  );
  const answered = new Map<string, string>();
  const asked = new Set<string>();
  for (const { id, items } of own)
    for (const { assetId, agreedBy, waitsFor, declinedBy } of items) {
      if (waitsFor.includes('COMMUNITY')) asked.add(assetId);
      const isAnswer = declinedBy === 'COMMUNITY' || agreedBy.includes('COMMUNITY');
      if (isAnswer && !answered.has(assetId)) answered.set(assetId, id);
    }
  return new Map([...answered].filter(([assetId]) => !asked.has(assetId)));
}
