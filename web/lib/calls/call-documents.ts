import { COVER, NAMED_ORGANIZATION } from '../session/fragments.ts';
import { graphql, type ResultOf } from '../session/graphql.ts';

/** The first word of the key of every query about calls. */
export const CALLS_KEY = 'calls';

/** What a list shows of a call. */
const CALL_ROW = graphql(
  `
    fragment CallRow on Call @_unmask {
      id
      state
      closingDay
      title {
        en
        zh
      }
      organization {
        ...NamedOrganization
      }
      assets(first: 4) {
        id
        cover {
          ...CoverFields
        }
      }
    }
  `,
  [COVER, NAMED_ORGANIZATION],
);

export const CALLS = graphql(
  `
    query Calls($filter: CallFilter!, $first: Int!, $after: String) {
      calls(filter: $filter, first: $first, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...CallRow
          }
        }
      }
    }
  `,
  [CALL_ROW],
);

export type CallRow = ResultOf<typeof CALLS>['calls']['edges'][number]['node'];

export const OPEN_CALL_COUNT = graphql(`
  query OpenCallCount {
    calls(filter: { state: OPEN }, first: 1) {
      totalCount
    }
  }
`);

export const CALLS_OF_ASSET = graphql(
  `
    query CallsOfAsset($asset: ID!) {
      calls(filter: { state: OPEN, asset: $asset }, first: 5) {
        edges {
          node {
            id
            closingDay
            title {
              en
              zh
            }
            organization {
              ...NamedOrganization
            }
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);
