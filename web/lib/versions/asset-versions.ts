import { queryOptions } from '@tanstack/react-query';
import { AGREEMENT } from '../agreements/fragments.ts';
import { RIGHTS_STATEMENT } from '../rights-statement/fragments.ts';
import { request } from '../session/api.ts';
import { graphql, type ResultOf } from '../session/graphql.ts';

const ASSET_VERSIONS = graphql(
  `
    query AssetVersions($id: ID!) {
      asset(id: $id) {
        id
        version
        title {
          en
          zh
        }
        versions {
          version
          publishedAt
          statementHash
          access
          creditLine
          agreement {
            ...AgreementFields
          }
          rightsStatement {
            ...RightsStatementFields
          }
          identifier
          noCommunityReason
          synthetic
          fileCount
          totalBytes
          takeDown {
            takenDownAt
          }
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
          }
          files {
            path
            bytes
            sha256
          }
        }
      }
    }
  `,
  [AGREEMENT, RIGHTS_STATEMENT],
);

export type AssetVersion = NonNullable<ResultOf<typeof ASSET_VERSIONS>['asset']>['versions'][number];

/** An asset's versions, newest first, as they are compared; null for an asset that does not exist for the reader. */
export function assetVersionsQuery(assetId: string) {
  return queryOptions({
    queryKey: ['asset', assetId, 'versions'],
    queryFn: async ({ signal }) => (await request(ASSET_VERSIONS, { id: assetId }, { signal })).asset,
  });
}
