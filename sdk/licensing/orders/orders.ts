import { z } from 'zod';
import {
  parseLicenseId,
  type AssetId,
  type LicenseId,
  type OrganizationId,
  type StatementHash,
} from '@lanran/protocol/kernel/ids';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { Wish } from '@lanran/protocol/licensing/window';
import { contactAnswer } from '../../organizations/profile.ts';
import { RefusedError, UntrustworthyAnswerError } from '../../kernel/errors.ts';
import type { GraphqlClient } from '../../kernel/graphql-client.ts';
import { requireTerms } from '../licenses.ts';
import { InvoiceAnswer, type InvoiceDetails } from './invoices.ts';
import { orderAct, orderSayingAct, type OrderSaying } from './order-acts.ts';
import { type MaxPrice, requireAtMost } from './payment.ts';
import type { Platform } from '../../kernel/session.ts';
import {
  agreedOf,
  issuedAlready,
  quoteInvoice,
  requireAsShown,
  type Quote,
  type WishInput,
} from '../quotes.ts';
import { relay, relayUnlessDone, type RelayedAct } from '../../acts/relaying.ts';

const partyOfOrder = z.object({
  slug: z.string(),
  website: z.string().nullish(),
  contact: contactAnswer.nullish(),
});

const OrderAnswer = z.object({
  holder: partyOfOrder,
  community: partyOfOrder.nullish(),
  holderBankDetails: z.string().nullish(),
  communityBankDetails: z.string().nullish(),
  licensee: z.object({ slug: z.string() }),
  id: z.string().transform((text) => parseLicenseId(text)),
  terms: z.string(),
  isPaid: z.boolean(),
  isShared: z.boolean(),
  state: z.enum(['ORDERED', 'CANCELED', 'LICENSED']),
  orderedAt: z.string(),
  invoice: InvoiceAnswer.nullish(),
});

export type OrderContact = z.infer<typeof partyOfOrder>;

/** An order that is paid by invoice; its id is that of the license it will have. */
export interface Order {
  readonly id: LicenseId;
  readonly terms: Terms;
  /** Who ordered. */
  readonly licensee: { readonly slug: string };
  /** Who offered and writes the invoice, with whom to call. */
  readonly holder: OrderContact;
  /** Whose council says that its share arrived; null where the asset has no community. */
  readonly community?: OrderContact | null | undefined;
  /** Where the invoice is paid. */
  readonly holderBankDetails?: string | null | undefined;
  readonly communityBankDetails?: string | null | undefined;
  /** The holder says that the invoice is paid. */
  readonly isPaid: boolean;
  /** The council says that the community's share arrived. */
  readonly isShared: boolean;
  readonly state: 'ORDERED' | 'CANCELED' | 'LICENSED';
  readonly orderedAt: string;
  /** What accountants need beside the terms. */
  readonly invoice?: InvoiceDetails | null | undefined;
}

const FIELDS = `id licensee { slug } terms isPaid isShared state orderedAt invoice { purchaseOrder billTo taxRateBps taxAmount dueOn taxInvoiceNumber }
  holder { slug website contact { email telephone name postalAddress } } holderBankDetails
  community { slug website contact { email telephone name postalAddress } } communityBankDetails`;

/** Null when it does not exist for the caller. */
export async function findOrder(api: GraphqlClient, id: LicenseId): Promise<Order | null> {
  try {
    const { order } = await api.request({
      query: `query ($id: ID!) { order(id: $id) { ${FIELDS} } }`,
      variables: { id },
      answer: z.object({ order: OrderAnswer.nullable() }),
    });
    if (order !== null && order.id !== id)
      throw new UntrustworthyAnswerError(`asked for order ${id}, it gave ${order.id}`);
    return order === null ? null : withTerms(order);
  } catch (error) {
    if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

/** @throws RefusedError NOT_FOUND when it does not exist for the caller */
export async function getOrder(api: GraphqlClient, id: LicenseId): Promise<Order> {
  const order = await findOrder(api, id);
  if (order === null)
    throw new RefusedError('NOT_FOUND', `There is no order ${id}, or it is not yours.`, { field: 'ORDER' });
  return order;
}

/** As what an organization has to do with an order. */
export type OrderParty =
  | { readonly licensee: OrganizationId }
  | { readonly holder: OrganizationId }
  | { readonly community: OrganizationId };

function withTerms({ terms, ...order }: z.infer<typeof OrderAnswer>): Order {
  return { ...order, terms: requireTerms(terms, order.id) };
}

export interface OrderRequest {
  readonly assetId: AssetId;
  readonly licensee: OrganizationId;
  readonly wish: Wish;
  /** The same wish in words. */
  readonly wishInput: WishInput;
  /** Number of the version; left out: the newest. */
  readonly version?: number;
  /** By which offer; left out: the cheapest that serves. */
  readonly offerId?: bigint;
  /** The version that the orderer was shown, by the hash of its statement; another is not ordered. */
  readonly shownVersion?: StatementHash;
  /** Null accepts the quoted price. */
  readonly maxPrice: MaxPrice | null;
  /** The terms hash that the orderer was shown; with another nothing is ordered. Left out: the one quoted now. */
  readonly agreed?: LicenseId;
}

export interface PlacedOrder {
  readonly orderId: LicenseId;
  /** Null when it was ordered before. */
  readonly done: RelayedAct | null;
  readonly state: Order['state'];
}

export type OrderOutcome = { readonly placed: PlacedOrder } | { readonly refused: Quote };

/** Orders at the quoted price; the same order twice is one. */
export async function placeOrder(platform: Platform, request: OrderRequest): Promise<OrderOutcome> {
  const {
    assetId,
    licensee,
    wish,
    wishInput,
    maxPrice,
    version: number = null,
    offerId: named = null,
  } = request;
  const question = { assetId, licensee, wish: wishInput, version: number, offerId: named };
  const answer = await quoteInvoice(platform.api, question);
  const issued = issuedAlready(answer);
  if (issued !== null) return { placed: { orderId: issued, done: null, state: 'LICENSED' } };
  const earlier = answer.termsHash == null ? null : await findOrder(platform.api, answer.termsHash);
  if (earlier?.state === 'ORDERED') return { placed: { orderId: earlier.id, done: null, state: 'ORDERED' } };
  if (!answer.ok) return { refused: answer };

  const { offerId, version, price, termsHash } = agreedOf(answer, {
    assetId,
    version: request.shownVersion ?? null,
    licensee,
    wish,
    origin: 'INVOICE',
  });
  requireAsShown(request.agreed, termsHash);
  requireAtMost(platform, [price], maxPrice);
  const act = orderAct({ offerId, assetId, version, licensee, wish, termsHash, maxPrice: price.amount });
  const done = await relayUnlessDone(platform, act, 'LICENSE_MARKET_ALREADY_ORDERED');
  return { placed: { orderId: termsHash, done, state: 'ORDERED' } };
}

/** Which order already says it. */
const IS_SAID: Readonly<Record<OrderSaying, (order: Order) => boolean>> = {
  cancelOrder: ({ state }) => state === 'CANCELED',
  confirmPaid: ({ isPaid }) => isPaid,
  confirmShare: ({ isShared }) => isShared,
};

export interface SaidOfOrder {
  readonly order: Order;
  /** Null when it was said before. */
  readonly done: RelayedAct | null;
}

/** Says something of an order; twice is once. */
export async function sayOfOrder(
  platform: Platform,
  id: LicenseId,
  saying: OrderSaying,
): Promise<SaidOfOrder> {
  const order = await getOrder(platform.api, id);
  if (IS_SAID[saying](order)) return { order, done: null };
  const done = await relay(platform, orderSayingAct(saying, order.terms));
  return { order: await getOrder(platform.api, id), done };
}
