import type { OrderSaying } from '../../client/order-acts.ts';
import { sayOfOrder, type Order } from '../../client/orders.ts';
import type { CommandContext } from '../context.ts';
import { onceResult } from '../once-result.ts';
import type { CommandResult } from '../output.ts';
import { parseOrderArgument } from '../parse-ids.ts';

const SAID: Readonly<Record<OrderSaying, { readonly already: string; readonly text: string }>> = {
  cancelOrder: { already: 'alreadyCanceled', text: 'canceled' },
  confirmPaid: { already: 'alreadyConfirmed', text: 'confirmed as paid' },
  confirmShare: { already: 'alreadyConfirmed', text: "confirmed as to the community's share" },
};

/** `order-cancel`, `confirm-paid`, `confirm-share`: says something of an order; twice is once. */
export async function orderSaying(
  context: CommandContext,
  text: string,
  saying: OrderSaying,
): Promise<CommandResult> {
  const orderId = parseOrderArgument(text);
  const platform = await context.connect();
  const { order, transaction } = await sayOfOrder(platform, orderId, saying);
  const { already, text: said } = SAID[saying];
  return onceResult({
    transaction,
    subject: documentOf(order),
    already,
    done: `${said}: order ${orderId}; ${nextOf(order)}`,
    nothing: `order ${orderId} is ${said} already; nothing was done`,
  });
}

function documentOf({ id, state, isPaid, isShared }: Order) {
  return { orderId: id, state, isPaid, isShared, ...(state === 'LICENSED' && { licenseId: id }) };
}

function nextOf({ id, state, isPaid }: Order): string {
  if (state === 'LICENSED') return `license ${id} is issued`;
  if (state === 'CANCELED') return 'no license will follow';
  return isPaid ? 'the council still confirms its share' : 'the holder still confirms the payment';
}
