import { formatMoney } from '@lanran/protocol/kernel/money';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import {
  findBill,
  type Invoice,
  type InvoiceLine,
  type ListOrder,
  type NamedOrder,
} from '@lanran/sdk/billing/bills';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import type { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import type { CommandResult } from '../output.ts';
import type { SaidOfLine } from '@lanran/sdk/billing/confirming';
import { proposalDocument } from '@lanran/sdk/acts/safe-acts';

/** A line of an order for the one document. */
export function lineDocument(
  { orderId, shortNumber, assetId, title, terms, community, state, isPaid, isShared }: InvoiceLine,
  { currency, shortNumber: invoice }: Invoice,
) {
  return {
    ...{ asset: assetId, title, orderId, number: shortNumber, invoice, state },
    price: formatMoney(terms.price, currency),
    community: community?.slug ?? null,
    ...{ isPaid, isShared },
  };
}

/** `{order, lines, totals, invoices}`. */
export function billDocument({ id, shortNumber, title, placedAt, licensee, invoices, totals }: ListOrder) {
  return {
    order: { id, number: shortNumber },
    ...{ title, placedAt, licensee: licensee.slug },
    lines: invoices.flatMap((invoice) => invoice.lines.map((line) => lineDocument(line, invoice))),
    totals: totals.map(({ currency, units }) => formatMoney(units, currency)),
    invoices: invoices.map(invoiceDocument),
  };
}

function invoiceDocument(invoice: Invoice) {
  const { id, shortNumber, reference, holder, total, currency, dueOn, purchaseOrder, lines } = invoice;
  return {
    ...{ id, number: shortNumber, reference, holder: holder.slug, total: formatMoney(total, currency) },
    ...{ dueOn, purchaseOrder, isPaid: lines.every(({ isPaid, state }) => isPaid || state === 'CANCELED') },
  };
}

export function billLines({ shortNumber, title, placedAt, licensee, invoices, totals }: ListOrder): string[] {
  const sum = totals.map(({ currency, units }) => formatMoney(units, currency)).join(' and ');
  const named = title === '' ? '' : ` ${title},`;
  return [
    `order ${shortNumber},${named} ${licensee.slug}, ${placedAt.slice(0, 10)}: ${sum === '' ? 'nothing stands' : sum}`,
    ...invoices.flatMap(invoiceLines),
  ];
}

export function invoiceLines(invoice: Invoice): string[] {
  const { shortNumber, reference, holder, total, currency, dueOn, lines } = invoice;
  const due = dueOn === null ? '' : `, due ${dueOn}`;
  return [
    `  invoice ${shortNumber} of ${holder.slug}: ${formatMoney(total, currency)}${due}, reference ${reference}`,
    ...lines.map((line) => `    ${lineText(line, invoice)}`),
  ];
}

export function lineText(line: InvoiceLine, { currency }: Pick<Invoice, 'currency'>): string {
  const { shortNumber, title, assetId, terms, state, isPaid, isShared } = line;
  const name = title?.en ?? title?.zh ?? assetId;
  const said = `${isPaid ? ', paid' : ''}${isShared ? ', share received' : ''}`;
  return `${shortNumber}  ${name}: ${state}${said}  ${formatMoney(terms.price, currency)}`;
}

/** What became of a line of which something was said. */
export function saidDocument({
  line,
  outcome: { state, transaction, proposal, reasons, message },
}: SaidOfLine) {
  return {
    ...{ orderId: line.orderId, number: line.shortNumber, outcome: state },
    ...(transaction !== null && { transaction }),
    ...(proposal !== null && { proposal: proposalDocument(proposal) }),
    ...(state === 'REFUSED' && { reasons, message }),
  };
}

export function refusedLines(said: readonly SaidOfLine[]): string[] {
  return said.flatMap(({ line, outcome }) =>
    outcome.state === 'REFUSED'
      ? [
          `refused: ${shortNumberOf(line.orderId)}: ${outcome.message ?? outcome.reasons.map(({ en }) => en).join(' ')}`,
        ]
      : [],
  );
}

/** Shows an order with its invoices and lines, by any number of it. */
export async function showOrder(api: GraphqlClient, id: LicenseId): Promise<CommandResult> {
  const { order } = await findBill(api, id);
  return { json: billDocument(order), lines: billLines(order) };
}

/** @throws RefusedError where an order of several was named */
export function onlyInvoice({ order, invoices }: NamedOrder): Invoice {
  const [invoice, ...others] = invoices;
  if (invoice === undefined || others.length > 0)
    throw new RefusedError(
      'CONFLICT',
      `Order ${order.shortNumber} has ${invoices.length} invoices: ${invoices.map(({ shortNumber, holder }) => `${shortNumber} of ${holder.slug}`).join(', ')}. Name one of them.`,
      { argument: 'ORDER' },
    );
  return invoice;
}
