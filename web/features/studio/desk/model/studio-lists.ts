import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const LICENSES = graphql(`
  query StudioLicenses($licensee: ID!, $after: String) {
    licenses(licensee: $licensee, first: 50, after: $after) {
      edges {
        node {
          id
          media
          territories
          firstDay
          lastDay
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
`);

const GRANTED_PART = graphql(`
  fragment GrantedPart on License @_unmask {
    id
    parent
    media
    territories
    firstDay
    lastDay
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
`);

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

const ORDERS = graphql(`
  query StudioOrders($licensee: ID!, $after: String) {
    orders(licensee: $licensee, first: 50, after: $after) {
      edges {
        node {
          id
          state
          isPaid
          isShared
          orderedAt
          price {
            amount
            token
          }
          holder {
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
            community {
              id
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

export type ListedLicense = ResultOf<typeof LICENSES>['licenses']['edges'][number]['node'];
export type GrantedPart = ResultOf<typeof GRANTED_PART>;
export type ListedOrder = ResultOf<typeof ORDERS>['orders']['edges'][number]['node'];

interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const NOTHING = { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };

/** So many that a person still looks through them; sorting and filtering need them all. */
const MAX_PAGES = 40;

async function readAll<Node>(readPage: (after: string | null) => Promise<Connection<Node>>): Promise<Node[]> {
  const nodes: Node[] = [];
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { edges, pageInfo }: Connection<Node> = await readPage(after);
    nodes.push(...edges.map(({ node }) => node));
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  return nodes;
}

/** The licenses of an organization, newest first. */
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
  return readAll(async (after) => {
    const { license } = await request(GRANTED_OF, { id, after }, { signal });
    return license?.granted ?? NOTHING;
  });
}

/** Newest first. */
export function listOrders(licensee: string, signal: AbortSignal): Promise<ListedOrder[]> {
  return readAll(async (after) => (await request(ORDERS, { licensee, after }, { signal })).orders);
}
