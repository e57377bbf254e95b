import { COVER } from '../../../lib/session/fragments.ts';
import { graphql, type ResultOf, type VariablesOf } from '../../../lib/session/graphql.ts';

export const CATALOG_ASSETS = graphql(
  `
    query CatalogAssets($filter: AssetFilter, $first: Int!, $after: String, $sort: AssetSort!) {
      assets(filter: $filter, first: $first, after: $after, sort: $sort) {
        totalCount
        pageInfo {
          endCursor
          hasNextPage
        }
        edges {
          node {
            id
            kind
            synthetic
            isWithdrawn
            title {
              en
              zh
            }
            holder {
              id
              name {
                en
                zh
              }
            }
            community {
              id
              name {
                en
                zh
              }
              labels {
                code
                title {
                  en
                  zh
                }
              }
            }
            cover {
              ...CoverFields
            }
            missingPicture {
              why
              format
            }
          }
        }
      }
    }
  `,
  [COVER],
);

type Variables = VariablesOf<typeof CATALOG_ASSETS>;

export const CATALOG_FACETS = graphql(`
  query CatalogFacets($filter: AssetFilter) {
    assetFacets(filter: $filter) {
      onOffer
      kinds {
        value
        count
      }
      access {
        value
        count
      }
      communities {
        count
        organization {
          id
          name {
            en
            zh
          }
        }
      }
      holders {
        count
        organization {
          id
          name {
            en
            zh
          }
        }
      }
      terms {
        count
        term {
          vocabulary
          code
          en
          zh
          proposedBy {
            name {
              en
              zh
            }
          }
        }
      }
    }
  }
`);

const PAGE_SIZE = 24;

/** Of the first page of a list. */
export function firstCatalogVariables<Chosen extends Pick<Variables, 'filter' | 'sort'>>(chosen: Chosen) {
  return { ...chosen, first: PAGE_SIZE, after: null as string | null };
}

/** How many there would be. */
export const CATALOG_COUNT = graphql(`
  query CatalogCount($filter: AssetFilter) {
    assets(filter: $filter, first: 1) {
      totalCount
    }
  }
`);

export type CatalogAsset = ResultOf<typeof CATALOG_ASSETS>['assets']['edges'][number]['node'];
export type CatalogFacets = ResultOf<typeof CATALOG_FACETS>['assetFacets'];
