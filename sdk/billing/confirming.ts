import { type ActOutcome, relayMany } from '../acts/relaying-many.ts';
import { RefusedError } from '../kernel/errors.ts';
import type { Platform } from '../kernel/session.ts';
import { orderSayingAct, type OrderSaying } from '../licensing/orders/order-acts.ts';
import { endListOrder, type InvoiceLine, isDue, isShareDue, type ListOrder } from './bills.ts';

/** What became of a line of which something was said. */
export interface SaidOfLine {
  readonly line: InvoiceLine;
  readonly outcome: ActOutcome;
}

export interface SayingOptions {
  readonly onProgress?: (said: number, of: number) => void;
}

/** The holder says that lines of its invoices are paid; of those that are paid already nothing is said. One outcome a line that is said. */
export async function confirmInvoicePaid(
  platform: Platform,
  lines: readonly InvoiceLine[],
  options: SayingOptions = {},
): Promise<readonly SaidOfLine[]> {
  return say(platform, 'confirmPaid', { lines: lines.filter(isDue), ...options });
}

/** The council says that its shares arrived; of those it said so of already nothing is said. */
export async function confirmShares(
  platform: Platform,
  lines: readonly InvoiceLine[],
  options: SayingOptions = {},
): Promise<readonly SaidOfLine[]> {
  return say(platform, 'confirmShare', { lines: lines.filter(isShareDue), ...options });
}

/** The licensee takes lines back. */
export async function cancelLines(
  platform: Platform,
  lines: readonly InvoiceLine[],
  options: SayingOptions = {},
): Promise<readonly SaidOfLine[]> {
  return say(platform, 'cancelOrder', {
    lines: lines.filter(({ state }) => state === 'ORDERED'),
    ...options,
  });
}

/** The licensee takes back what is not paid of an order, and ends it. */
export async function cancelBill(
  platform: Platform,
  order: ListOrder,
  options: SayingOptions = {},
): Promise<readonly SaidOfLine[]> {
  const lines = order.invoices.flatMap((invoice) => invoice.lines);
  const isAlone = lines.length === 1 && lines[0]?.orderId === order.id;
  if (!isAlone) await endListOrder(platform.api, order.id);
  return cancelLines(platform, isAlone ? lines : lines.filter(isDue), options);
}

async function say(
  platform: Platform,
  saying: OrderSaying,
  { lines, onProgress }: SayingOptions & { readonly lines: readonly InvoiceLine[] },
): Promise<readonly SaidOfLine[]> {
  const acts = lines.map(({ terms }) => orderSayingAct(saying, terms));
  const outcomes = await relayMany(platform, acts, {
    onProgress: (some) => onProgress?.(some.filter(({ state }) => state !== 'WAITING').length, lines.length),
  });
  return lines.flatMap((line, at) => {
    const outcome = outcomes[at];
    return outcome === undefined ? [] : [{ line, outcome }];
  });
}

/** Of an invoice or order, by their numbers or ids; all where none is named. @throws RefusedError for one that is not there */
export function linesNamed(lines: readonly InvoiceLine[], names: readonly string[]): readonly InvoiceLine[] {
  if (names.length === 0) return lines;
  return names.map((name) => {
    const found = lines.find(
      ({ orderId, shortNumber, identifier }) =>
        orderId === name || identifier === name || plain(shortNumber) === plain(name),
    );
    if (found === undefined)
      throw new RefusedError('NOT_FOUND', `There is no line ${name} in it.`, { argument: '--line' });
    return found;
  });
}

function plain(number: string): string {
  return number.replace(/[\s-]/g, '').toUpperCase();
}
