import type { Day } from '@lanran/protocol/kernel/day';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Currency } from '@lanran/protocol/kernel/money';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { ShortNumber } from '@lanran/protocol/licensing/short-number';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { ORDER_STATES } from '../../licensing/domain/order.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';

/** Names an order of one or many licenses; of one that was ordered alone it is its license's id. */
export type BillId = Hex & { readonly __brand: 'BillId' };
/** Names what one holder asks for of such an order, in one currency; of a license ordered alone it is the order's id. */
export type InvoiceId = Hex & { readonly __brand: 'InvoiceId' };

/** PLACING: the chain does not have it yet. */
export const LINE_STATES = ['PLACING', ...ORDER_STATES] as const;
export type LineState = (typeof LINE_STATES)[number];

/** A license that was ordered alone is an invoice of its own. */
export function invoiceIdOfOrder(orderId: LicenseId): InvoiceId {
  return orderId as Hex as InvoiceId;
}

/** A license that was ordered alone is a bill of its own. */
export function billIdOfOrder(orderId: LicenseId): BillId {
  return orderId as Hex as BillId;
}

/** Does it count: not taken back? */
export function isStanding({ state }: Pick<InvoiceLine, 'state'>): boolean {
  return state !== 'CANCELED';
}

/** Does its holder wait for money? */
export function isDue({ state, isPaid }: Pick<InvoiceLine, 'state' | 'isPaid'>): boolean {
  return state === 'ORDERED' && !isPaid;
}

/** One license of an order: a sale of its own on the chain. */
export interface InvoiceLine {
  /** The id that its license has or will have. */
  readonly orderId: LicenseId;
  readonly assetId: AssetId;
  /** Null where the asset does not exist for the reader. */
  readonly title: LocalizedText | null;
  /** The museum's own number. */
  readonly identifier: string | null;
  readonly terms: Terms;
  /** Null for an asset without one. */
  readonly community: OrganizationId | null;
  /** Parts of the price, as the market divides it: they add up to it. */
  readonly parts: { readonly holder: bigint; readonly community: bigint; readonly operator: bigint };
  readonly state: LineState;
  /** The holder says that it is paid. */
  readonly isPaid: boolean;
  /** The council says that its share arrived. */
  readonly isShared: boolean;
  /** When the chain had these confirmations; null while they wait, and of some old orders. */
  readonly paidAt: Date | null;
  readonly sharedAt: Date | null;
  readonly orderedAt: Date;
  /** When its licensee took it back; null while it stands. */
  readonly canceledAt: Date | null;
}

/** What one holder asks for of an order: lines of one currency, due on one day. */
export interface Invoice {
  readonly id: InvoiceId;
  readonly number: ShortNumber;
  /** ISO 11649 creditor reference of the number, such as `RF18 7K3Q M9XT 2V` without spaces. */
  readonly reference: string;
  readonly bill: BillId;
  readonly billNumber: ShortNumber;
  readonly holder: OrganizationId;
  readonly licensee: OrganizationId;
  readonly currency: Currency & { readonly address: Address };
  /** In the order in which they were ordered; canceled ones too. */
  readonly lines: readonly InvoiceLine[];
  readonly issuedOn: Day;
  readonly dueOn: Day | null;
  /** The licensee's own number. */
  readonly purchaseOrder: string | null;
  /** To whom the invoice is written, as the licensee stated it for this order; null: its billing profile. */
  readonly billTo: string | null;
  /** In basis points, within the prices; null: not stated. 0: free of tax. */
  readonly taxRateBps: number | null;
  /** Within the total, in the smallest unit; null: computed from the rate. */
  readonly taxAmount: bigint | null;
  /** Of the tax invoice (发票) that the holder wrote. */
  readonly taxInvoiceNumber: string | null;
  /** When the holder asked for payment again, oldest first. */
  readonly remindedAt: readonly Date[];
}

/** Prices of an order in one currency. */
export interface BillTotal {
  readonly currency: Currency & { readonly address: Address };
  readonly units: bigint;
}

/** An order, placed once: one invoice for each holder and currency. */
export interface Bill {
  readonly id: BillId;
  readonly number: ShortNumber;
  readonly licensee: OrganizationId;
  readonly placedAt: Date;
  readonly title: string;
  readonly invoices: readonly Invoice[];
  /** Of the lines that stand, one a currency. */
  readonly totals: readonly BillTotal[];
}
