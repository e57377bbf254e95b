import { graphql, type ResultOf } from '../../../lib/session/graphql.ts';
import { STATEMENT_FIELDS } from '../../../lib/statements/documents.ts';

export const LOG_STATUS = graphql(`
  query LogStatus {
    logStatus {
      size
      checkpoint
      anchoredSize
      anchoredAt
      pending
      witnesses
    }
    deployment {
      checkpointKey
    }
  }
`);

export type LogStatus = ResultOf<typeof LOG_STATUS>;

export const LOG_PAGE = graphql(
  `
    query LogPage($first: Int!, $after: String) {
      statements(first: $first, after: $after) {
        edges {
          node {
            ...StatementFields
            asset {
              id
              title {
                en
                zh
              }
            }
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  `,
  [STATEMENT_FIELDS],
);

export type LogEntry = ResultOf<typeof LOG_PAGE>['statements']['edges'][number]['node'];

export const LOG_STATEMENT = graphql(
  `
    query LogStatement($hash: ID!) {
      statement(hash: $hash) {
        ...StatementFields
        asset {
          id
          title {
            en
            zh
          }
        }
      }
      deployment {
        checkpointKey
        contracts {
          name
          address
        }
      }
    }
  `,
  [STATEMENT_FIELDS],
);
