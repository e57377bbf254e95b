import { COVER, NAMED_ORGANIZATION, WINDOW } from '../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../lib/session/graphql.ts';

export const CALL = graphql(
  `
    query Call($id: ID!) {
      call(id: $id) {
        id
        state
        openedAt
        closingDay
        closedAt
        withdrawnAt
        isOwn
        canEdit
        revision
        size
        title {
          en
          zh
        }
        purpose {
          en
          zh
        }
        criteria {
          en
          zh
        }
        withdrawnReason {
          en
          zh
        }
        welcome {
          ...WindowFields
          exclusive
        }
        organization {
          ...NamedOrganization
          kind
        }
        changes {
          at
          fields
          added
          removed
          closingDayBefore
          closingDayAfter
        }
      }
    }
  `,
  [NAMED_ORGANIZATION, WINDOW],
);

export type ShownCall = ResultOf<typeof CALL>['call'];

export const CALL_ASSETS = graphql(
  `
    query CallAssets($id: ID!, $first: Int!, $from: Int!) {
      call(id: $id) {
        assets(first: $first, from: $from) {
          id
          kind
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
            ...NamedOrganization
          }
        }
      }
    }
  `,
  [COVER, NAMED_ORGANIZATION],
);

export type CallAsset = ResultOf<typeof CALL_ASSETS>['call']['assets'][number];

export const PROPOSALS = graphql(
  `
    query CallProposals($id: ID!, $after: String) {
      call(id: $id) {
        proposals(first: 20, after: $after) {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              id
              state
              askedAt
              dueDay
              parties {
                role
                organization {
                  ...NamedOrganization
                }
              }
              items {
                assetId
                terms {
                  ...WindowFields
                  exclusive
                }
              }
            }
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION, WINDOW],
);

export type Proposal = ResultOf<typeof PROPOSALS>['call']['proposals']['edges'][number]['node'];

/** For whom the signed-in key opens calls. */
export const OPENERS = graphql(
  `
    query CallOpeners {
      me {
        memberships {
          role
          organization {
            ...NamedOrganization
            kind
          }
        }
        councils {
          isNamed
          community {
            ...NamedOrganization
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export const OWN_ASSETS = graphql(
  `
    query AssetsToCallFor($filter: AssetFilter!, $after: String) {
      assets(filter: $filter, first: 24, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            title {
              en
              zh
            }
            cover {
              ...CoverFields
            }
          }
        }
      }
    }
  `,
  [COVER],
);

export const OPEN_CALL = graphql(`
  mutation OpenCall($input: OpenCallInput!) {
    openCall(input: $input) {
      id
    }
  }
`);

export const CHANGE_CALL = graphql(`
  mutation ChangeCall($id: ID!, $revision: Int!, $input: ChangeCallInput!) {
    changeCall(id: $id, revision: $revision, input: $input) {
      id
    }
  }
`);

export const CLOSE_CALL = graphql(`
  mutation CloseCall($id: ID!) {
    closeCall(id: $id) {
      id
    }
  }
`);

export const WITHDRAW_CALL = graphql(`
  mutation WithdrawCall($id: ID!, $reason: LocalizedTextInput!) {
    withdrawCall(id: $id, reason: $reason) {
      id
    }
  }
`);
