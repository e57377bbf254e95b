import { AGREEMENT } from '../../../../lib/agreements/fragments.ts';
import { RIGHTS_STATEMENT } from '../../../../lib/rights-statement/fragments.ts';
import {
  COMMUNITY_LABEL,
  COVER,
  NAMED_ORGANIZATION,
  PRICE_RULE,
  TERMS,
} from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { STATEMENT_FIELDS } from '../../../../lib/statements/documents.ts';

export const ASSET_PAGE = graphql(
  `
    query AssetPage($id: ID!) {
      asset(id: $id) {
        id
        kind
        access
        version
        publishedAt
        isWithdrawn
        isTakenDown
        takeDowns {
          leafIndex
          takenDownAt
          state
          reason
          scope {
            version
            path
            field
          }
          organization {
            ...NamedOrganization
          }
          backups {
            id
            createdAt
          }
        }
        synthetic
        creditLine
        agreement {
          ...AgreementFields
        }
        rightsStatement {
          ...RightsStatementFields
        }
        identifier
        noCommunityReason
        fileCount
        totalBytes
        title {
          en
          zh
        }
        description {
          en
          zh
        }
        terms {
          vocabulary
          code
          en
          zh
          proposedBy {
            ...NamedOrganization
          }
        }
        holder {
          ...NamedOrganization
          suspension {
            suspendedFrom
          }
        }
        versions {
          version
          takeDown {
            leafIndex
          }
        }
        community {
          ...NamedOrganization
          council
          labels {
            ...CommunityLabelFields
          }
        }
        custodyOffer {
          ...NamedOrganization
        }
        consent {
          collection
          lastDay
          media
          territories
          shareBps
          rights
        }
        consentEnd
        offers {
          ...TermsFields
          id
          canBeTaken
          communityShareBps
          licensee {
            id
            name {
              en
              zh
            }
          }
          rule {
            ...PriceRuleFields
          }
          price {
            amount
            token
          }
        }
        disputes {
          openedAt
          reason
          reasonHash
          organization {
            ...NamedOrganization
          }
        }
        cover {
          id
        }
        missingPicture {
          why
          format
        }
        undoneJobs {
          id
          kind
          state
          path
          problem
          detail
          detailZh
          isRetriable
        }
        files {
          ...CoverFields
          path
          bytes
          sha256
          cid
          mediaType
        }
      }
    }
  `,
  [AGREEMENT, RIGHTS_STATEMENT, NAMED_ORGANIZATION, COMMUNITY_LABEL, PRICE_RULE, TERMS, COVER],
);

export type AssetOnPage = NonNullable<ResultOf<typeof ASSET_PAGE>['asset']>;
export type AssetFile = AssetOnPage['files'][number];

export const RETRY_JOB = graphql(`
  mutation RetryAssetJob($id: ID!) {
    retryJob(id: $id) {
      id
      state
    }
  }
`);

export const ASSET_STATEMENTS = graphql(
  `
    query AssetStatements($id: ID!, $first: Int!, $after: String) {
      asset(id: $id) {
        id
        statements(first: $first, after: $after) {
          totalCount
          pageInfo {
            endCursor
            hasNextPage
          }
          edges {
            node {
              ...StatementFields
            }
          }
        }
      }
    }
  `,
  [STATEMENT_FIELDS],
);
