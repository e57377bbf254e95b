import { type ActOutcome, relayMany } from '../acts/relaying-many.ts';
import type { ItemState } from '../desk/checkout.ts';
import { type AgreedItem, type CheckoutPlan, differencesOf } from '../desk/checkout-plan.ts';
import { askCheckout, type CheckoutRow } from '../desk/checkout-quotes.ts';
import { RefusedError, UntrustworthyAnswerError } from '../kernel/errors.ts';
import { actingAddress, type Platform } from '../kernel/session.ts';
import { orderAct } from '../licensing/orders/order-acts.ts';
import { parseWish } from '../licensing/wish.ts';
import { findInvoice, findListOrder, type InvoiceLine, type ListOrder, writeListOrder } from './bills.ts';

export interface ListOrderOptions {
  /** A name for it, such as that of the list. */
  readonly title?: string;
  /** The licensee's own number, for each invoice. */
  readonly purchaseOrder?: string | null;
  /** To whom the invoices are written. */
  readonly billTo?: string | null;
  /** Of each item of the plan, in their order. */
  readonly onProgress?: (items: readonly ItemState[]) => void;
}

export type ListOrderOutcome =
  /** What the chain refused of it is among the items; the rest stands. */
  | { readonly order: ListOrder; readonly items: readonly ItemState[] }
  /** Nothing was signed: an item is otherwise than it was shown. The message names the first: `17 of 40: …`. */
  | { readonly refused: readonly ItemState[]; readonly message: string };

const WAITING: ItemState = { state: 'WAITING' };
const ORDERED_BEFORE = 'LICENSE_MARKET_ALREADY_ORDERED';

/**
 * Orders what somebody said yes to as one order, under one signature. Each item is asked for once more, and nothing is signed when one
 * is otherwise than it was shown. The same plan may be run again after any end: the order that was begun goes on.
 * @throws RefusedError, UnreachableError
 */
export async function placeListOrder(
  platform: Platform,
  plan: CheckoutPlan,
  options: ListOrderOptions = {},
): Promise<ListOrderOutcome> {
  const begun = await findBegun(platform, plan);
  if (begun !== null) return relayLines(platform, plan, { order: begun, options });
  const { rows } = await askCheckout(
    platform.api,
    { licensee: plan.licensee, items: plan.items, sinceLogSize: null, isInvoiced: true },
    { payer: actingAddress(platform), key: platform.signer.address },
  );
  const states = plan.items.map((item, at) => stateOf(item, rows[at]));
  const wrong = states.findIndex(({ state }) => state !== 'WAITING');
  if (wrong !== -1)
    return { refused: states, message: `${wrong + 1} of ${states.length}: ${sentenceOf(states[wrong])}` };
  const { title = '', purchaseOrder = null, billTo = null } = options;
  const lines = plan.items.map(({ seen }, at) => ({ orderId: seen.licenseId, terms: termsIn(rows[at]) }));
  const order = await writeListOrder(platform.api, {
    ...{ licensee: plan.licensee, title, lines, purchaseOrder, billTo },
  });
  return relayLines(platform, plan, { order, options });
}

/** Relays what the chain does not have yet of an order that was begun, on the terms that were agreed to. @throws RefusedError, UnreachableError */
export async function resumeListOrder(platform: Platform, order: ListOrder): Promise<readonly ActOutcome[]> {
  const lines = order.invoices.flatMap((invoice) => invoice.lines).filter(({ state }) => state === 'PLACING');
  return relayMany(
    platform,
    lines.map(({ orderId, terms: { offerId, assetId, version, licensee, wish, price } }) =>
      orderAct({ offerId, assetId, version, licensee, wish, termsHash: orderId, maxPrice: price }),
    ),
  );
}

/** The order of exactly these lines that was begun and is not over. */
async function findBegun({ api }: Platform, plan: CheckoutPlan): Promise<ListOrder | null> {
  const [first] = plan.items;
  if (first === undefined) throw new RefusedError('BAD_INPUT', 'There is nothing to order.');
  const invoice = await findInvoice(api, first.seen.licenseId);
  if (invoice === null || invoice.id === first.seen.licenseId) return null;
  const order = await findListOrder(api, invoice.listOrderId);
  const lines = order?.invoices.flatMap((each) => each.lines) ?? [];
  const wanted = new Set<string>(plan.items.map(({ seen }) => seen.licenseId));
  const isSame = lines.length === wanted.size && lines.every(({ orderId }) => wanted.has(orderId));
  const isOver = lines.every(({ state }) => state === 'CANCELED');
  return isSame && !isOver ? order : null;
}

interface Relaying {
  readonly order: ListOrder;
  readonly options: ListOrderOptions;
}

async function relayLines(
  platform: Platform,
  plan: CheckoutPlan,
  { order, options: { onProgress } }: Relaying,
): Promise<ListOrderOutcome> {
  const lines = new Map(
    order.invoices.flatMap((invoice) => invoice.lines.map((line) => [line.orderId, line])),
  );
  const states = plan.items.map(({ seen }) => placedState(lines.get(seen.licenseId)));
  const open = plan.items.flatMap((item, at) => (states[at]?.state === 'WAITING' ? [{ item, at }] : []));
  const items = (outcomes: readonly ActOutcome[]) => {
    const news = new Map(open.map(({ item, at }, place) => [at, outcomeState(item, outcomes[place])]));
    return states.map((state, at) => news.get(at) ?? state);
  };
  const acts = open.map(({ item }) => actOf(plan, item));
  const outcomes = await relayMany(platform, acts, { onProgress: (some) => onProgress?.(items(some)) });
  const now = await findListOrder(platform.api, order.id);
  return { order: now ?? order, items: items(outcomes) };
}

function actOf({ licensee }: CheckoutPlan, { assetId, wish, seen }: AgreedItem) {
  const { offerId, version, licenseId: termsHash, price } = seen;
  return orderAct({
    ...{ offerId, assetId, version, licensee, wish: parseWish(wish), termsHash, maxPrice: price.amount },
  });
}

/** Of a line that was placed: what was taken back stays so. */
function placedState(line: InvoiceLine | undefined): ItemState {
  if (line === undefined || line.state === 'PLACING') return WAITING;
  const { orderId, terms, state } = line;
  if (state === 'CANCELED')
    return {
      state: 'REFUSED',
      reasons: [{ code: 'ORDER_CANCELED', en: 'It was taken back.', zh: '已取消。' }],
    };
  return { state: 'BOUGHT', licenseId: orderId, price: { amount: terms.price, token: terms.token } };
}

function outcomeState({ seen }: AgreedItem, outcome: ActOutcome | undefined): ItemState {
  if (outcome === undefined || outcome.state === 'WAITING') return WAITING;
  const { state, reasons, message, proposal } = outcome;
  const ordered: ItemState = { state: 'BOUGHT', licenseId: seen.licenseId, price: seen.price };
  if (state === 'DONE') return ordered;
  if (state === 'PROPOSED') return proposal === null ? WAITING : { state: 'PROPOSED', proposal };
  if (reasons.some(({ code }) => code === ORDERED_BEFORE)) return ordered;
  const said = message ?? '';
  return {
    state: 'REFUSED',
    reasons: reasons.length > 0 ? reasons : [{ code: 'LEDGER_REFUSED', en: said, zh: said }],
  };
}

function stateOf({ seen }: AgreedItem, row: CheckoutRow | undefined): ItemState {
  if (row === undefined) throw new UntrustworthyAnswerError('it does not say something of each asset');
  if (row.state === 'BOUGHT') return { state: 'BOUGHT', licenseId: row.licenseId, price: seen.price };
  if (row.state !== 'FREE') return row;
  const differences = differencesOf(seen, row.terms);
  return seen.licenseId === row.terms.licenseId && differences.length === 0
    ? WAITING
    : { state: 'CHANGED', now: row.terms, differences };
}

function termsIn(row: CheckoutRow | undefined): string {
  const terms = row?.state === 'FREE' ? row.quote.terms : null;
  if (terms == null) throw new UntrustworthyAnswerError('the quote has no terms');
  return terms;
}

function sentenceOf(item: ItemState | undefined): string {
  switch (item?.state) {
    case 'BOUGHT':
      return `this very license is issued already (${item.licenseId}). Nothing was ordered.`;
    case 'CHANGED':
      return `it is otherwise than it was shown (${item.differences.join(', ').toLowerCase()}). Nothing was ordered.`;
    case 'REFUSED':
      return `${item.reasons.map(({ en, code }) => `${en} (${code})`).join(' ')} Nothing was ordered.`;
    default:
      return 'it can’t be licensed any more. Nothing was ordered.';
  }
}
