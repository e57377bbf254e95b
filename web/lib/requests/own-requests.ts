import { useQuery } from '@tanstack/react-query';
import { request } from '../session/api.ts';
import { graphql, type ResultOf } from '../session/graphql.ts';
import { useSession } from '../session/session.tsx';

const OWN_REQUESTS = graphql(`
  query OwnRequests {
    requests(role: ASKER, first: 50) {
      edges {
        node {
          id
          kind
          parties {
            role
            organization {
              id
            }
          }
          items {
            assetId
            state
          }
        }
      }
    }
  }
`);

export type OwnRequest = ResultOf<typeof OWN_REQUESTS>['requests']['edges'][number]['node'];

/** The 50 requests of the reader that changed last, the latest first; none until they are known. */
export function useOwnRequests({ isEnabled }: { readonly isEnabled: boolean }): readonly OwnRequest[] {
  const { me } = useSession();
  const { data } = useQuery({
    queryKey: ['requests', me?.address, 'own'],
    queryFn: async ({ signal }) =>
      (await request(OWN_REQUESTS, {}, { signal })).requests.edges.map(({ node }) => node),
    enabled: isEnabled && me !== null,
  });
  return data ?? [];
}

type RequestState = OwnRequest['items'][number]['state'];

interface AgreedUses {
  readonly requestIds: readonly string[];
  readonly count: number;
}

/** What all agreed on and one organization has not bought yet. */
export function agreedOf(requests: readonly OwnRequest[], organizationId: string | null): AgreedUses {
  const agreed = requests
    .filter(({ parties }) =>
      parties.some(({ role, organization }) => role === 'ASKER' && organization?.id === organizationId),
    )
    .map(({ id, items }) => ({ id, count: items.filter(({ state }) => state === 'AGREED').length }))
    .filter(({ count }) => count > 0);
  return {
    requestIds: agreed.map(({ id }) => id),
    count: agreed.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Nobody has to do anything for it any more. */
export function isOver(state: RequestState): boolean {
  return !['ASKED', 'ANSWERED', 'AGREED'].includes(state);
}

/** The latest request for the use of an asset; null where there is none. */
export function lastAskedFor(
  requests: readonly OwnRequest[],
  assetId: string,
): { readonly id: string; readonly state: RequestState } | null {
  for (const { id, kind, items } of requests) {
    const item = kind === 'USE' ? items.find((each) => each.assetId === assetId) : undefined;
    if (item !== undefined) return { id, state: item.state };
  }
  return null;
}

/** Where all of these are bought in one sheet. */
export function checkoutAddress(requestIds: readonly string[]): string {
  return `/checkout?requests=${requestIds.join(',')}`;
}
