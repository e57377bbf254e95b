import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

export const ASSET_FIXITY = graphql(`
  query AssetFixity($assetId: ID!) {
    assetFixity(assetId: $assetId) {
      files
      unread
      damaged
      readAt
      isMissed
      mayCheck
      lastRun {
        statementHash
      }
      currentRun {
        id
      }
      damagedFiles {
        path
        sha256
        bytes
        state
        since
      }
    }
  }
`);

export type AssetFixity = ResultOf<typeof ASSET_FIXITY>['assetFixity'];
export type DamagedFile = AssetFixity['damagedFiles'][number];

export const CHECK_FIXITY = graphql(`
  mutation CheckFixity($assetId: ID!) {
    checkFixity(assetId: $assetId) {
      id
    }
  }
`);
