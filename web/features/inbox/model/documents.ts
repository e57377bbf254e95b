import { NAMED_ORGANIZATION } from '../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../lib/session/graphql.ts';

export const INBOX = graphql(
  `
    query Inbox($after: String, $kinds: [InboxKind!], $unreadOnly: Boolean!) {
      inbox(first: 30, after: $after, kinds: $kinds, unreadOnly: $unreadOnly) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            kind
            at
            isUnread
            count
            orderId
            isAssetHidden
            recipient {
              ...NamedOrganization
              kind
            }
            by {
              ...NamedOrganization
            }
            asset {
              id
              title {
                en
                zh
              }
            }
            request {
              id
              kind
              state
              dueDay
              size
              role
              entry
              isAgreement
            }
            call {
              title {
                en
                zh
              }
              isOfRecipient
            }
            license {
              id
              lastDay
              licensee {
                ...NamedOrganization
              }
              share {
                amount
                token
              }
            }
            search {
              id
              name
            }
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

export const MARK_INBOX_READ = graphql(`
  mutation MarkInboxRead($upTo: ID!) {
    markInboxRead(upTo: $upTo)
  }
`);

export const MARK_INBOX_ITEM = graphql(`
  mutation MarkInboxItem($id: ID!, $isRead: Boolean!) {
    markInboxItem(id: $id, isRead: $isRead)
  }
`);

export type Inbox = ResultOf<typeof INBOX>['inbox'];
export type InboxItem = Inbox['edges'][number]['node'];
export type InboxKind = InboxItem['kind'];
