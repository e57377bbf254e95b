import { useQuery } from '@tanstack/react-query';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { parseRights } from '@lanran/protocol/licensing/rights';
import type { Wanted } from '../../../lib/checkout/checkout-sheet.tsx';
import type { ShownTerms } from '../../../lib/checkout/checkout-table.tsx';
import { isAsAgreed } from '../../../lib/requests/agreed-terms.ts';
import { request, type RequestOptions } from '../../../lib/session/api.ts';
import { COVER, NAMED_ORGANIZATION, TERMS } from '../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../lib/session/graphql.ts';

const AGREED = graphql(
  `
    query AgreedRequest($id: ID!) {
      request(id: $id) {
        id
        parties {
          role
          organization {
            ...NamedOrganization
          }
        }
        items {
          assetId
          state
          asset {
            id
            identifier
            cover {
              ...CoverFields
            }
            title {
              en
              zh
            }
            holder {
              ...NamedOrganization
            }
            community {
              ...NamedOrganization
            }
            offers {
              ...TermsFields
              id
              communityShareBps
              price {
                amount
                token
              }
              licensee {
                id
              }
            }
          }
          terms {
            ...TermsFields
            communityShareBps
            price {
              amount
              token
            }
          }
        }
      }
    }
  `,
  [COVER, NAMED_ORGANIZATION, TERMS],
);

type AgreedRequest = NonNullable<ResultOf<typeof AGREED>['request']>;

/** What was agreed on in a request, as it is bought. */
export interface AgreedUse extends Wanted {
  readonly shown: ShownTerms;
  readonly requestId: string;
  /** Who asked. */
  readonly licensee: string;
  /** Names of what may be done with the license. */
  readonly rights: readonly string[];
}

/** Of these requests, what all agreed on and nobody bought yet. */
export function useAgreedUses(ids: readonly string[]) {
  return useQuery({
    queryKey: ['checkout', 'agreed', ids],
    queryFn: async ({ signal }) => {
      const requests = await Promise.all(ids.map((id) => readRequest(id, { signal })));
      return {
        uses: requests.flatMap(agreedIn),
        /** Also of what was bought meanwhile. */
        subjects: requests.flatMap(({ items }) => items.flatMap(({ asset }) => asset ?? [])),
      };
    },
  });
}

async function readRequest(id: string, options: RequestOptions): Promise<AgreedRequest> {
  return (await request(AGREED, { id }, options)).request;
}

/** Of one request. */
export function agreedIn({ id, parties, items }: AgreedRequest): readonly AgreedUse[] {
  const licensee = parties.find(({ role }) => role === 'ASKER')?.organization?.id;
  if (licensee === undefined) return [];
  return items.flatMap(({ state, asset, assetId, terms }): AgreedUse[] => {
    if (state !== 'AGREED' || asset === null || terms === null || terms.price === null) return [];
    const { media, territories, firstDay, lastDay, exclusive, rights, price, communityShareBps } = terms;
    const offer = asset.offers.find((open) => open.licensee?.id === licensee && isAsAgreed(terms, open));
    return [
      {
        requestId: id,
        licensee,
        // The platform gave it: it parsed it.
        assetId: assetId as AssetId,
        wish: { media, territories, from: firstDay, to: lastDay, exclusive },
        // Another one that serves may cost less and allow less.
        offerId: offer === undefined ? null : BigInt(offer.id),
        subject: asset,
        shown: {
          price: { amount: BigInt(price.amount), token: price.token },
          communityShareBps: communityShareBps ?? 0,
          rights: parseRights(rights.join(',')),
        },
        rights,
      },
    ];
  });
}
