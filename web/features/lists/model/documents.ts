import { COVER, NAMED_ORGANIZATION, WINDOW } from '../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../lib/session/graphql.ts';

export const LISTS = graphql(
  `
    query Lists {
      lists {
        id
        title
        isFavorites
        size
        changedAt
        organization {
          ...NamedOrganization
        }
        project {
          title
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export type ListRow = ResultOf<typeof LISTS>['lists'][number];

export const LIST = graphql(
  `
    query List($id: ID!, $key: String) {
      list(id: $id, key: $key) {
        id
        title
        note
        isFavorites
        size
        hiddenCount
        revision
        shareKey
        canEdit
        canDelete
        canGive
        organization {
          ...NamedOrganization
        }
        project {
          title
          production
          reference
          wish {
            ...WindowFields
            exclusive
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION, WINDOW],
);

export type ShownList = NonNullable<ResultOf<typeof LIST>['list']>;

export const LIST_ITEMS = graphql(
  `
    query ListItems($id: ID!, $key: String, $first: Int!, $from: Int!) {
      list(id: $id, key: $key) {
        items(first: $first, from: $from) {
          note
          asset {
            id
            identifier
            kind
            fileCount
            totalBytes
            title {
              en
              zh
            }
            cover {
              ...CoverFields
              path
            }
            holder {
              ...NamedOrganization
            }
            community {
              ...NamedOrganization
            }
          }
        }
      }
    }
  `,
  [COVER, NAMED_ORGANIZATION],
);

export type ShownItem = NonNullable<ResultOf<typeof LIST_ITEMS>['list']>['items'][number];

export const CHANGE_LIST = graphql(`
  mutation ChangeList(
    $id: ID!
    $revision: Int!
    $title: String
    $note: String
    $organizationId: ID
    $project: ProjectInput
    $items: [ListItemInput!]
  ) {
    changeList(
      id: $id
      revision: $revision
      title: $title
      note: $note
      organizationId: $organizationId
      project: $project
      items: $items
    ) {
      revision
    }
  }
`);

export const DELETE_LIST = graphql(`
  mutation DeleteList($id: ID!) {
    deleteList(id: $id)
  }
`);

export const SHARE_LIST = graphql(`
  mutation ShareList($id: ID!) {
    shareList(id: $id) {
      shareKey
    }
  }
`);

export const UNSHARE_LIST = graphql(`
  mutation UnshareList($id: ID!) {
    unshareList(id: $id) {
      shareKey
    }
  }
`);

export const QUOTE_MANY = graphql(
  `
    query QuoteMany($assets: [ID!]!, $wish: WishInput!) {
      quoteMany(assets: $assets, wish: $wish) {
        block {
          number
          hash
          time
        }
        rows {
          assetId
          outcome
          offerId
          offerEnds
          rights
          price {
            amount
            token
          }
          reasons {
            code
            subject
            en
            zh
          }
          alternatives {
            ...WindowFields
            exclusive
            price {
              amount
              token
            }
          }
        }
      }
    }
  `,
  [WINDOW],
);

export type ManyQuotes = ResultOf<typeof QUOTE_MANY>['quoteMany'];
export type Verdict = ManyQuotes['rows'][number];
