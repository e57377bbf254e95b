import type { Hex } from '@lanran/protocol/kernel/bytes';
import { concat, fromHex, uintBytes } from '@lanran/protocol/kernel/bytes';
import { keccak256 } from '@lanran/protocol/kernel/hash';
import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { Terms } from '@lanran/protocol/licensing/terms';
import type { Order } from '../../licensing/domain/order.ts';
import { type BillId, billIdOfOrder, type InvoiceId, invoiceIdOfOrder } from './invoice.ts';

/** A line as it was placed; what became of it is read from its order. */
export interface PlacedLine {
  readonly orderId: LicenseId;
  readonly terms: Terms;
  readonly community: OrganizationId | null;
  /** Its place among all lines of the order, from 0. */
  readonly at: number;
  /** The last leaf about an earlier order of the same terms, which was taken back; -1: there was none. */
  readonly afterIndex: number;
}

/** What one holder asks for, in one currency. */
export interface PlacedInvoice {
  readonly id: InvoiceId;
  readonly bill: BillId;
  readonly licensee: OrganizationId;
  readonly holder: OrganizationId;
  readonly token: Address;
  readonly placedAt: Date;
  readonly lines: readonly PlacedLine[];
  /** The chain has or had a line of it: before that, it exists for its licensee alone. */
  readonly isOrdered: boolean;
  /** When its licensee ended the whole order: no more lines come. */
  readonly endedAt: Date | null;
}

/** An order of many licenses as it was placed, before the chain has any of them. */
export interface PlacedBill {
  readonly id: BillId;
  /** Names licensee and set of lines. */
  readonly linesKey: Hex;
  readonly licensee: OrganizationId;
  readonly placedAt: Date;
  readonly title: string;
  readonly isOrdered: boolean;
  readonly invoices: readonly PlacedInvoice[];
}

/** A line before it is known in which invoice it stands. */
export interface NewLine extends Omit<PlacedLine, 'at'> {
  readonly holder: OrganizationId;
}

export interface NewBill {
  readonly licensee: OrganizationId;
  readonly title: string;
  readonly placedAt: Date;
  /** In the order in which they were named. */
  readonly lines: readonly NewLine[];
  /** How many orders of the same lines there were before. */
  readonly before: number;
}

/** The same lines in another order have the same key. */
export function linesKeyOf(licensee: OrganizationId, orderIds: readonly LicenseId[]): Hex {
  return keccak256(concat(fromHex(licensee), ...[...orderIds].sort().map((id) => fromHex(id))));
}

/** One invoice for each holder and currency, in the order of their first lines. */
export function newBill({ licensee, title, placedAt, lines, before }: NewBill): PlacedBill {
  const linesKey = linesKeyOf(
    licensee,
    lines.map(({ orderId }) => orderId),
  );
  // The brand marks what is made here.
  const id = keccak256(concat(fromHex(linesKey), uintBytes(before, 4))) as BillId;
  const invoices = new Map<string, PlacedInvoice & { lines: PlacedLine[] }>();
  lines.forEach(({ holder, ...line }, at) => {
    const { token } = line.terms;
    const invoiceId = keccak256(concat(fromHex(id), fromHex(holder), fromHex(token))) as InvoiceId;
    const invoice = invoices.get(invoiceId) ?? {
      ...{ id: invoiceId, bill: id, licensee, holder, token, placedAt, lines: [] },
      ...{ isOrdered: false, endedAt: null },
    };
    invoice.lines.push({ ...line, at });
    invoices.set(invoiceId, invoice);
  });
  return {
    ...{ id, linesKey, licensee, placedAt, title, isOrdered: false },
    invoices: [...invoices.values()],
  };
}

/** A license that was ordered alone, as an order of one line. */
export function aloneBill(order: Order): PlacedBill {
  const { id, terms, orderedAt: placedAt } = order;
  return {
    id: billIdOfOrder(id),
    linesKey: linesKeyOf(terms.licensee, [id]),
    ...{ licensee: terms.licensee, placedAt, title: '', isOrdered: true },
    invoices: [aloneInvoice(order)],
  };
}

export function aloneInvoice({ id, terms, holder, community, orderedAt }: Order): PlacedInvoice {
  return {
    id: invoiceIdOfOrder(id),
    bill: billIdOfOrder(id),
    ...{ licensee: terms.licensee, holder, token: terms.token, placedAt: orderedAt },
    lines: [{ orderId: id, terms, community, at: 0, afterIndex: -1 }],
    ...{ isOrdered: true, endedAt: null },
  };
}
