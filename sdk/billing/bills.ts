import { z } from 'zod';
import { isHex } from '@lanran/protocol/kernel/bytes';
import {
  type AssetId,
  type LicenseId,
  type OrganizationId,
  parseAssetId,
  parseLicenseId,
  parseOrganizationId,
} from '@lanran/protocol/kernel/ids';
import type { Currency } from '@lanran/protocol/kernel/money';
import { type Address, parseAddress } from '@lanran/protocol/kernel/signature';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { RefusedError, UntrustworthyAnswerError } from '../kernel/errors.ts';
import type { GraphqlClient } from '../kernel/graphql-client.ts';
import { readPages } from '../kernel/pages.ts';
import { requireTerms } from '../licensing/licenses.ts';
import { findNumbered } from '../licensing/numbers.ts';
import type { InvoiceDetailsInput } from '../licensing/orders/invoices.ts';
import type { OrderParty } from '../licensing/orders/orders.ts';
import { contactAnswer } from '../organizations/profile.ts';

const party = z.object({
  id: z.string().transform((text) => parseOrganizationId(text)),
  slug: z.string(),
  website: z.string().nullish(),
  contact: contactAnswer.nullish(),
});
const amount = z.string().transform(BigInt);
const money = z.object({ amount, token: z.string() });

const LineAnswer = z.object({
  orderId: z.string().transform((text) => parseLicenseId(text)),
  shortNumber: z.string(),
  assetId: z.string().transform((text) => parseAssetId(text)),
  title: z.object({ en: z.string().nullish(), zh: z.string().nullish() }).nullable(),
  identifier: z.string().nullable(),
  terms: z.string(),
  community: party.nullable(),
  communityBankDetails: z.string().nullable(),
  parts: z.object({ holder: amount, community: amount, operator: amount }),
  state: z.enum(['PLACING', 'ORDERED', 'CANCELED', 'LICENSED']),
  isPaid: z.boolean(),
  isShared: z.boolean(),
  orderedAt: z.string(),
  canceledAt: z.string().nullable(),
});

/** One license of an order: a sale of its own on the chain. */
export interface InvoiceLine extends Omit<z.infer<typeof LineAnswer>, 'terms'> {
  readonly assetId: AssetId;
  readonly terms: Terms;
}

const InvoiceAnswer = z.object({
  id: z.string(),
  shortNumber: z.string(),
  reference: z.string(),
  listOrderId: z.string(),
  listOrderNumber: z.string(),
  holder: party,
  licensee: party.pick({ id: true, slug: true }),
  holderBankDetails: z.string().nullable(),
  currency: z.object({
    symbol: z.string(),
    decimals: z.number().int(),
    address: z.string().transform((text) => parseAddress(text.toLowerCase())),
  }),
  lines: z.array(LineAnswer),
  total: money,
  issuedOn: z.string(),
  dueOn: z.string().nullable(),
  purchaseOrder: z.string().nullable(),
  billTo: z.string().nullable(),
  taxRateBps: z.number().int().nullable(),
  taxAmount: amount.nullable(),
  taxInvoiceNumber: z.string().nullable(),
  remindedAt: z.array(z.string()),
});

/** What one holder asks for of an order, in one currency; a community is shown its lines alone. */
export interface Invoice extends Omit<z.infer<typeof InvoiceAnswer>, 'lines' | 'total'> {
  readonly lines: readonly InvoiceLine[];
  /** Of the lines that stand, in the smallest unit of the currency. */
  readonly total: bigint;
}

const ListOrderAnswer = z.object({
  id: z.string(),
  shortNumber: z.string(),
  placedAt: z.string(),
  title: z.string(),
  licensee: party.pick({ id: true, slug: true }),
  invoices: z.array(InvoiceAnswer),
});

/** Of the lines that stand, in one currency. */
export interface OrderTotal {
  readonly currency: Currency & { readonly address: Address };
  readonly units: bigint;
}

/** What was ordered together; a license that was ordered alone is an order of one line, with the id of that line. */
export interface ListOrder extends Omit<z.infer<typeof ListOrderAnswer>, 'invoices'> {
  readonly invoices: readonly Invoice[];
  /** One a currency. */
  readonly totals: readonly OrderTotal[];
}

const INVOICE_FIELDS = `id shortNumber reference listOrderId listOrderNumber holder { id slug website contact { email telephone name postalAddress } }
  licensee { id slug } holderBankDetails currency { symbol decimals address }
  lines { orderId shortNumber assetId title { en zh } identifier terms community { id slug website contact { email telephone name postalAddress } } communityBankDetails parts { holder community operator }
    state isPaid isShared orderedAt canceledAt }
  total { amount token } issuedOn dueOn purchaseOrder billTo taxRateBps taxAmount taxInvoiceNumber remindedAt`;
const ORDER_FIELDS = `id shortNumber placedAt title licensee { id slug } invoices { ${INVOICE_FIELDS} }`;

/** Each costs as much as it asks for. */
const ORDERS_A_PAGE = 10;

/** Does it count: not taken back? */
export function isStanding({ state }: Pick<InvoiceLine, 'state'>): boolean {
  return state !== 'CANCELED';
}

/** Does its holder wait for money? */
export function isDue({ state, isPaid }: Pick<InvoiceLine, 'state' | 'isPaid'>): boolean {
  return state === 'ORDERED' && !isPaid;
}

/** Does its council wait for the community's share? */
export function isShareDue({ state, isShared, community }: InvoiceLine): boolean {
  return state === 'ORDERED' && !isShared && community !== null;
}

/** Null when it does not exist for the caller. */
export async function findListOrder(api: GraphqlClient, id: string): Promise<ListOrder | null> {
  const found = await orNull(
    api.request({
      query: `query ($id: ID!) { listOrder(id: $id) { ${ORDER_FIELDS} } }`,
      variables: { id },
      answer: z.object({ listOrder: ListOrderAnswer.nullable() }),
    }),
  );
  return found?.listOrder == null ? null : toListOrder(found.listOrder);
}

/** By its id, or by that of a line of it. Null when it does not exist for the caller. */
export async function findInvoice(api: GraphqlClient, id: string): Promise<Invoice | null> {
  const found = await orNull(
    api.request({
      query: `query ($id: ID!) { invoice(id: $id) { ${INVOICE_FIELDS} } }`,
      variables: { id },
      answer: z.object({ invoice: InvoiceAnswer.nullable() }),
    }),
  );
  return found?.invoice == null ? null : toInvoice(found.invoice);
}

/** An order, and what of it was named: the whole, an invoice, or a single line. */
export interface NamedOrder {
  readonly order: ListOrder;
  readonly named: 'ORDER' | 'INVOICE' | 'LINE';
  /** With the lines that were named. */
  readonly invoices: readonly Invoice[];
}

/** By the number or id of an order, of an invoice or of a line. @throws RefusedError NOT_FOUND */
export async function findBill(api: GraphqlClient, text: string): Promise<NamedOrder> {
  const ids = isHex(text, 32) ? [text] : await idsOfNumber(api, text);
  for (const id of ids) {
    const named = await findNamed(api, id);
    if (named !== null) return named;
  }
  throw new RefusedError('NOT_FOUND', `There is no order or invoice ${text}, or it is not yours.`, {
    argument: 'ORDER',
  });
}

async function idsOfNumber(api: GraphqlClient, number: string): Promise<readonly string[]> {
  const { listOrderIds, invoiceIds, orderIds } = await findNumbered(api, number);
  return [...listOrderIds, ...invoiceIds, ...orderIds];
}

async function findNamed(api: GraphqlClient, id: string): Promise<NamedOrder | null> {
  const order = await findListOrder(api, id);
  if (order !== null) return { order, named: 'ORDER', invoices: order.invoices };
  const invoice = await findInvoice(api, id);
  const of = invoice === null ? null : await findListOrder(api, invoice.listOrderId);
  if (invoice === null || of === null) return null;
  if (invoice.id === id) return { order: of, named: 'INVOICE', invoices: [invoice] };
  const lines = invoice.lines.filter(({ orderId }) => orderId === id);
  return { order: of, named: 'LINE', invoices: [{ ...invoice, lines }] };
}

/** Of an organization, newest first. */
export async function listBills(api: GraphqlClient, of: OrderParty): Promise<ListOrder[]> {
  const orders = await readPages(api, {
    query: `query ($licensee: ID, $holder: ID, $community: ID, $first: Int!, $after: String) {
      page: listOrders(licensee: $licensee, holder: $holder, community: $community, first: $first, after: $after) {
        edges { node { ${ORDER_FIELDS} } } pageInfo { hasNextPage endCursor }
      }
    }`,
    variables: { ...of, first: ORDERS_A_PAGE },
    node: ListOrderAnswer,
  });
  return orders.map(toListOrder);
}

/** Of an organization, newest first. */
export async function listInvoices(api: GraphqlClient, of: OrderParty): Promise<Invoice[]> {
  const invoices = await readPages(api, {
    query: `query ($licensee: ID, $holder: ID, $community: ID, $first: Int!, $after: String) {
      page: invoices(licensee: $licensee, holder: $holder, community: $community, first: $first, after: $after) {
        edges { node { ${INVOICE_FIELDS} } } pageInfo { hasNextPage endCursor }
      }
    }`,
    variables: { ...of, first: ORDERS_A_PAGE },
    node: InvoiceAnswer,
  });
  return invoices.map(toInvoice);
}

export interface NewListOrder {
  readonly licensee: OrganizationId;
  readonly title: string;
  /** Ids that the licenses will have, and what each is the hash of: the JSON of docs/formats.md. */
  readonly lines: readonly { readonly orderId: LicenseId; readonly terms: string }[];
  readonly purchaseOrder?: string | null;
  readonly billTo?: string | null;
}

/** Writes down what is ordered together; the same lines again are the same order. @throws RefusedError */
export async function writeListOrder(api: GraphqlClient, input: NewListOrder): Promise<ListOrder> {
  const { placeListOrder } = await api.request({
    query: `mutation ($input: PlaceListOrderInput!) { placeListOrder(input: $input) { ${ORDER_FIELDS} } }`,
    variables: { input },
    answer: z.object({ placeListOrder: ListOrderAnswer }),
    isRepeatable: true,
  });
  return toListOrder(placeListOrder);
}

/** No more lines of it come. @throws RefusedError */
export async function endListOrder(api: GraphqlClient, id: string): Promise<ListOrder> {
  const { endListOrder: ended } = await api.request({
    query: `mutation ($id: ID!) { endListOrder(id: $id) { ${ORDER_FIELDS} } }`,
    variables: { id },
    answer: z.object({ endListOrder: ListOrderAnswer }),
    isRepeatable: true,
  });
  return toListOrder(ended);
}

/** States what accountants need of an invoice, by its id or that of a line of it. @throws RefusedError NOT_FOUND, FORBIDDEN, BAD_INPUT */
export async function describeInvoice(
  api: GraphqlClient,
  invoiceId: string,
  { taxAmount, ...input }: InvoiceDetailsInput,
): Promise<Invoice> {
  const { stateInvoiceDetails } = await api.request({
    query: `mutation ($invoiceId: ID!, $input: InvoiceDetailsInput!) {
      stateInvoiceDetails(invoiceId: $invoiceId, input: $input) { ${INVOICE_FIELDS} }
    }`,
    variables: {
      invoiceId,
      input: { ...input, ...(taxAmount !== undefined && { taxAmount: taxAmount?.toString() ?? null }) },
    },
    answer: z.object({ stateInvoiceDetails: InvoiceAnswer }),
    isRepeatable: true,
  });
  return toInvoice(stateInvoiceDetails);
}

/** The holder asks for payment again, once a day. @throws RefusedError NOT_FOUND, FORBIDDEN, CONFLICT */
export async function remind(api: GraphqlClient, invoiceId: string): Promise<Invoice> {
  const { remindOfInvoice } = await api.request({
    query: `mutation ($invoiceId: ID!) { remindOfInvoice(invoiceId: $invoiceId) { ${INVOICE_FIELDS} } }`,
    variables: { invoiceId },
    answer: z.object({ remindOfInvoice: InvoiceAnswer }),
  });
  return toInvoice(remindOfInvoice);
}

function toListOrder(answer: z.infer<typeof ListOrderAnswer>): ListOrder {
  const invoices = answer.invoices.map(toInvoice);
  const totals = new Map<string, OrderTotal>();
  for (const { currency, total, lines } of invoices) {
    if (!lines.some(isStanding)) continue;
    const units = (totals.get(currency.address)?.units ?? 0n) + total;
    totals.set(currency.address, { currency, units });
  }
  return { ...answer, invoices, totals: [...totals.values()] };
}

/** Sums are made of the terms, which the ids of the lines are the hashes of. */
function toInvoice({ lines: told, total: _, ...answer }: z.infer<typeof InvoiceAnswer>): Invoice {
  const lines = told.map(({ terms, ...line }) => ({ ...line, terms: requireTerms(terms, line.orderId) }));
  const foreign = lines.find(({ terms }) => terms.token !== answer.currency.address);
  if (foreign !== undefined)
    throw new UntrustworthyAnswerError(`line ${foreign.shortNumber} is in another currency than its invoice`);
  const total = lines.filter(isStanding).reduce((sum, { terms }) => sum + terms.price, 0n);
  return { ...answer, lines, total };
}

async function orNull<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
