import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const OFFERABLE = graphql(`
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
        id
        image {
          width
          height
          placeholder
        }
      }
      holder {
        id
        slug
        suspension {
          suspendedFrom
          reason
        }
        name {
          en
          zh
        }
      }
      community {
        id
        slug
        name {
          en
          zh
        }
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
        state
        media
        territories
        firstDay
        lastDay
        exclusive
        rights
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
        id
        media
        territories
        firstDay
        lastDay
        exclusive
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
    }
    deployment {
      isPaused
    }
  }
`);

export type Offerable = ResultOf<typeof OFFERABLE>;
export type OfferableAsset = NonNullable<Offerable['asset']>;

export function useOfferable(id: string) {
  return useQuery({
    queryKey: ['offerable', id],
    queryFn: ({ signal }) => request(OFFERABLE, { id }, { signal }),
  });
}
