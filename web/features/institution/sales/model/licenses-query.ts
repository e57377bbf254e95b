import { request } from '../../../../lib/session/api.ts';
import { COVER, TERMS } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { readAll } from '../../../../lib/session/connections.ts';
import { usePages } from '../../../../lib/session/use-pages.ts';

const LICENSES = graphql(
  `
    query DeskLicenses($id: ID!, $after: String) {
      licenses(holder: $id, first: 50, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...TermsFields
            id
            origin
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
                ...CoverFields
              }
            }
          }
        }
      }
    }
  `,
  [COVER, TERMS],
);

export type DeskLicense = ResultOf<typeof LICENSES>['licenses']['edges'][number]['node'];

export function useLicenses(holder: string) {
  return usePages({
    queryKey: ['desk-licenses', holder],
    readPage: async (after, signal) => (await request(LICENSES, { id: holder, after }, { signal })).licenses,
  });
}

/** All of them, for a table to keep. */
export function readLicenses(holder: string): Promise<DeskLicense[]> {
  return readAll(async (after) => (await request(LICENSES, { id: holder, after })).licenses);
}
