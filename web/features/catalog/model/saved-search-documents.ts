import { graphql, type ResultOf } from '../../../lib/session/graphql.ts';

const SAVED = graphql(`
  fragment SavedSearchFields on SavedSearch @_unmask {
    id
    name
    assetCount
    filter {
      text
      kind
      access
      community
      holder
      onOffer
      publishedOn
      licensable {
        media
        territories
        from
        to
      }
      price {
        token
        min
        max
      }
      peoples
      colors
      terms {
        vocabulary
        code
      }
      concept {
        vocabulary
        code
      }
    }
  }
`);

export const SAVED_SEARCHES = graphql(
  `
    query SavedSearches {
      savedSearches {
        ...SavedSearchFields
      }
    }
  `,
  [SAVED],
);

export const SAVE_SEARCH = graphql(
  `
    mutation SaveSearch($name: String!, $filter: AssetFilter!) {
      saveSearch(name: $name, filter: $filter) {
        ...SavedSearchFields
      }
    }
  `,
  [SAVED],
);

export const RENAME_SEARCH = graphql(`
  mutation RenameSavedSearch($id: ID!, $name: String!) {
    renameSavedSearch(id: $id, name: $name) {
      id
    }
  }
`);

export const DELETE_SEARCH = graphql(`
  mutation DeleteSavedSearch($id: ID!) {
    deleteSavedSearch(id: $id)
  }
`);

export type SavedSearch = ResultOf<typeof SAVED_SEARCHES>['savedSearches'][number];
