import { parseLicenseId } from '@lanran/protocol/kernel/ids';
import { idsOf, parseShortNumber, shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { BankEntry } from '../../../sdk/billing/bank-statement/statement.ts';
import type { InvoiceForMatching } from '../../../sdk/billing/payments/payment-match.ts';

/** Odd and of 256 bits: its multiples have other first digits. */
const SPREAD = 0x9e3779b97f4a7c15f39cc0605cedc8341082276bf3a27251f86c6a11d0c18e95n;

/** A short number whose check digit is right. */
export function numberOf(seed: number): string {
  const id = BigInt.asUintN(256, BigInt(seed) * SPREAD);
  return shortNumberOf(`0x${id.toString(16).padStart(64, '0')}`);
}

type LineOverrides = Partial<InvoiceForMatching['lines'][number]>;

export function buildLine(seed: number, overrides: LineOverrides = {}): InvoiceForMatching['lines'][number] {
  const number = numberOf(seed);
  const orderId = parseLicenseId(idsOf(parseShortNumber(number)).first);
  return { orderId, number, amount: 10_000n, isPaid: false, isCanceled: false, ...overrides };
}

/** An invoice of two lines, 100 and 200 EUR, unless it is told otherwise. */
export function buildInvoice(seed: number, overrides: Partial<InvoiceForMatching> = {}): InvoiceForMatching {
  const number = numberOf(seed);
  const lines = overrides.lines ?? [
    buildLine(seed + 1001, { amount: 10_000n }),
    buildLine(seed + 2002, { amount: 20_000n }),
  ];
  const open = lines.filter(({ isPaid, isCanceled }) => !isPaid && !isCanceled);
  return {
    id: `invoice-${seed}`,
    number,
    reference: `RF18${number.replace('-', '')}`,
    billNumber: numberOf(seed + 3003),
    currency: { symbol: 'EUR', decimals: 2 },
    licenseeName: { en: 'Qinglan Film GmbH', zh: '青岚影业' },
    lines,
    openUnits: open.reduce((sum, { amount }) => sum + amount, 0n),
    dueOn: '2027-04-01',
    ...overrides,
  };
}

export function buildEntry(overrides: Partial<BankEntry> = {}): BankEntry {
  return {
    line: 2,
    bookedOn: '2027-03-01',
    amount: 30_000n,
    currency: 'EUR',
    decimals: 2,
    isCredit: true,
    isReversal: false,
    texts: [],
    counterparty: null,
    ...overrides,
  };
}
