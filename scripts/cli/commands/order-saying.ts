import type { OrderSaying } from '@lanran/sdk/licensing/order-acts';
import { sayOfOrder, type Order } from '@lanran/sdk/licensing/orders';
import { actResult, alreadyResult } from '../act-result.ts';
import type { CommandContext } from '../context.ts';
import type { CommandResult } from '../output.ts';
import { parseOrderArgument } from '../parse-ids.ts';

const SAID: Readonly<Record<OrderSaying, string>> = {
  cancelOrder: 'canceled',
  confirmPaid: 'confirmed as paid',
  confirmShare: "confirmed as to the community's share",
};

/** `order-cancel`, `confirm-paid`, `confirm-share`: says something of an order; twice is once. */
export async function orderSaying(
  context: CommandContext,
  text: string,
  saying: OrderSaying,
): Promise<CommandResult> {
  const orderId = parseOrderArgument(text);
  const platform = await context.connect();
  const { order, done } = await sayOfOrder(platform, orderId, saying);
  const about = documentOf(order);
  const sentence = `order ${orderId} is ${SAID[saying]}`;
  return done === null
    ? alreadyResult(about, sentence)
    : actResult(done, { about, done: `${sentence}; ${nextOf(order)}` });
}

function documentOf({ id, state, isPaid, isShared }: Order) {
  return { orderId: id, state, isPaid, isShared, ...(state === 'LICENSED' && { licenseId: id }) };
}

function nextOf({ id, state, isPaid }: Order): string {
  if (state === 'LICENSED') return `license ${id} is issued`;
  if (state === 'CANCELED') return 'no license will follow';
  return isPaid ? 'the council still confirms its share' : 'the holder still confirms the payment';
}
