import { request } from '../../../../lib/session/api.ts';
import { usePages } from '../../../../lib/session/use-pages.ts';
import { COVER, NAMED_ORGANIZATION } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { asCouncil, type Council } from '../../desk/model/council.ts';

const UNASKED = graphql(
  `
    query UnaskedAssets($peoples: [String!]!, $after: String) {
      assets(
        filter: { peoples: $peoples, hasCommunity: false, isWithdrawn: false }
        first: 24
        after: $after
      ) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            kind
            access
            synthetic
            identifier
            noCommunityReason
            publishedAt
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
            disputes {
              organization {
                id
              }
            }
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION, COVER],
);

export type UnaskedAsset = ResultOf<typeof UNASKED>['assets']['edges'][number]['node'];

/** What names the community's people and names no community, newest first (ADR 36). */
export function useUnaskedAssets(council: Council) {
  const { peoples } = council.community;
  return usePages({
    queryKey: ['unasked-assets', peoples],
    readPage: async (after, signal) =>
      (await request(UNASKED, { peoples: [...peoples], after }, { signal, ...asCouncil(council) })).assets,
    enabled: peoples.length > 0 && !council.isNamed,
  });
}
