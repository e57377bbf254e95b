import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { nextCursor } from '../../desk/model/pages-of.ts';

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
  return useInfiniteQuery({
    queryKey: ['desk-earnings', id],
    queryFn: async ({ signal, pageParam }) =>
      (await request(EARNINGS, { id, after: pageParam }, { signal })).earnings,
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });
}
