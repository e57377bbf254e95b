import type { Terms } from '@lanran/protocol/licensing/terms';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import { request } from '../../../../lib/session/api.ts';
import { INVOICE_DETAILS, type InvoiceDetailsView } from '../../../../lib/billing/bill-query.ts';
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
      invoice(id: $id) {
        ...InvoiceDetailsFields
      }
    }
  `,
  [COVER, NAMED_ORGANIZATION, CONTACT, INVOICE_DETAILS],
);

type Answer = ResultOf<typeof ORDER>;

/** An order with the invoice that it is a line of. */
export type OrderView = NonNullable<Answer['order']> & { readonly invoice: InvoiceDetailsView };

/** @throws RefusedError NOT_FOUND for whoever is no party */
export async function findOrderView(id: string, signal: AbortSignal): Promise<OrderView | null> {
  const { order, invoice } = await request(ORDER, { id }, { signal });
  return order === null || invoice === null ? null : { ...order, invoice };
}

export function termsOfOrder({ terms }: OrderView): Terms {
  return parseTerms(JSON.parse(terms));
}
