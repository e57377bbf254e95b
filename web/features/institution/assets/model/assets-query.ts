import { request } from '../../../../lib/session/api.ts';
import { COVER } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { filterOf, type AssetState } from './asset-states.ts';
import { usePages } from '../../../../lib/session/use-pages.ts';

const ASSETS = graphql(
  `
    query DeskAssets($filter: AssetFilter!, $after: String) {
      assets(filter: $filter, first: 24, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            identifier
            kind
            access
            isWithdrawn
            title {
              en
              zh
            }
            cover {
              ...CoverFields
            }
            community {
              id
              name {
                en
                zh
              }
            }
            consent {
              lastDay
            }
            consentRefusal {
              reason
              refusedAt
            }
            offers {
              id
              canBeTaken
              lastDay
            }
            custodyOffer {
              name {
                en
                zh
              }
            }
            disputes {
              openedAt
            }
          }
        }
      }
    }
  `,
  [COVER],
);

export type DeskAsset = ResultOf<typeof ASSETS>['assets']['edges'][number]['node'];

interface AssetsQuestion {
  readonly holder: string;
  readonly state: AssetState;
  readonly text: string;
}

export function useAssets({ holder, state, text }: AssetsQuestion) {
  const filter = { holder, ...filterOf(state), ...(text !== '' && { text }) };
  return usePages({
    queryKey: ['desk-assets', holder, state, text],
    readPage: async (after, signal) => (await request(ASSETS, { filter, after }, { signal })).assets,
  });
}
