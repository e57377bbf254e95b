import type { OrderSaying } from '@lanran/sdk/licensing/orders/order-acts';
import {
  findBill,
  type Invoice,
  type InvoiceLine,
  isDue,
  isShareDue,
  listInvoices,
  type NamedOrder,
  remind as askAgain,
} from '@lanran/sdk/billing/bills';
import {
  cancelBill,
  cancelLines,
  confirmInvoicePaid,
  confirmShares,
  linesNamed,
  type SaidOfLine,
} from '@lanran/sdk/billing/confirming';
import { ArgumentError } from '@lanran/sdk/kernel/errors';
import type { Platform } from '@lanran/sdk/kernel/session';
import { type Order, sayOfOrder } from '@lanran/sdk/licensing/orders/orders';
import type { CommandContext } from './context.ts';
import { actResult, alreadyResult } from './lines/act.ts';
import {
  billDocument,
  invoiceLines,
  lineDocument,
  onlyInvoice,
  refusedLines,
  saidDocument,
} from './lines/bill.ts';
import { listOfParties, parseOrderArgument } from './options/arguments.ts';
import type { CommandResult } from './output.ts';

interface LineOption {
  readonly line?: readonly string[];
}

/** The licensee takes an order, an invoice of it or some of its lines back. */
export async function orderCancel(
  context: CommandContext,
  order: string,
  options: LineOption,
): Promise<CommandResult> {
  return sayOf(context, order, {
    ...{ options, saying: 'cancelOrder', said: 'canceled' },
    say: (platform, named, lines) =>
      named.named === 'ORDER' && options.line === undefined
        ? cancelBill(platform, named.order)
        : cancelLines(platform, lines),
  });
}

/** The holder confirms that its invoice, or some lines of it, are paid. */
export async function confirmPaid(
  context: CommandContext,
  order: string,
  options: LineOption,
): Promise<CommandResult> {
  return sayOf(context, order, {
    ...{ options, saying: 'confirmPaid', said: 'confirmed as paid' },
    say: (platform, _, lines) => confirmInvoicePaid(platform, lines),
  });
}

interface ShareOptions extends LineOption {
  readonly all?: boolean;
}

/** The council confirms that its shares of orders arrived; of several at once, or of all that wait. */
export async function confirmShare(
  context: CommandContext,
  orders: readonly string[],
  options: ShareOptions,
): Promise<CommandResult> {
  const [order, ...others] = orders;
  if (options.all === true && order !== undefined)
    throw new ArgumentError('--all', 'stands for every order; leave the numbers out.');
  if (options.all === true) return confirmAllShares(context);
  if (order === undefined) throw new ArgumentError('ORDER', 'name an order or invoice, or use --all.');
  if (others.length === 0)
    return sayOf(context, order, {
      ...{ options, saying: 'confirmShare', said: "confirmed as to the community's share" },
      say: (platform, _, lines) => confirmShares(platform, lines),
    });
  if (options.line !== undefined) throw new ArgumentError('--line', 'goes with one order.');
  const ids = orders.map(parseOrderArgument);
  const platform = await context.connect();
  const named: NamedOrder[] = [];
  for (const id of ids) named.push(await findBill(platform.api, id));
  const invoices = named.flatMap((each) => each.invoices);
  return sharesResult(invoices, await confirmShares(platform, linesOf(invoices)));
}

async function confirmAllShares(context: CommandContext): Promise<CommandResult> {
  const platform = await context.connect();
  const invoices = await listOfParties(platform, {}, async ({ id, kind }) =>
    kind === 'COMMUNITY' ? listInvoices(platform.api, { community: id }) : [],
  );
  const waiting = invoices
    .map((invoice) => ({ ...invoice, lines: invoice.lines.filter(isShareDue) }))
    .filter(({ lines }) => lines.length > 0);
  return sharesResult(waiting, await confirmShares(platform, linesOf(waiting)));
}

function sharesResult(invoices: readonly Invoice[], said: readonly SaidOfLine[]): CommandResult {
  const done = said.filter(({ outcome }) => outcome.state === 'DONE').length;
  return {
    json: { confirmed: said.map(saidDocument) },
    lines: [
      said.length === 0
        ? 'nothing to do: no share waits'
        : `${done} of ${said.length} shares confirmed, of ${invoices.length} ${invoices.length === 1 ? 'invoice' : 'invoices'}`,
      ...refusedLines(said),
    ],
    exitCode: said.some(({ outcome }) => outcome.state === 'REFUSED') ? 1 : 0,
  };
}

interface Saying {
  readonly options: LineOption;
  readonly saying: OrderSaying;
  readonly said: string;
  say(platform: Platform, named: NamedOrder, lines: readonly InvoiceLine[]): Promise<readonly SaidOfLine[]>;
}

/** Says something of an order, an invoice or lines; twice is once. */
async function sayOf(
  context: CommandContext,
  text: string,
  { options, saying, said, say }: Saying,
): Promise<CommandResult> {
  const id = parseOrderArgument(text);
  const platform = await context.connect();
  const named = await findBill(platform.api, id);
  const [alone, ...others] = linesOf(named.order.invoices);
  if (alone !== undefined && others.length === 0 && alone.orderId === named.order.id)
    return sayAlone(platform, alone, { saying, said });
  const lines = linesNamed(linesOf(named.invoices), options.line ?? []);
  const outcomes = await say(platform, named, lines);
  const now = await findBill(platform.api, id);
  const done = outcomes.filter(({ outcome }) => outcome.state === 'DONE').length;
  const json = {
    ...billDocument({ ...now.order, invoices: now.invoices, totals: now.order.totals }),
    outcomes: outcomes.map(saidDocument),
    ...(outcomes.length === 0 && { already: true }),
  };
  const sentence =
    outcomes.length === 0
      ? `nothing to do: what was named is ${said}`
      : `${done} of ${outcomes.length} ${said}`;
  return {
    json,
    lines: [sentence, ...refusedLines(outcomes), ...now.invoices.flatMap(invoiceLines)],
    exitCode: outcomes.some(({ outcome }) => outcome.state === 'REFUSED') ? 1 : 0,
  };
}

/** Of a license that was ordered alone. */
async function sayAlone(
  platform: Platform,
  { orderId }: InvoiceLine,
  { saying, said }: Pick<Saying, 'saying' | 'said'>,
): Promise<CommandResult> {
  const { order, done } = await sayOfOrder(platform, orderId, saying);
  const { id, state, isPaid, isShared } = order;
  const about = { orderId: id, state, isPaid, isShared, ...(state === 'LICENSED' && { licenseId: id }) };
  const sentence = `order ${orderId} is ${said}`;
  return done === null
    ? alreadyResult(about, sentence)
    : actResult(done, { about, done: `${sentence}; ${nextOf(order)}` });
}

function nextOf({ id, state, isPaid }: Order): string {
  if (state === 'LICENSED') return `license ${id} is issued`;
  if (state === 'CANCELED') return 'no license will follow';
  return isPaid ? 'the council still confirms its share' : 'the holder still confirms the payment';
}

/** The holder asks its licensee for payment again. */
export async function remind(context: CommandContext, text: string): Promise<CommandResult> {
  const id = parseOrderArgument(text);
  const { api } = await context.connect();
  const invoice = await askAgain(api, onlyInvoice(await findBill(api, id)).id);
  const due = invoice.lines.filter(isDue);
  return {
    json: {
      invoice: { id: invoice.id, number: invoice.shortNumber },
      remindedAt: invoice.remindedAt.at(-1) ?? null,
      lines: due.map((line) => lineDocument(line, invoice)),
    },
    lines: [`${invoice.licensee.slug} is asked again for the payment of`, ...invoiceLines(invoice)],
  };
}

function linesOf(invoices: readonly Invoice[]): InvoiceLine[] {
  return invoices.flatMap(({ lines }) => lines);
}
