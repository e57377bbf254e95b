import { request } from '../../lib/api.ts';
import { graphql, type ResultOf } from '../../lib/graphql.ts';

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
export type ListedOrder = ResultOf<typeof ORDERS>['orders']['edges'][number]['node'];

interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

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

/** Newest first. */
export function listLicenses(licensee: string, signal: AbortSignal): Promise<ListedLicense[]> {
  return readAll(async (after) => (await request(LICENSES, { licensee, after }, { signal })).licenses);
}

/** Newest first. */
export function listOrders(licensee: string, signal: AbortSignal): Promise<ListedOrder[]> {
  return readAll(async (after) => (await request(ORDERS, { licensee, after }, { signal })).orders);
}
