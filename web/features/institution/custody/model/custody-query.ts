import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { COVER, NAMED_ORGANIZATION } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { readAll } from '../../../../lib/session/connections.ts';

const MOVING = graphql(
  `
    query MovingCustody($filter: AssetFilter!, $after: String) {
      assets(filter: $filter, first: 60, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            identifier
            title {
              en
              zh
            }
            cover {
              ...CoverFields
            }
            holder {
              slug
              name {
                en
                zh
              }
            }
            custodyOffer {
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
  `,
  [COVER],
);

const CUSTODY = graphql(
  `
    query Custody($id: ID!) {
      asset(id: $id) {
        id
        identifier
        isWithdrawn
        title {
          en
          zh
        }
        cover {
          ...CoverFields
        }
        holder {
          ...NamedOrganization
        }
        community {
          name {
            en
            zh
          }
        }
        custodyOffer {
          ...NamedOrganization
        }
        offers {
          id
        }
        consent {
          lastDay
        }
        disputes {
          openedAt
        }
      }
    }
  `,
  [COVER, NAMED_ORGANIZATION],
);

const TAKERS = graphql(
  `
    query Takers($after: String) {
      organizations(first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...NamedOrganization
            kind
            isAdmitted
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export type MovingAsset = ResultOf<typeof MOVING>['assets']['edges'][number]['node'];
export type CustodyAsset = NonNullable<ResultOf<typeof CUSTODY>['asset']>;

/** Assets that are offered to an organization, or by it. */
export function useMoving(id: string, direction: 'in' | 'out') {
  const filter = direction === 'in' ? { custodyOfferedTo: id } : { holder: id, isCustodyOffered: true };
  return useQuery({
    queryKey: ['moving-custody', id, direction],
    queryFn: ({ signal }) =>
      readAll(async (after) => (await request(MOVING, { filter, after }, { signal })).assets),
  });
}

/** Null when it does not exist for the one who asks. */
export function useCustody(id: string) {
  return useQuery({
    queryKey: ['custody', id],
    queryFn: async ({ signal }) => (await request(CUSTODY, { id }, { signal })).asset,
  });
}

/** Who may take an asset over, institutions first. */
export function useTakers(holder: string) {
  return useQuery({
    queryKey: ['takers', holder],
    queryFn: async ({ signal }) => {
      const all = await readAll(
        async (after) => (await request(TAKERS, { after }, { signal })).organizations,
      );
      const rank = ({ kind }: (typeof all)[number]) => (kind === 'INSTITUTION' ? 0 : 1);
      return all
        .filter(({ id, isAdmitted }) => isAdmitted && id !== holder)
        .sort((left, right) => rank(left) - rank(right));
    },
  });
}
