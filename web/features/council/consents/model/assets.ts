import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { usePages } from '../../../../lib/session/use-pages.ts';
import { COVER, NAMED_ORGANIZATION, TERMS } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { asCouncil, type Council } from '../../desk/model/council.ts';

const ASSETS = graphql(
  `
    query CouncilAssets($filter: AssetFilter!, $first: Int!, $after: String) {
      assets(filter: $filter, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            kind
            access
            synthetic
            identifier
            title {
              en
              zh
            }
            holder {
              ...NamedOrganization
            }
            cover {
              ...CoverFields
            }
            consent {
              collection
              media
              territories
              lastDay
              shareBps
              rights
            }
            consentToJoin {
              collection
              lastDay
            }
            consentRefusal {
              reason
              refusedAt
            }
            disputes {
              organization {
                id
              }
            }
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION, COVER],
);

const ASSET = graphql(
  `
    query CouncilAsset($id: ID!) {
      asset(id: $id) {
        id
        kind
        access
        synthetic
        identifier
        isWithdrawn
        title {
          en
          zh
        }
        description {
          en
          zh
        }
        community {
          id
        }
        holder {
          ...NamedOrganization
        }
        cover {
          ...CoverFields
        }
        consent {
          collection
          media
          territories
          lastDay
          shareBps
          rights
        }
        consentToJoin {
          collection
          media
          territories
          lastDay
          shareBps
          rights
        }
        consentRefusal {
          reason
          refusedAt
          refusedBy
        }
        useConsents {
          ...TermsFields
          state
          minPrice {
            amount
            token
          }
          shareBps
          licensee {
            ...NamedOrganization
          }
        }
        disputes {
          openedAt
          reason
          organization {
            id
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION, COVER, TERMS],
);

export type CouncilAsset = ResultOf<typeof ASSETS>['assets']['edges'][number]['node'];
export type WholeAsset = NonNullable<ResultOf<typeof ASSET>['asset']>;
export type Consent = NonNullable<WholeAsset['consent']>;

/** What all that is shown of an asset in a list has in common. */
export type ShownAsset = Pick<
  WholeAsset,
  'id' | 'kind' | 'access' | 'synthetic' | 'identifier' | 'title' | 'holder' | 'cover'
>;

interface AssetsQuestion {
  readonly hasConsent: boolean;
  readonly holder?: string;
  readonly first?: number;
}

/** The community's assets that are for sale or may be, with or without consent. */
export function useCouncilAssets(council: Council, { hasConsent, holder, first = 24 }: AssetsQuestion) {
  const community = council.community.id;
  const filter = { community, hasConsent, isWithdrawn: false, ...(holder !== undefined && { holder }) };
  return usePages({
    queryKey: ['council-assets', community, hasConsent, holder, first],
    readPage: async (after, signal) =>
      (await request(ASSETS, { filter, first, after }, { signal, ...asCouncil(council) })).assets,
  });
}

export function useCouncilAsset(council: Council, id: string | undefined) {
  return useQuery({
    queryKey: ['council-asset', id, council.safe?.address],
    queryFn: async ({ signal }) =>
      (await request(ASSET, { id: id ?? '' }, { signal, ...asCouncil(council) })).asset,
    enabled: id !== undefined,
  });
}
