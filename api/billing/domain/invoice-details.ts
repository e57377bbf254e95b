import { type Day, parseDay } from '@lanran/protocol/kernel/day';
import { FormatError } from '@lanran/protocol/kernel/errors';
import { BadInputError } from '../../platform/kernel/errors.ts';
import { parseLanguage, requireLine } from '../../platform/kernel/localized-text.ts';
import type { InvoiceId } from './invoice.ts';

const MAX_LINE = 200;
const MAX_LINES = 1_000;
const MAX_RATE_BPS = 10_000;

/** What accountants need beside the lines of an invoice, which nobody signs. The price never changes: the tax is within it. */
export interface InvoiceDetails {
  readonly invoiceId: InvoiceId;
  /** The licensee's own number. */
  readonly purchaseOrder: string | null;
  /** To whom the invoice is written: lines with name, address and tax number, by the licensee. */
  readonly billTo: string | null;
  /** In basis points, by the holder; null: not stated. 0: free of tax. */
  readonly taxRateBps: number | null;
  /** In the token's smallest unit, by the holder; null: computed from the rate. */
  readonly taxAmount: bigint | null;
  /** By the holder. */
  readonly dueOn: Day | null;
  /** Of the tax invoice (发票) that the holder wrote. */
  readonly taxInvoiceNumber: string | null;
}

/** Fields by who states them. */
export const LICENSEE_FIELDS = ['purchaseOrder', 'billTo'] as const;
export const HOLDER_FIELDS = ['taxRateBps', 'taxAmount', 'dueOn', 'taxInvoiceNumber'] as const;

export function noDetails(invoiceId: InvoiceId): InvoiceDetails {
  return {
    invoiceId,
    ...{ purchaseOrder: null, billTo: null },
    ...{ taxRateBps: null, taxAmount: null, dueOn: null, taxInvoiceNumber: null },
  };
}

/** As it arrives: every member unchecked; what is left out stays, null removes. */
export interface InvoiceDetailsInput {
  readonly purchaseOrder?: string | null | undefined;
  readonly billTo?: string | null | undefined;
  readonly taxRateBps?: number | null | undefined;
  /** Digits: the token's smallest unit. */
  readonly taxAmount?: string | null | undefined;
  /** YYYY-MM-DD */
  readonly dueOn?: string | null | undefined;
  readonly taxInvoiceNumber?: string | null | undefined;
}

/**
 * A new rate without an amount removes the stated amount, which was of the former rate.
 * @param price of all lines: no tax is more.
 * @throws BadInputError naming the field
 */
export function parseDetails(
  input: InvoiceDetailsInput,
  present: InvoiceDetails,
  price: bigint,
): InvoiceDetails {
  const kept = <T>(given: T | undefined, before: T): T => (given === undefined ? before : given);
  const taxRateBps = kept(parseRate(input.taxRateBps), present.taxRateBps);
  const presentAmount = taxRateBps === present.taxRateBps ? present.taxAmount : null;
  const details = {
    invoiceId: present.invoiceId,
    purchaseOrder: kept(parseLine(input.purchaseOrder, 'input.purchaseOrder'), present.purchaseOrder),
    billTo: kept(parseLines(input.billTo, 'input.billTo'), present.billTo),
    taxRateBps,
    taxAmount: kept(parseAmount(input.taxAmount), presentAmount),
    dueOn: kept(parseDue(input.dueOn), present.dueOn),
    taxInvoiceNumber: kept(
      parseLine(input.taxInvoiceNumber, 'input.taxInvoiceNumber'),
      present.taxInvoiceNumber,
    ),
  };
  if (details.taxAmount !== null && details.taxAmount > price)
    throw new BadInputError('input.taxAmount', 'is more than the price, which includes it.');
  if (details.taxAmount !== null && details.taxRateBps === null)
    throw new BadInputError('input.taxRateBps', 'has to be stated with an amount of tax.');
  return details;
}

/** Of the price, which includes it: stated, or from the rate, rounded to the nearest unit. Null: not stated. */
export function taxOf(
  { taxRateBps, taxAmount }: Pick<InvoiceDetails, 'taxRateBps' | 'taxAmount'>,
  price: bigint,
): bigint | null {
  if (taxAmount !== null) return taxAmount;
  if (taxRateBps === null) return null;
  const whole = 10_000n + BigInt(taxRateBps);
  return (price * BigInt(taxRateBps) + whole / 2n) / whole;
}

function parseLine(text: string | null | undefined, field: string): string | null | undefined {
  if (text === undefined) return undefined;
  const line = parseLanguage(text, field, MAX_LINE);
  if (line !== null) requireLine(line, field);
  return line;
}

function parseLines(text: string | null | undefined, field: string): string | null | undefined {
  return text === undefined ? undefined : parseLanguage(text, field, MAX_LINES);
}

function parseRate(rate: number | null | undefined): number | null | undefined {
  if (rate == null) return rate;
  if (!Number.isInteger(rate) || rate < 0 || rate > MAX_RATE_BPS)
    throw new BadInputError(
      'input.taxRateBps',
      `must be basis points from 0 to ${MAX_RATE_BPS}: 600 for 6 %.`,
    );
  return rate;
}

function parseAmount(text: string | null | undefined): bigint | null | undefined {
  if (text == null) return text;
  if (!/^\d{1,78}$/.test(text))
    throw new BadInputError('input.taxAmount', 'must be digits: the smallest unit of the payment token.');
  return BigInt(text);
}

function parseDue(text: string | null | undefined): Day | null | undefined {
  if (text == null) return text;
  try {
    return parseDay(text);
  } catch (error) {
    if (error instanceof FormatError) throw new BadInputError('input.dueOn', 'must be a day as YYYY-MM-DD.');
    throw error;
  }
}
