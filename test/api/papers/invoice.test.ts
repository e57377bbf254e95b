import { invoiceIdOfOrder } from '@lanran/api/billing/domain/invoice';
import { noDetails, parseDetails } from '@lanran/api/billing/domain/invoice-details';
import type { Order } from '@lanran/api/licensing/domain/order';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invoice, type InvoiceFacts, partsOf } from '../../../api/papers/domain/invoice.ts';
import { MUSEUM } from '../graphql/graphql-stage.ts';
import { buildTerms, PUBLIC_URL } from './build-paper.ts';

const terms = buildTerms({ origin: 'INVOICE', price: 120_000n, communityShareBps: 2_000 });
const ID = licenseIdOf(terms);

function buildOrder(overrides: Partial<Order> = {}): Order {
  return {
    id: ID,
    terms,
    holder: MUSEUM,
    community: MUSEUM,
    isPaid: false,
    isShared: false,
    paidAt: null,
    sharedAt: null,
    state: 'ORDERED',
    canceledAt: null,
    bill: null,
    orderedAt: new Date('2026-11-30T00:00:00Z'),
    orderedIndex: 1,
    projectedIndex: 1,
    ...overrides,
  };
}

function invoiceOf(overrides: Partial<InvoiceFacts> = {}) {
  return invoice({
    order: buildOrder(),
    details: noDetails(invoiceIdOfOrder(ID)),
    holder: { name: { en: 'Museum' }, contact: null, website: null, bankDetails: 'Bank 1\n6222 0000' },
    licensee: { en: 'Studio' },
    community: { name: { en: 'Village' }, bankDetails: null },
    assetTitle: { en: 'Whirlpool batik', zh: '蜡染涡纹' },
    currency: { symbol: 'TCNY', decimals: 2 },
    publicUrl: PUBLIC_URL,
    ...overrides,
  });
}

const rowOf = (paper: ReturnType<typeof invoice>, name: string) =>
  paper.rows.find((row) => row.name.en === name);
const lines = (paper: ReturnType<typeof invoice>) =>
  paper.amounts.map(({ name, amount }) => `${name.en}: ${amount}`);

describe('a request for payment', () => {
  it('says who is paid what and where, and that the tax is not stated', () => {
    const paper = invoiceOf();
    expect(lines(paper)).toEqual([
      'to Museum: 960.00 TCNY',
      'to Village: 240.00 TCNY',
      'Total: 1,200.00 TCNY',
      'Tax: not stated: —',
    ]);
    expect(rowOf(paper, 'Bank of Museum')?.value.en).toBe('Bank 1\n6222 0000');
    expect(rowOf(paper, 'Bank of Village')?.value.en).toBe('Not stated here: ask before you pay');
    expect(rowOf(paper, 'Tax invoice no.')?.isBlank).toBe(true);
    expect(rowOf(paper, 'Due on')).toBeUndefined();
  });

  it('says what licensee and holder stated', () => {
    const input = {
      ...{ purchaseOrder: 'PO-7', billTo: '某某影业\n税号 91520000', taxRateBps: 600 },
      ...{ dueOn: '2026-12-31', taxInvoiceNumber: '24522000000000000001' },
    };
    const paper = invoiceOf({ details: parseDetails(input, noDetails(invoiceIdOfOrder(ID)), terms.price) });
    expect(rowOf(paper, 'Purchase order')?.value.zh).toBe('PO-7');
    expect(rowOf(paper, 'Bill to')?.value.zh).toBe('某某影业\n税号 91520000');
    expect(rowOf(paper, 'Due on')?.value).toEqual({ en: '31 December 2026', zh: '2026年12月31日' });
    expect(rowOf(paper, 'Tax invoice no.')?.value.en).toBe('24522000000000000001');
    expect(lines(paper).at(-1)).toBe('of which tax 6 %: 67.92 TCNY');
  });

  it('says that it was paid, or canceled', () => {
    expect(invoiceOf({ order: buildOrder({ isPaid: true }) }).stamp?.en).toBe('PAID');
    expect(invoiceOf({ order: buildOrder({ state: 'CANCELED' }) }).stamp?.zh).toBe('已取消');
    expect(invoiceOf().stamp).toBeNull();
  });

  it('always adds up', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 96n - 1n }),
        fc.nat({ max: 6_000 }),
        fc.nat({ max: 4_000 }),
        (price, communityShareBps, operatorShareBps) => {
          const parts = partsOf({ terms: { ...terms, price, communityShareBps, operatorShareBps } });
          expect(parts.holder + parts.community + parts.operator).toBe(price);
          expect(parts.holder >= 0n || price < 2n).toBe(true);
        },
      ),
    );
  });
});
