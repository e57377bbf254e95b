import { COVER } from '../../../lib/session/fragments.ts';
import { graphql, type ResultOf, type VariablesOf } from '../../../lib/session/graphql.ts';

const FACETS = graphql(`
  fragment CatalogFacetFields on AssetFacets @_unmask {
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
    colors {
      value
      count
    }
    peoples {
      code
      count
      name {
        en
        zh
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
`);

/** A page of the catalog; with the first one, what there is to narrow down by. */
export const CATALOG_ASSETS = graphql(
  `
    query CatalogAssets(
      $filter: AssetFilter
      $first: Int!
      $after: String
      $sort: AssetSort!
      $isFirst: Boolean!
    ) {
      assets(filter: $filter, first: $first, after: $after, sort: $sort) {
        totalCount
        isWhole
        leftOut
        parts {
          text
          count
          instead
        }
        facets @include(if: $isFirst) {
          ...CatalogFacetFields
        }
        pageInfo {
          endCursor
          hasNextPage
        }
        edges {
          sale {
            isNow
            from {
              amount
              token
            }
          }
          relevance {
            parts {
              text
              kind
              field
              meant {
                en
                zh
              }
            }
          }
          highlights {
            field
            text
            spans {
              start
              end
            }
          }
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
  [COVER, FACETS],
);

type Variables = VariablesOf<typeof CATALOG_ASSETS>;

const PAGE_SIZE = 24;

/** Of the first page of a list. */
export function firstCatalogVariables<Chosen extends Pick<Variables, 'filter' | 'sort'>>(chosen: Chosen) {
  return { ...chosen, first: PAGE_SIZE, after: null as string | null, isFirst: true };
}

/** How many there would be. */
export const CATALOG_COUNT = graphql(`
  query CatalogCount($filter: AssetFilter) {
    assets(filter: $filter, first: 1) {
      totalCount
    }
  }
`);

/** Whether a text can be searched for. */
export const SEARCH_STATE = graphql(`
  query SearchState {
    searchState {
      isReady
      built
      total
    }
  }
`);

type CatalogPage = ResultOf<typeof CATALOG_ASSETS>['assets'];
export type CatalogEdge = CatalogPage['edges'][number];
export type CatalogAsset = CatalogEdge['node'];
export type CatalogFacets = NonNullable<CatalogPage['facets']>;
export type SearchedPart = CatalogPage['parts'][number];
export type Highlight = CatalogEdge['highlights'][number];
export type Reason = NonNullable<CatalogEdge['relevance']>['parts'][number];
