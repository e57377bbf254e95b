import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { STATEMENT_FIELDS } from '../../../../lib/statements/documents.ts';

export const ASSET_PAGE = graphql(`
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
          id
          slug
          name {
            en
            zh
          }
        }
        backups {
          id
          createdAt
        }
      }
      synthetic
      creditLine
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
          id
          slug
          name {
            en
            zh
          }
        }
      }
      holder {
        id
        slug
        suspension {
          suspendedFrom
        }
        name {
          en
          zh
        }
      }
      versions {
        version
        takeDown {
          leafIndex
        }
      }
      community {
        id
        slug
        council
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
          text {
            en
            zh
          }
        }
      }
      custodyOffer {
        id
        slug
        name {
          en
          zh
        }
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
        id
        canBeTaken
        media
        territories
        firstDay
        lastDay
        exclusive
        communityShareBps
        rights
        licensee {
          id
          name {
            en
            zh
          }
        }
        rule {
          minimum
          exclusivityFactor
          mediaFactors {
            medium
            factor
          }
          territoryFactors {
            territories
            factor
          }
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
          id
          slug
          name {
            en
            zh
          }
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
        id
        path
        bytes
        sha256
        cid
        mediaType
        image {
          width
          height
          placeholder
        }
      }
    }
  }
`);

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
