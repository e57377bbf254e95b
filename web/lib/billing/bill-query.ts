import { request } from '../session/api.ts';
import { NAMED_ORGANIZATION } from '../session/fragments.ts';
import { graphql, type ResultOf } from '../session/graphql.ts';

/** What accountants need of an invoice. */
export const INVOICE_DETAILS = graphql(`
  fragment InvoiceDetailsFields on Invoice @_unmask {
    id
    reference
    currency {
      symbol
      decimals
    }
    dueOn
    purchaseOrder
    billTo
    taxRateBps
    taxAmount
    taxInvoiceNumber
    holder {
      id
    }
    licensee {
      id
    }
  }
`);

export const INVOICE = graphql(
  `
    fragment InvoiceFields on Invoice @_unmask {
      ...InvoiceDetailsFields
      shortNumber
      listOrderId
      listOrderNumber
      holder {
        ...NamedOrganization
      }
      licensee {
        ...NamedOrganization
      }
      holderBankDetails
      lines {
        orderId
        shortNumber
        assetId
        identifier
        title {
          en
          zh
        }
        price {
          amount
        }
        parts {
          community
        }
        community {
          ...NamedOrganization
        }
        state
        isPaid
        isShared
      }
      total {
        amount
      }
      remindedAt
    }
  `,
  [INVOICE_DETAILS, NAMED_ORGANIZATION],
);

const LIST_ORDER = graphql(
  `
    query ListOrder($id: ID!) {
      listOrder(id: $id) {
        id
        shortNumber
        placedAt
        title
        licensee {
          ...NamedOrganization
        }
        invoices {
          ...InvoiceFields
        }
      }
    }
  `,
  [INVOICE, NAMED_ORGANIZATION],
);

export type InvoiceDetailsView = ResultOf<typeof INVOICE_DETAILS>;
export type InvoiceView = ResultOf<typeof INVOICE>;
export type LineView = InvoiceView['lines'][number];
export type ListOrderView = NonNullable<ResultOf<typeof LIST_ORDER>['listOrder']>;

/** @throws RefusedError NOT_FOUND for whoever is no party */
export async function findListOrderView(id: string, signal: AbortSignal): Promise<ListOrderView | null> {
  return (await request(LIST_ORDER, { id }, { signal })).listOrder;
}

/** Does its holder wait for money? */
export function isDueLine({ state, isPaid }: Pick<LineView, 'state' | 'isPaid'>): boolean {
  return state === 'ORDERED' && !isPaid;
}

export type InvoiceState = 'PLACING' | 'OPEN' | 'DUE' | 'PAID' | 'CANCELED';

/** DUE: its day has passed. @param today YYYY-MM-DD */
export function stateOfInvoice({ lines, dueOn }: InvoiceView, today: string): InvoiceState {
  const standing = lines.filter(({ state }) => state !== 'CANCELED');
  if (standing.length === 0) return 'CANCELED';
  if (standing.some(isDueLine)) return dueOn !== null && dueOn < today ? 'DUE' : 'OPEN';
  return standing.some(({ state }) => state === 'PLACING') ? 'PLACING' : 'PAID';
}
