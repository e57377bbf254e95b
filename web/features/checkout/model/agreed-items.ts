import { useQuery } from '@tanstack/react-query';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Wanted } from '../../../lib/checkout/checkout-sheet.tsx';
import { request, type RequestOptions } from '../../../lib/session/api.ts';
import { NAMED_ORGANIZATION } from '../../../lib/session/fragments.ts';
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
          }
          terms {
            media
            territories
            firstDay
            lastDay
            exclusive
            price {
              amount
              token
            }
          }
        }
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

type AgreedRequest = NonNullable<ResultOf<typeof AGREED>['request']>;

/** What was agreed on in a request, as it is bought. */
export interface AgreedUse extends Wanted {
  readonly requestId: string;
  /** Who asked. */
  readonly licensee: string;
}

/** Of these requests, what all agreed on and nobody bought yet. */
export function useAgreedUses(ids: readonly string[]) {
  return useQuery({
    queryKey: ['checkout', 'agreed', ids],
    queryFn: async ({ signal }) => (await Promise.all(ids.map((id) => readAgreed(id, { signal })))).flat(),
  });
}

async function readAgreed(id: string, options: RequestOptions): Promise<readonly AgreedUse[]> {
  return agreedIn((await request(AGREED, { id }, options)).request);
}

function agreedIn({ id, parties, items }: AgreedRequest): readonly AgreedUse[] {
  const licensee = parties.find(({ role }) => role === 'ASKER')?.organization?.id;
  if (licensee === undefined) return [];
  return items.flatMap(({ state, asset, assetId, terms }): AgreedUse[] => {
    if (state !== 'AGREED' || asset === null || terms === null) return [];
    const { media, territories, firstDay, lastDay, exclusive, price } = terms;
    return [
      {
        requestId: id,
        licensee,
        // The platform gave it: it parsed it.
        assetId: assetId as AssetId,
        wish: { media, territories, from: firstDay, to: lastDay, exclusive },
        offerId: null,
        subject: asset,
        shownPrice: price,
      },
    ];
  });
}
