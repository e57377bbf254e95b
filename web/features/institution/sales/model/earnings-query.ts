import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { usePages } from '../../../../lib/session/use-pages.ts';

const CREDITS = graphql(`
  query Credits($id: ID!) {
    organization(id: $id) {
      payout
      credits {
        amount
        token
      }
    }
  }
`);

const EARNINGS = graphql(`
  query DeskEarnings($id: ID!, $after: String) {
    earnings(organizationId: $id, first: 40, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        cursor
        node {
          kind
          at
          transaction
          amount {
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
          license {
            id
            licensee {
              slug
              name {
                en
                zh
              }
            }
          }
        }
      }
    }
  }
`);

export type EarningEdge = ResultOf<typeof EARNINGS>['earnings']['edges'][number];

export function useCredits(id: string) {
  return useQuery({
    queryKey: ['credits', id],
    queryFn: async ({ signal }) => (await request(CREDITS, { id }, { signal })).organization,
  });
}

export function useEarnings(id: string) {
  return usePages({
    queryKey: ['desk-earnings', id],
    readPage: async (after, signal) => (await request(EARNINGS, { id, after }, { signal })).earnings,
  });
}
