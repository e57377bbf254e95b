import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { readAll } from '../../../../lib/session/connections.ts';

const STANDING = graphql(`
  query DeskStanding($id: ID!) {
    drafts(organizationId: $id, first: 1) {
      totalCount
    }
    licensed: assetFacets(filter: { holder: $id, hasConsent: false, isWithdrawn: false, access: LICENSED }) {
      communities {
        count
        organization {
          id
          name {
            en
            zh
          }
        }
      }
    }
    open: assetFacets(filter: { holder: $id, hasConsent: false, isWithdrawn: false, access: OPEN }) {
      communities {
        count
        organization {
          id
          name {
            en
            zh
          }
        }
      }
    }
    incoming: assets(filter: { custodyOfferedTo: $id }, first: 1) {
      totalCount
    }
  }
`);

const OFFERED = graphql(`
  query DeskOffered($id: ID!, $after: String) {
    assets(filter: { holder: $id, hasOffer: true }, first: 40, after: $after) {
      edges {
        node {
          id
          title {
            en
            zh
          }
          offers {
            lastDay
          }
          disputes {
            organization {
              name {
                en
                zh
              }
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const REFUSED = graphql(`
  query DeskRefusals($id: ID!, $after: String) {
    consentRefusals(organizationId: $id, first: 40, after: $after) {
      edges {
        node {
          reason
          asset {
            id
            access
            isWithdrawn
            title {
              en
              zh
            }
          }
          community {
            id
            name {
              en
              zh
            }
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const ORDERS = graphql(`
  query DeskOrders($id: ID!, $after: String) {
    orders(holder: $id, first: 100, after: $after) {
      edges {
        node {
          id
          state
          isPaid
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const INVITATIONS = graphql(`
  query DeskInvitations($id: ID!) {
    invitations(organizationId: $id) {
      id
      role
      state
      label
      displayName
    }
  }
`);

const CREDITS = graphql(`
  query DeskCredits($id: ID!) {
    organization(id: $id) {
      credits {
        amount
        token
      }
    }
    jobs {
      name
      state
    }
  }
`);

/** What waits on an institution's desk. Parts that fail show their error and leave the others. */
export function useStanding(id: string, isHolder: boolean) {
  return useQuery({
    queryKey: ['desk-standing', id],
    queryFn: ({ signal }) => request(STANDING, { id }, { signal }),
    enabled: isHolder,
  });
}

export function useOffered(id: string, isHolder: boolean) {
  return useQuery({
    queryKey: ['desk-offered', id],
    queryFn: ({ signal }) =>
      readAll(async (after) => (await request(OFFERED, { id, after }, { signal })).assets),
    enabled: isHolder,
  });
}

/** What councils said no to, with their reasons. */
export function useRefusals(id: string, isHolder: boolean) {
  return useQuery({
    queryKey: ['desk-refusals', id],
    queryFn: ({ signal }) =>
      readAll(async (after) => (await request(REFUSED, { id, after }, { signal })).consentRefusals),
    enabled: isHolder,
  });
}

export function useDeskOrders(id: string, isHolder: boolean) {
  return useQuery({
    queryKey: ['desk-orders', id],
    queryFn: ({ signal }) =>
      readAll(async (after) => (await request(ORDERS, { id, after }, { signal })).orders),
    enabled: isHolder,
  });
}

/** For owners alone. */
export function useDeskInvitations(id: string, isOwner: boolean) {
  return useQuery({
    queryKey: ['desk-invitations', id],
    queryFn: async ({ signal }) => (await request(INVITATIONS, { id }, { signal })).invitations,
    enabled: isOwner,
  });
}

export function useCreditsAndJobs(id: string) {
  return useQuery({
    queryKey: ['desk-credits', id],
    queryFn: ({ signal }) => request(CREDITS, { id }, { signal }),
  });
}
