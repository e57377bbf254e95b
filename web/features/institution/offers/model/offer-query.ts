import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { COVER, NAMED_ORGANIZATION, PRICE_RULE, TERMS, WINDOW } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const OFFERABLE = graphql(
  `
    query Offerable($id: ID!) {
      asset(id: $id) {
        id
        identifier
        access
        isWithdrawn
        title {
          en
          zh
        }
        cover {
          ...CoverFields
        }
        holder {
          ...NamedOrganization
          suspension {
            suspendedFrom
            reason
          }
        }
        community {
          ...NamedOrganization
        }
        consent {
          media
          territories
          lastDay
          shareBps
          rights
          collection
        }
        useConsents {
          ...TermsFields
          state
          shareBps
          minPrice {
            amount
            token
          }
          licensee {
            id
            name {
              en
              zh
            }
          }
        }
        consentRefusal {
          reason
          refusedAt
        }
        consentToJoin {
          media
          territories
          lastDay
          shareBps
          rights
        }
        disputes {
          openedAt
        }
        offers {
          ...WindowFields
          id
          exclusive
          rule {
            ...PriceRuleFields
          }
          price {
            amount
            token
          }
        }
      }
      deployment {
        isPaused
      }
    }
  `,
  [COVER, NAMED_ORGANIZATION, TERMS, PRICE_RULE, WINDOW],
);

export type Offerable = ResultOf<typeof OFFERABLE>;
export type OfferableAsset = NonNullable<Offerable['asset']>;

export function useOfferable(id: string) {
  return useQuery({
    queryKey: ['offerable', id],
    queryFn: ({ signal }) => request(OFFERABLE, { id }, { signal }),
  });
}
