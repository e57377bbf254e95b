import { useInfiniteQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { nextCursor, readAll } from '../../desk/model/pages-of.ts';

const LICENSES = graphql(`
  query DeskLicenses($id: ID!, $after: String) {
    licenses(holder: $id, first: 50, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          origin
          media
          territories
          firstDay
          lastDay
          exclusive
          rights
          communityShareBps
          isRevoked
          soldAt
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
            cover {
              id
              image {
                width
                height
                placeholder
              }
            }
          }
        }
      }
    }
  }
`);

export type DeskLicense = ResultOf<typeof LICENSES>['licenses']['edges'][number]['node'];

export function useLicenses(holder: string) {
  return useInfiniteQuery({
    queryKey: ['desk-licenses', holder],
    queryFn: async ({ signal, pageParam }) =>
      (await request(LICENSES, { id: holder, after: pageParam }, { signal })).licenses,
    initialPageParam: null as string | null,
    getNextPageParam: nextCursor,
  });
}

/** All of them, for a table to keep. */
export function readLicenses(holder: string): Promise<DeskLicense[]> {
  return readAll(async (after) => (await request(LICENSES, { id: holder, after })).licenses);
}
