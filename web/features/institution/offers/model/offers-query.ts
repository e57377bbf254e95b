import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { COVER, PRICE_RULE, TERMS } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { readAll } from '../../../../lib/session/connections.ts';

const OFFERS = graphql(
  `
    query DeskOffers($id: ID!, $after: String) {
      assets(filter: { holder: $id, hasOffer: true }, first: 40, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            id
            title {
              en
              zh
            }
            cover {
              ...CoverFields
            }
            community {
              name {
                en
                zh
              }
            }
            offers {
              ...TermsFields
              id
              canBeTaken
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
              communityShareBps
              price {
                amount
                token
              }
            }
          }
        }
      }
    }
  `,
  [COVER, PRICE_RULE, TERMS],
);

type OfferedAsset = ResultOf<typeof OFFERS>['assets']['edges'][number]['node'];

export interface DeskOffer {
  readonly asset: OfferedAsset;
  readonly offer: OfferedAsset['offers'][number];
}

/** Every open offer of a holder; those that end first come first. */
export function useOffers(holder: string) {
  return useQuery({
    queryKey: ['desk-offers', holder],
    queryFn: async ({ signal }): Promise<DeskOffer[]> => {
      const assets = await readAll(
        async (after) => (await request(OFFERS, { id: holder, after }, { signal })).assets,
      );
      return assets
        .flatMap((asset) => asset.offers.map((offer) => ({ asset, offer })))
        .sort((left, right) => left.offer.lastDay.localeCompare(right.offer.lastDay));
    },
  });
}
