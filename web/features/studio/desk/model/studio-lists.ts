import { request } from '../../../../lib/session/api.ts';
import { readAll } from '../../../../lib/session/connections.ts';
import { WINDOW } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const LICENSES = graphql(
  `
    query StudioLicenses($licensee: ID!, $after: String) {
      licenses(licensee: $licensee, first: 50, after: $after) {
        edges {
          node {
            ...WindowFields
            id
            exclusive
            isRevoked
            soldAt
            version {
              version
              publishedAt
            }
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
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [WINDOW],
);

const GRANTED_PART = graphql(
  `
    fragment GrantedPart on License @_unmask {
      ...WindowFields
      id
      parent
      isRevoked
      licensee {
        id
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
      }
    }
  `,
  [WINDOW],
);

const GRANTED_BY = graphql(
  `
    query StudioGranted($grantor: ID!, $after: String) {
      licenses(grantor: $grantor, first: 50, after: $after) {
        edges {
          node {
            ...GrantedPart
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  `,
  [GRANTED_PART],
);

const GRANTED_OF = graphql(
  `
    query LicenseGranted($id: ID!, $after: String) {
      license(id: $id) {
        granted(first: 50, after: $after) {
          edges {
            node {
              ...GrantedPart
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  `,
  [GRANTED_PART],
);

export type ListedLicense = ResultOf<typeof LICENSES>['licenses']['edges'][number]['node'];
export type GrantedPart = ResultOf<typeof GRANTED_PART>;

/** The licenses of an organization, newest first; sorting and filtering need them all. */
export function licensesQuery(licensee: string) {
  return {
    queryKey: ['studio', 'licenses', licensee],
    queryFn: ({ signal }: { readonly signal: AbortSignal }): Promise<ListedLicense[]> =>
      readAll(async (after) => (await request(LICENSES, { licensee, after }, { signal })).licenses),
  };
}

/** Parts that an organization granted of licenses that it has, newest first. */
export function listGrantedBy(grantor: string, signal: AbortSignal): Promise<GrantedPart[]> {
  return readAll(async (after) => (await request(GRANTED_BY, { grantor, after }, { signal })).licenses);
}

/** Parts of one license that were granted to others, newest first. */
export function listGrantedOf(id: string, signal: AbortSignal): Promise<GrantedPart[]> {
  return readAll(
    async (after) => (await request(GRANTED_OF, { id, after }, { signal })).license?.granted ?? null,
  );
}
