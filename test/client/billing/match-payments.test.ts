import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BankEntry } from '../../../sdk/billing/bank-statement/statement.ts';
import { matchPayments } from '../../../sdk/billing/payments/match-payments.ts';
import type { InvoiceForMatching } from '../../../sdk/billing/payments/payment-match.ts';
import { onlyLinesOf } from '../../../sdk/billing/payments/some-lines.ts';
import { buildEntry, buildInvoice, buildLine, numberOf } from './payments.ts';

const outcomes = (entries: readonly BankEntry[], invoices: readonly InvoiceForMatching[]) =>
  matchPayments(entries, invoices).matches.map(({ outcome, by, isSure, orderIds, receivedUnits }) => ({
    outcome,
    by,
    isSure,
    orders: orderIds.length,
    receivedUnits,
  }));

const invoice = buildInvoice(1);
const { number, reference, billNumber, lines } = invoice;
const [, second] = lines;

describe('finding the invoice', () => {
  it.each([
    ['its reference', reference, 'REFERENCE'],
    ['its reference in groups of four', reference.replace(/(.{4})/g, '$1 '), 'REFERENCE'],
    ['its number', `Invoice ${number}, thanks`, 'NUMBER'],
    [
      'its number in small letters and other groups',
      `no ${number
        .toLowerCase()
        .replace('-', '')
        .replace(/(.{3})/g, '$1 ')}!`,
      'NUMBER',
    ],
    ['its number with O for 0 and I for 1', number.replaceAll('0', 'O').replaceAll('1', 'I'), 'NUMBER'],
    ['its number between other words', `SVWZ+RECHNUNG${number.replace('-', '')}DANKE`, 'NUMBER'],
    ['the number of its order', billNumber, 'ORDER'],
  ])('finds %s', (_, text, by) => {
    expect(outcomes([buildEntry({ texts: ['EREF+NOTHING', text] })], [buildInvoice(2), invoice])).toEqual([
      { outcome: 'EXACT', by, isSure: true, orders: 2, receivedUnits: 30_000n },
    ]);
  });

  it('finds nothing by a number with a wrong letter', () => {
    const wrong = `${number.slice(0, -1)}${number.endsWith('7') ? '8' : '7'}`;
    const { matches, unmatched } = matchPayments([buildEntry({ texts: [wrong] })], [invoice]);
    expect(matches).toEqual([]);
    expect(unmatched).toMatchObject([{ nearest: invoice, isReturned: false }]);
  });

  it('takes the order of several invoices for that in the currency of the entry', () => {
    const yuan = buildInvoice(9, { billNumber, currency: { symbol: 'CNY', decimals: 2 } });
    const { matches } = matchPayments(
      [buildEntry({ texts: [billNumber], currency: 'CNY' })],
      [invoice, yuan],
    );
    expect(matches.map((match) => match.invoice)).toEqual([yuan]);
  });

  it('divides a transfer that names several invoices where it is their sum', () => {
    const other = buildInvoice(5);
    const texts = [`${number} and ${other.number}`];
    expect(outcomes([buildEntry({ texts, amount: 60_000n })], [invoice, other])).toMatchObject([
      { outcome: 'EXACT', receivedUnits: 30_000n },
      { outcome: 'EXACT', receivedUnits: 30_000n },
    ]);
    expect(outcomes([buildEntry({ texts, amount: 50_000n })], [invoice, other])).toEqual([]);
  });
});

describe('what is said of an invoice', () => {
  const paid = (amount: bigint, texts: readonly string[] = [number]) => buildEntry({ amount, texts });

  it('LINES by the numbers of lines', () => {
    const twins = [buildLine(21), buildLine(22)];
    const twin = buildInvoice(20, { lines: twins });
    const { matches } = matchPayments([paid(10_000n, [twins[1]?.number ?? ''])], [twin]);
    expect(matches).toMatchObject([
      { outcome: 'LINES', by: 'LINE', orderIds: [twins[1]?.orderId], isSure: true },
    ]);
  });

  it('LINES by an amount that only some lines have', () => {
    expect(matchPayments([paid(20_000n)], [invoice]).matches).toMatchObject([
      { outcome: 'LINES', orderIds: [second?.orderId] },
    ]);
  });

  it('TOO_LITTLE where lines of the same amount leave it open which is paid', () => {
    const twin = buildInvoice(20, { lines: [buildLine(21), buildLine(22)] });
    expect(outcomes([paid(10_000n, [twin.number])], [twin])).toMatchObject([
      { outcome: 'TOO_LITTLE', orders: 0, isSure: false },
    ]);
  });

  it('TOO_LITTLE and TOO_MUCH, and confirms nothing', () => {
    expect(outcomes([paid(29_999n)], [invoice])).toMatchObject([{ outcome: 'TOO_LITTLE', orders: 0 }]);
    expect(outcomes([paid(30_001n)], [invoice])).toMatchObject([{ outcome: 'TOO_MUCH', orders: 0 }]);
  });

  it('SEVERAL where entries are the sum together', () => {
    expect(outcomes([paid(12_000n), paid(18_000n)], [invoice])).toMatchObject([
      { outcome: 'SEVERAL', orders: 2, isSure: true },
    ]);
  });

  it('PAID_BEFORE for the second payment, and for what was confirmed before', () => {
    expect(outcomes([paid(30_000n), paid(30_000n)], [invoice])).toMatchObject([
      { outcome: 'EXACT', orders: 2 },
      { outcome: 'PAID_BEFORE', orders: 0 },
    ]);
    const done = buildInvoice(30, { lines: [buildLine(31, { isPaid: true })] });
    expect(outcomes([paid(10_000n, [done.number])], [done])).toMatchObject([{ outcome: 'PAID_BEFORE' }]);
    const half = buildInvoice(40, {
      lines: [buildLine(41, { isPaid: true }), buildLine(42, { amount: 7n })],
    });
    expect(outcomes([paid(10_000n, [half.lines[0]?.number ?? ''])], [half])).toMatchObject([
      { outcome: 'PAID_BEFORE' },
    ]);
  });

  it('CANCELED where every line was taken back', () => {
    const gone = buildInvoice(50, { lines: [buildLine(51, { isCanceled: true })] });
    expect(outcomes([paid(10_000n, [gone.number])], [gone])).toMatchObject([
      { outcome: 'CANCELED', orders: 0 },
    ]);
  });

  it('OTHER_CURRENCY, whatever the amount', () => {
    expect(outcomes([buildEntry({ texts: [number], currency: 'USD' })], [invoice])).toMatchObject([
      { outcome: 'OTHER_CURRENCY', orders: 0, isSure: false },
    ]);
  });
});

describe('entries that name nothing', () => {
  it('suggests by amount and payer, and is not sure', () => {
    const entry = buildEntry({ counterparty: 'QINGLAN FILM' });
    expect(outcomes([entry], [invoice])).toMatchObject([
      { outcome: 'EXACT', by: 'AMOUNT', isSure: false, orders: 2 },
    ]);
  });

  it('suggests nothing where two invoices fit, the payer is another, or the invoice is named by another entry', () => {
    const entry = buildEntry({ counterparty: 'Qinglan Film' });
    expect(outcomes([entry], [invoice, buildInvoice(2)])).toEqual([]);
    expect(outcomes([buildEntry({ counterparty: 'Other' })], [invoice])).toEqual([]);
    expect(outcomes([entry, buildEntry({ texts: [number] })], [invoice])).toHaveLength(1);
  });

  it('lists them with the nearest invoice: of the payer, else by amount', () => {
    const near = buildInvoice(2, { licenseeName: { en: 'Other', zh: '其他' }, openUnits: 29_000n });
    const own = buildInvoice(3, { openUnits: 90_000n });
    const all = [near, own];
    const nearest = (entry: BankEntry) => matchPayments([entry], all).unmatched[0]?.nearest;
    expect(nearest(buildEntry({ amount: 28_000n }))).toBe(near);
    expect(nearest(buildEntry({ amount: 28_000n, counterparty: 'Qinglan Film' }))).toBe(own);
    expect(nearest(buildEntry({ currency: 'JPY' }))).toBeNull();
  });
});

describe('what went out', () => {
  it('ignores and counts debits', () => {
    expect(
      matchPayments([buildEntry({ isCredit: false }), buildEntry({ isReversal: true })], [invoice]),
    ).toEqual({
      matches: [],
      unmatched: [],
      ignored: 2,
    });
  });

  it('takes a payment that went back for none', () => {
    const entry = buildEntry({ texts: [number] });
    const back = buildEntry({ texts: [`RETURN ${number}`], isCredit: false, isReversal: true });
    const { matches, unmatched } = matchPayments([entry, back], [invoice]);
    expect(matches).toEqual([]);
    expect(unmatched).toEqual([{ entry, nearest: invoice, isReturned: true }]);
  });
});

describe('lines that make up an amount', () => {
  it('is the only way to it, by all ways', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(1n, 12n), { maxLength: 8 }), fc.bigInt(1n, 40n), (amounts, amount) => {
        const all = amounts.map((each, at) => ({ amount: each, at }));
        const ways = Array.from({ length: 2 ** all.length }, (_, bits) =>
          all.filter(({ at }) => (bits >> at) & 1),
        ).filter((chosen) => chosen.reduce((sum, each) => sum + each.amount, 0n) === amount);
        expect(onlyLinesOf(all, amount)).toEqual(ways.length === 1 ? ways[0] : null);
      }),
    );
  });

  it('gives up on an invoice of 200 lines of other amounts soon', () => {
    const many = Array.from({ length: 200 }, (_, at) => ({ amount: 2n ** 20n + BigInt(at * at * 7919) }));
    expect(onlyLinesOf(many, 10n ** 9n)).toBeNull();
  });
});

it('compares 100,000 entries with 2,000 invoices in seconds', () => {
  const invoices = Array.from({ length: 2_000 }, (_, at) => buildInvoice(1_000_000 + at * 5_000));
  const entries = Array.from({ length: 100_000 }, (_, at) =>
    buildEntry({
      amount: BigInt(at),
      texts: [
        `SVWZ+Payment of order and invoice ${at % 50 === 0 ? (invoices[at / 50]?.number ?? '') : numberOf(at)} with thanks`,
      ],
      counterparty: `Payer ${at}`,
    }),
  );
  const began = process.cpuUsage();
  const { matches, unmatched } = matchPayments(entries, invoices);
  const { user } = process.cpuUsage(began);
  expect([matches.length, unmatched.length]).toEqual([2_000, 98_000]);
  expect(user / 1e6).toBeLessThan(6);
});
