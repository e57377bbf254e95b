import type { Invoice, InvoiceLine } from '@lanran/api/billing/domain/invoice';
import { statementOfAccount } from '@lanran/api/billing/domain/statement-of-account';
import type { Earning } from '@lanran/api/licensing/domain/earning';
import { parseDay } from '@lanran/protocol/kernel/day';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startStores, type StoresUnderTest } from '../adapters/mongo/stores-under-test.ts';
import { buildTerms } from '../../support/build-terms.ts';
import { BillingScene, CURRENCY, LANGDE, memberOf, MUSEUM, STUDIO, XIJIANG } from './billing-scene.ts';

const TOKEN = buildTerms().token;
const at = (day: string) => new Date(`${day}T10:00:00Z`);

function line(overrides: Partial<InvoiceLine> = {}): InvoiceLine {
  const terms = buildTerms({ price: 100_00n, communityShareBps: 1_000 });
  return {
    ...{ orderId: `0x${'01'.repeat(32)}`, assetId: terms.assetId, title: null, identifier: null, terms },
    ...{ community: XIJIANG, parts: { holder: 90_00n, community: 10_00n, operator: 0n }, state: 'ORDERED' },
    ...{ isPaid: false, isShared: false, paidAt: null, sharedAt: null },
    ...{ orderedAt: at('2027-01-10'), canceledAt: null },
    ...overrides,
  } as InvoiceLine; // the order's id is none of a real license
}

function invoice(lines: readonly InvoiceLine[], overrides: Partial<Invoice> = {}): Invoice {
  return {
    ...{ id: `0x${'0b'.repeat(32)}`, number: '7K3QM-9XT2V', reference: 'RF', bill: `0x${'0c'.repeat(32)}` },
    ...{ billNumber: '7K3QM-9XT2V', holder: MUSEUM, licensee: STUDIO, lines },
    ...{ currency: { ...CURRENCY, address: TOKEN }, issuedOn: parseDay('2027-01-10'), dueOn: null },
    ...{ purchaseOrder: null, billTo: null, taxRateBps: null, taxAmount: null, taxInvoiceNumber: null },
    ...{ remindedAt: [] },
    ...overrides,
  } as Invoice; // ids are none of real orders
}

const earning = (kind: Earning['kind'], amount: bigint, day: string): Earning => ({
  ...{ organizationId: MUSEUM, kind, amount, token: TOKEN, at: at(day), leafIndex: 1 },
  ...{ licenseId: null, assetId: null, transaction: `0x${'0d'.repeat(32)}` },
});

interface Told {
  readonly of?: typeof MUSEUM;
  readonly from?: string;
  readonly to?: string;
  readonly earnings?: readonly Earning[];
}

function told(
  invoices: readonly Invoice[],
  { of = MUSEUM, from = '2027-01-01', to = '2027-12-31', earnings = [] }: Told = {},
) {
  return statementOfAccount({
    ...{ organization: of, invoices, earnings, from: parseDay(from), to: parseDay(to) },
    currencyOf: () => CURRENCY,
  }).map(({ currency, accounts }) => ({
    currency: currency.symbol,
    accounts: accounts.map(({ kind, opening, entries, closing }) => ({
      ...{ kind, opening, closing },
      entries: entries.map((entry) => [entry.kind, entry.units, entry.balance]),
    })),
  }));
}

describe('the account of a holder', () => {
  const paid = line({ isPaid: true, paidAt: at('2027-02-01') });
  const canceled = line({ state: 'CANCELED', canceledAt: at('2027-01-20') });

  it('has what was asked for, taken back and paid, and what it owes communities', () => {
    const shared = { ...paid, isShared: true, sharedAt: at('2027-03-01') };
    expect(told([invoice([line(), shared, canceled])])).toEqual([
      {
        currency: 'CNY',
        accounts: [
          {
            ...{ kind: 'INVOICES', opening: 0n, closing: 100_00n },
            entries: [
              ['INVOICE', 300_00n, 300_00n],
              ['CREDIT_NOTE', -100_00n, 200_00n],
              ['PAYMENT', -100_00n, 100_00n],
            ],
          },
          {
            ...{ kind: 'SHARES', opening: 0n, closing: 0n },
            entries: [
              ['SHARE_OWED', 10_00n, 10_00n],
              ['SHARE_RECEIVED', -10_00n, 0n],
            ],
          },
        ],
      },
    ]);
  });

  it('begins with the balance before, and leaves out what came after', () => {
    const [section] = told([invoice([paid, canceled])], { from: '2027-01-20', to: '2027-01-20' });
    expect(section?.accounts).toEqual([
      { kind: 'INVOICES', opening: 200_00n, closing: 100_00n, entries: [['CREDIT_NOTE', -100_00n, 100_00n]] },
    ]);
  });

  it('makes one entry of what happened to an invoice on one day, and keeps currencies apart', () => {
    const euro = { symbol: 'EUR', decimals: 2, address: parseAddress(`0x${'ee'.repeat(20)}`) };
    const sections = told([invoice([paid, paid]), invoice([line()], { currency: euro })]);
    expect(sections.map(({ currency, accounts }) => [currency, accounts[0]?.entries.length])).toEqual([
      ['CNY', 2],
      ['EUR', 1],
    ]);
  });

  it('has what the market credited and paid out', () => {
    const earnings = [earning('SHARE', 50n, '2027-01-02'), earning('CLAIM', 50n, '2027-01-03')];
    expect(told([], { earnings })[0]?.accounts).toEqual([
      {
        ...{ kind: 'CREDITS', opening: 0n, closing: 0n },
        entries: [
          ['CREDIT', 50n, 50n],
          ['CLAIM', -50n, 0n],
        ],
      },
    ]);
  });

  it('says of an old payment that its day is that of the order', () => {
    const [section] = statementOfAccount({
      ...{ organization: MUSEUM, invoices: [invoice([line({ isPaid: true })])], earnings: [] },
      ...{ from: parseDay('2027-01-01'), to: parseDay('2027-12-31'), currencyOf: () => CURRENCY },
    });
    const payment = section?.accounts[0]?.entries.find(({ kind }) => kind === 'PAYMENT');
    expect(payment).toMatchObject({ isDayKnown: false, day: parseDay('2027-01-10') });
  });

  it('goes on from one period to the next, wherever it is cut', () => {
    const days = fc.integer({ min: 0, max: 300 }).map((day) => new Date(Date.UTC(2027, 0, 10 + day)));
    const anyLine = fc.record({ paidAt: days, sharedAt: days, isPaid: fc.boolean(), isShared: fc.boolean() });
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 6 }), days, (lines, cut) => {
        const invoices = [invoice(lines.map((each) => line(each)))];
        const day = (moment: Date) => moment.toISOString().slice(0, 10);
        const next = new Date(cut.getTime() + 86_400_000);
        const balances = (period: Told, end: 'opening' | 'closing') =>
          told(invoices, period).flatMap(({ accounts }) =>
            accounts.map((account) => [account.kind, account[end]]),
          );
        const before = balances({ to: day(cut) }, 'closing');
        const after = balances({ from: day(next), to: '2028-12-31' }, 'opening');
        expect(after.filter(([kind]) => before.some(([known]) => known === kind))).toEqual(before);
      }),
    );
  });
});

describe('the account of a community', () => {
  it('has its own shares alone', () => {
    const own = line({ isPaid: true, paidAt: at('2027-02-01') });
    const other = line({ isPaid: true, paidAt: at('2027-02-01'), community: LANGDE });
    expect(told([invoice([own, other])], { of: XIJIANG })).toEqual([
      {
        currency: 'CNY',
        accounts: [
          { kind: 'SHARES', opening: 0n, closing: 10_00n, entries: [['SHARE_OWED', 10_00n, 10_00n]] },
        ],
      },
    ]);
  });
});

describe('who may read an account', () => {
  let under: StoresUnderTest | null = null;
  let scene: BillingScene;
  beforeEach(async () => {
    await under?.stop();
    under = await startStores();
    scene = new BillingScene(under.stores);
  });
  afterAll(() => under?.stop());
  const period = { from: parseDay('2026-01-01'), to: parseDay('2027-12-31') };

  it('members of it and the council of a community; for others it does not exist', async () => {
    const request = scene.request([{ name: 'first' }]);
    await scene.billing.place(memberOf(STUDIO), request);
    for (const each of request.lines)
      await scene.order(each, { isPaid: true, paidAt: new Date('2026-12-05T00:00:00Z') });
    const { sections } = await scene.statements.find(memberOf(MUSEUM), MUSEUM, period);
    expect(sections.map(({ accounts }) => accounts.map(({ kind, closing }) => [kind, closing]))).toEqual([
      [
        ['INVOICES', 0n],
        ['SHARES', 10_00n],
      ],
    ]);
    const stranger = memberOf(STUDIO);
    for (const id of [MUSEUM, XIJIANG])
      await expect(scene.statements.find(stranger, id, period)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    scene.spoken.add(XIJIANG);
    const council = await scene.statements.find(stranger, XIJIANG, period);
    expect(council.sections[0]?.accounts).toMatchObject([{ kind: 'SHARES', closing: 10_00n }]);
  });

  it('refuses a period that ends before it begins', async () => {
    const turned = { from: period.to, to: period.from };
    await expect(scene.statements.find(memberOf(MUSEUM), MUSEUM, turned)).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });
});
