import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { COVER } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { readAll } from '../../../../lib/session/connections.ts';

const ORDERS = graphql(
  `
    query DeskOrderList($id: ID!, $after: String) {
      orders(holder: $id, first: 40, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
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
            licensee {
              slug
              name {
                en
                zh
              }
            }
            asset {
              id
              title {
                en
                zh
              }
              community {
                name {
                  en
                  zh
                }
              }
              cover {
                ...CoverFields
              }
            }
          }
        }
      }
    }
  `,
  [COVER],
);

export type DeskOrder = ResultOf<typeof ORDERS>['orders']['edges'][number]['node'];

/** Those that were paid outside of the platform and became licenses. */
export function useInvoiced(holder: string) {
  return useQuery({
    queryKey: ['desk-invoiced', holder],
    queryFn: async ({ signal }) => {
      const orders = await readAll(
        async (after) => (await request(ORDERS, { id: holder, after }, { signal })).orders,
      );
      return orders.filter(({ state }) => state === 'LICENSED');
    },
  });
}
