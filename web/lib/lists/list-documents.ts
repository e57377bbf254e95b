import { graphql, type ResultOf } from '../session/graphql.ts';

export const FAVORITE_ASSETS = graphql(`
  query FavoriteAssets($ids: [ID!]!) {
    list(id: "favorites") {
      id
      holding(assetIds: $ids)
    }
  }
`);

/** One's lists, each with whether it has the asset. */
export const LISTS_FOR = graphql(`
  query ListsFor($ids: [ID!]!) {
    lists {
      id
      title
      isFavorites
      canEdit
      size
      holding(assetIds: $ids)
    }
  }
`);

export type ListChoice = ResultOf<typeof LISTS_FOR>['lists'][number];

export const ADD_TO_LIST = graphql(`
  mutation AddToList($id: ID!, $assetIds: [ID!]!) {
    addToList(id: $id, assetIds: $assetIds) {
      id
      revision
    }
  }
`);

export const REMOVE_FROM_LIST = graphql(`
  mutation RemoveFromList($id: ID!, $assetIds: [ID!]!) {
    removeFromList(id: $id, assetIds: $assetIds) {
      id
      revision
    }
  }
`);

export const CREATE_LIST = graphql(`
  mutation CreateList($title: String!, $assetIds: [ID!]!) {
    createList(title: $title, assetIds: $assetIds) {
      id
      revision
    }
  }
`);
