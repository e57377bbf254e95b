import { request } from '../../lib/api.ts';
import { graphql, type ResultOf } from '../../lib/graphql.ts';

const ORGANIZATIONS = graphql(`
  query RequestedOrganizations($after: String) {
    organizations(first: 100, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          slug
          kind
          isAdmitted
          requestedBy
          name {
            en
            zh
          }
        }
      }
    }
  }
`);

type Organization = ResultOf<typeof ORGANIZATIONS>['organizations']['edges'][number]['node'];

/** Profiles that the key asked for, which wait for the accreditor or were admitted. */
export async function fetchMyRequests(
  address: string,
  signal: AbortSignal,
): Promise<readonly Organization[]> {
  const mine: Organization[] = [];
  let after: string | null = null;
  do {
    const { organizations }: ResultOf<typeof ORGANIZATIONS> = await request(
      ORGANIZATIONS,
      { after },
      { signal },
    );
    mine.push(
      ...organizations.edges
        .map(({ node }) => node)
        .filter(({ requestedBy }) => requestedBy?.toLowerCase() === address.toLowerCase()),
    );
    after = organizations.pageInfo.hasNextPage ? organizations.pageInfo.endCursor : null;
  } while (after !== null);
  return mine;
}
