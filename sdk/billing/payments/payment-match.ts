import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import type { Currency } from '@lanran/protocol/kernel/money';
import type { BankEntry } from '../bank-statement/statement.ts';

/** One license of an invoice. */
export interface InvoiceLineForMatching {
  readonly orderId: LicenseId;
  readonly number: string;
  readonly amount: bigint;
  readonly isPaid: boolean;
  readonly isCanceled: boolean;
}

/** What is asked for, as far as it has to be known to find its payment. */
export interface InvoiceForMatching {
  readonly id: string;
  readonly number: string;
  /** ISO 11649, of the number. */
  readonly reference: string;
  /** Of the order that it is of. */
  readonly billNumber: string;
  readonly currency: Currency;
  /** By either it may pay. */
  readonly licenseeName: BilingualText;
  readonly lines: readonly InvoiceLineForMatching[];
  /** Of the lines that stand and are not paid. */
  readonly openUnits: bigint;
  /** YYYY-MM-DD */
  readonly dueOn: string | null;
}

/**
 * EXACT: one entry is what is open. SEVERAL: entries are, together. LINES: what came is some of the lines, by their numbers or in one way
 * only by their amounts. PAID_BEFORE: nothing is open any more, or not after the other entry. CANCELED: every line was taken back.
 */
export const PAYMENT_OUTCOMES = [
  'EXACT',
  'SEVERAL',
  'LINES',
  'TOO_LITTLE',
  'TOO_MUCH',
  'OTHER_CURRENCY',
  'PAID_BEFORE',
  'CANCELED',
] as const;
export type PaymentOutcome = (typeof PAYMENT_OUTCOMES)[number];

/** By what an entry was found to be of an invoice; AMOUNT: by amount and name alone. */
export type MatchedBy = 'REFERENCE' | 'NUMBER' | 'ORDER' | 'LINE' | 'AMOUNT';

/** Entries that are of one invoice. */
export interface PaymentMatch {
  readonly invoice: InvoiceForMatching;
  readonly entries: readonly BankEntry[];
  readonly outcome: PaymentOutcome;
  readonly by: MatchedBy;
  /** What of the entries is for this invoice, in the currency of the entries. */
  readonly receivedUnits: bigint;
  /** What may be confirmed as paid; empty unless EXACT, SEVERAL or LINES. */
  readonly orderIds: readonly LicenseId[];
  /** Named by its number, and it fits: confirmed unless somebody says no. Others are confirmed only when they were ticked. */
  readonly isSure: boolean;
}

/** Money that is of no invoice, as far as its entry says. */
export interface UnmatchedEntry {
  readonly entry: BankEntry;
  /** By amount or name; null where nothing is open in the currency. */
  readonly nearest: InvoiceForMatching | null;
  /** It went back: another entry names the same invoice and takes it out. */
  readonly isReturned: boolean;
}

export interface PaymentMatches {
  /** In the order of the invoices. */
  readonly matches: readonly PaymentMatch[];
  readonly unmatched: readonly UnmatchedEntry[];
  /** Entries that went out, and reversals of such. */
  readonly ignored: number;
}
