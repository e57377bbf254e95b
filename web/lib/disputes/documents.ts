import { COVER, NAMED_ORGANIZATION } from '../session/fragments.ts';
import { graphql, type ResultOf } from '../session/graphql.ts';

const DISPUTED_ASSET = graphql(
  `
    fragment DisputedAsset on Asset @_unmask {
      id
      title {
        en
        zh
      }
      holder {
        ...NamedOrganization
      }
      cover {
        ...CoverFields
      }
    }
  `,
  [NAMED_ORGANIZATION, COVER],
);

export const DISPUTES = graphql(
  `
    query Disputes($organizationId: ID!) {
      disputes(organizationId: $organizationId) {
        openedAt
        isOpen
        allowedAt
        reason
        asset {
          ...DisputedAsset
        }
      }
    }
  `,
  [DISPUTED_ASSET],
);

export const ASSET_TO_DISPUTE = graphql(
  `
    query AssetToDispute($id: ID!) {
      asset(id: $id) {
        ...DisputedAsset
      }
    }
  `,
  [DISPUTED_ASSET],
);

export type Dispute = ResultOf<typeof DISPUTES>['disputes'][number];
export type DisputedAsset = ResultOf<typeof DISPUTED_ASSET>;
