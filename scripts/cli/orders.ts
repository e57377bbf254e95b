import { writeFile } from 'node:fs/promises';
import { type Invoice, type InvoiceLine, type ListOrder, listBills } from '@lanran/sdk/billing/bills';
import { invoiceTable } from '@lanran/sdk/billing/invoice-table';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';
import { findOrder, type Order, placeOrder } from '@lanran/sdk/licensing/orders/orders';
import { chooseLicensee } from '@lanran/sdk/organizations/organizations';
import type { CommandContext } from './context.ts';
import { parseUse } from './desk/lists.ts';
import { actResult, alreadyResult } from './lines/act.ts';
import { billDocument, billLines, showOrder } from './lines/bill.ts';
import { orderContactLines } from './lines/contact.ts';
import { termsDocument } from './lines/license.ts';
import { refusedResult } from './lines/quote.ts';
import {
  listOfParties,
  parseAssetArgument,
  parseSaleOptions,
  type PartyOptions,
  parseOrderArgument,
} from './options/arguments.ts';
import { parseMaxPrice, parseWish, type PurchaseOptions, wishInput } from './options/window.ts';
import type { CommandResult } from './output.ts';

/** Shows an order; with a use, orders a license of an asset for it. */
export async function order(
  context: CommandContext,
  named: string,
  options: Partial<PurchaseOptions>,
): Promise<CommandResult> {
  const { media, territory, from, to } = options;
  if (media !== undefined && territory !== undefined && from !== undefined && to !== undefined)
    return orderAsset(context, named, { ...options, media, territory, from, to });
  // Names what is missing of a use.
  parseUse(options);
  const id = parseOrderArgument(named);
  const { api } = await context.connect();
  return showOrder(api, id);
}

/** Orders a license that is paid by invoice. It reserves nothing; the license follows when holder and council confirm. */
async function orderAsset(
  context: CommandContext,
  asset: string,
  options: PurchaseOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const wish = parseWish(options);
  const platform = await context.connect();
  const { deployment } = platform;
  const licensee = await chooseLicensee(platform, options.licensee);
  const outcome = await placeOrder(platform, {
    assetId,
    licensee: licensee.id,
    wish,
    wishInput: wishInput(wish, options),
    ...parseSaleOptions(options),
    maxPrice: parseMaxPrice(options.maxPrice, deployment),
  });
  if ('refused' in outcome) return refusedResult(outcome.refused, deployment);
  const { orderId, done, state } = outcome.placed;
  const about = { orderId, assetId, state };
  const placed = state === 'ORDERED' ? await findOrder(platform.api, orderId) : null;
  const contacts = placed === null ? {} : contactsDocument(placed);
  if (state === 'LICENSED')
    return alreadyResult({ ...about, licenseId: orderId }, `the license of order ${orderId} is issued`);
  const result =
    done === null
      ? alreadyResult({ ...about, ...contacts }, `order ${orderId} exists`)
      : actResult(done, {
          about: { ...about, ...contacts },
          done: `ordered ${orderId}; pay the invoice, then the holder confirms it and the council its share`,
        });
  return placed === null ? result : { ...result, lines: [...result.lines, ...orderContactLines(placed)] };
}

type OrderContacts = Pick<Order, 'holder' | 'community' | 'holderBankDetails' | 'communityBankDetails'>;

function contactsDocument({ holder, community, holderBankDetails, communityBankDetails }: OrderContacts) {
  return {
    holder,
    community: community ?? null,
    holderBankDetails: holderBankDetails ?? null,
    communityBankDetails: communityBankDetails ?? null,
  };
}

interface OrdersOptions extends PartyOptions {
  /** A table for accounting. */
  readonly csv?: string;
}

/** The orders of your organizations, as licensee, holder or community, with what is still to be confirmed. */
export async function orders(context: CommandContext, options: OrdersOptions): Promise<CommandResult> {
  const platform = await context.connect();
  const { api, deployment } = platform;
  const listed = await listOfParties(platform, options, async ({ id, kind }) =>
    kind === 'COMMUNITY'
      ? listBills(api, { community: id })
      : [...(await listBills(api, { licensee: id })), ...(await listBills(api, { holder: id }))],
  );
  const lines = listed.flatMap(({ invoices }) =>
    invoices.flatMap((invoice) => invoice.lines.map((line) => ({ invoice, line }))),
  );
  if (options.csv !== undefined) return writeTable(listed, options.csv);
  return {
    json: {
      orders: lines.map(({ invoice, line }) => ({
        ...{ orderId: line.orderId, number: line.shortNumber, licensee: line.terms.licensee },
        ...termsDocument(line.terms, deployment),
        ...{ state: line.state, isPaid: line.isPaid, isShared: line.isShared, orderedAt: line.orderedAt },
        ...{ order: invoice.listOrderNumber, invoice: invoice.shortNumber, reference: invoice.reference },
        ...contactsDocument(contactsOf(invoice, line)),
      })),
      listOrders: listed.map(billDocument),
    },
    lines: listed.flatMap((bill) => [...billLines(bill), ...contactLines(bill)]),
  };
}

function contactsOf({ holder, holderBankDetails }: Invoice, line: InvoiceLine): OrderContacts {
  const { community, communityBankDetails } = line;
  return {
    holder: partyDocument(holder),
    community: community === null ? null : partyDocument(community),
    ...{ holderBankDetails, communityBankDetails },
  };
}

function partyDocument({ slug, website, contact }: Invoice['holder']): Order['holder'] {
  return { slug, website, contact };
}

/** Each once, while something waits. */
function contactLines({ invoices }: ListOrder): string[] {
  const lines = invoices.flatMap((invoice) =>
    invoice.lines
      .filter(({ state }) => state === 'ORDERED')
      .flatMap((line) => orderContactLines(contactsOf(invoice, line))),
  );
  return [...new Set(lines)].map((line) => `  ${line}`);
}

async function writeTable(listed: readonly ListOrder[], file: string): Promise<CommandResult> {
  const invoices = listed.flatMap((bill) => bill.invoices);
  const count = invoices.reduce((sum, { lines }) => sum + lines.length, 0);
  await writeFile(file, invoiceTable(invoices, 'en')).catch((cause: unknown) => {
    throw new ArgumentError('--csv', `${file} can't be written: ${reasonOf(cause)}.`, { cause });
  });
  return {
    json: { csv: file, orders: count },
    lines: [`wrote ${file}: ${count} lines of ${listed.length} orders`],
  };
}
