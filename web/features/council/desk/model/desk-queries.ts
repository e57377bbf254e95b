import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { NAMED_ORGANIZATION } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { asCouncil, type Council } from './council.ts';

const ORDERS = graphql(
  `
    query CouncilOrders($community: ID!) {
      orders(community: $community, first: 50) {
        totalCount
        edges {
          node {
            id
            state
            isPaid
            isShared
            orderedAt
            terms
            price {
              amount
              token
            }
            asset {
              id
              title {
                en
                zh
              }
            }
            holder {
              ...NamedOrganization
            }
            licensee {
              name {
                en
                zh
              }
            }
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

const COLLECTIONS = graphql(
  `
    query CouncilCollections($communityId: ID!) {
      consentedCollections(communityId: $communityId) {
        root
        size
        holder {
          ...NamedOrganization
        }
        consent {
          media
          territories
          lastDay
          shareBps
          rights
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

const USES = graphql(
  `
    query CouncilUses($communityId: ID!) {
      useConsents(communityId: $communityId) {
        state
        lastDay
        licensee {
          ...NamedOrganization
        }
        asset {
          id
          title {
            en
            zh
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export type PermittedUse = ResultOf<typeof USES>['useConsents'][number];
export type CouncilOrder = ResultOf<typeof ORDERS>['orders']['edges'][number]['node'];
export type ConsentedCollection = ResultOf<typeof COLLECTIONS>['consentedCollections'][number];

export function useCouncilOrders(council: Council) {
  const community = council.community.id;
  return useQuery({
    queryKey: ['council-orders', community],
    queryFn: async ({ signal }) => {
      const { orders } = await request(ORDERS, { community }, { signal, ...asCouncil(council) });
      return orders.edges.map(({ node }) => node);
    },
    enabled: !council.isNamed,
  });
}

/** The single uses that were permitted, the latest change first. */
export function useUses(council: Council) {
  const communityId = council.community.id;
  return useQuery({
    queryKey: ['council-uses', communityId],
    queryFn: async ({ signal }) =>
      (await request(USES, { communityId }, { signal, ...asCouncil(council) })).useConsents,
    enabled: !council.isNamed,
  });
}

export function useConsentedCollections(council: Council) {
  const communityId = council.community.id;
  return useQuery({
    queryKey: ['council-collections', communityId],
    queryFn: async ({ signal }) =>
      (await request(COLLECTIONS, { communityId }, { signal, ...asCouncil(council) })).consentedCollections,
    enabled: !council.isNamed,
  });
}
