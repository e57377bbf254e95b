import type { Terms } from '@lanran/protocol/licensing/terms';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import { request } from '../../../../lib/session/api.ts';
import { CONTACT } from '../../../../lib/profiles/fragments.ts';
import { COVER, NAMED_ORGANIZATION } from '../../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';

const ORDER = graphql(
  `
    query StudioOrder($id: ID!) {
      order(id: $id) {
        id
        shortNumber
        listOrderId
        isPaid
        isShared
        state
        orderedAt
        terms
        version {
          version
          publishedAt
        }
        price {
          amount
          token
        }
        invoice {
          purchaseOrder
          billTo
          taxRateBps
          taxAmount
          dueOn
          taxInvoiceNumber
        }
        holderBankDetails
        communityBankDetails
        holder {
          ...NamedOrganization
          ...ContactFields
        }
        community {
          ...NamedOrganization
          ...ContactFields
        }
        licensee {
          id
          name {
            en
            zh
          }
        }
        asset {
          id
          title {
            en
            zh
          }
          cover {
            ...CoverFields
          }
        }
      }
    }
  `,
  [COVER, NAMED_ORGANIZATION, CONTACT],
);

export type OrderView = NonNullable<ResultOf<typeof ORDER>['order']>;

/** @throws RefusedError NOT_FOUND for whoever is no party */
export async function findOrderView(id: string, signal: AbortSignal): Promise<OrderView | null> {
  return (await request(ORDER, { id }, { signal })).order;
}

export function termsOfOrder({ terms }: OrderView): Terms {
  return parseTerms(JSON.parse(terms));
}
