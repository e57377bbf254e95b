import { graphql, type ResultOf } from '../session/graphql.ts';

export const ASSET_TO_TAKE_DOWN = graphql(`
  query AssetToTakeDown($id: ID!) {
    asset(id: $id) {
      id
      isTakenDown
      title {
        en
        zh
      }
      holder {
        id
        name {
          en
          zh
        }
      }
      community {
        id
        name {
          en
          zh
        }
      }
      takeDowns {
        takenDownAt
        scopeHash
        scope {
          version
          path
          field
        }
      }
      versions {
        version
        publishedAt
        takeDown {
          scope {
            version
          }
        }
        files {
          path
        }
      }
    }
  }
`);

export const STATE_TAKE_DOWN_SCOPE = graphql(`
  mutation StateTakeDownScope($assetId: ID!, $scope: TakeDownScopeInput!) {
    stateTakeDownScope(assetId: $assetId, scope: $scope) {
      leafIndex
    }
  }
`);

export type AssetToTakeDown = NonNullable<ResultOf<typeof ASSET_TO_TAKE_DOWN>['asset']>;

export const TAKE_DOWN_PLAN = graphql(`
  query TakeDownPlan($assetId: ID!, $scope: TakeDownScopeInput!) {
    takeDownPlan(assetId: $assetId, scope: $scope) {
      scopeHash
      versions
      files
      bytes
      keptElsewhere
      fields
      licenses {
        id
        lastDay
        licensee {
          id
          name {
            en
            zh
          }
        }
      }
      backups {
        id
        createdAt
      }
    }
  }
`);

export type TakeDownPlan = ResultOf<typeof TAKE_DOWN_PLAN>['takeDownPlan'];
