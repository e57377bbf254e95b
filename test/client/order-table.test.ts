import { parseLicenseId } from '@lanran/protocol/kernel/ids';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import { orderTable } from '@lanran/sdk/licensing/orders/order-table';
import type { Order } from '@lanran/sdk/licensing/orders/orders';
import { describe, expect, it } from 'vitest';
import { buildTerms } from '../api/papers/build-paper.ts';

const terms = buildTerms({
  origin: 'INVOICE',
  price: 120_001n,
  communityShareBps: 2_000,
  operatorShareBps: 100,
});
const ID = parseLicenseId(licenseIdOf(terms));
const CURRENCIES = [
  {
    ...{ symbol: 'TCNY', decimals: 2, kind: 'TEST' as const },
    address: terms.token,
  },
];

function buildOrder(overrides: Partial<Order> = {}): Order {
  return {
    id: ID,
    terms,
    licensee: { slug: 'studio' },
    holder: { slug: 'museum' },
    isPaid: false,
    isShared: false,
    state: 'ORDERED',
    orderedAt: '2026-11-30T10:00:00.000Z',
    ...overrides,
  };
}

/** Of the first order, by the names of the columns. */
function rowOf(orders: readonly Order[], language: 'en' | 'zh' = 'en'): Map<string, string> {
  const [head = '', row = ''] = orderTable(orders, { language, currencies: CURRENCIES })
    .replace(/^\uFEFF/, '')
    .split('\r\n');
  const values = row.match(/"(?:[^"]|"")*"|[^,]+|(?<=,)(?=,|$)/g) ?? [];
  return new Map(head.split(',').map((name, at) => [name, values[at] ?? '']));
}

describe('orders as a table for accounting', () => {
  it('have number, parts of the price and what accountants were told', () => {
    const invoice = {
      ...{ purchaseOrder: 'PO-7', billTo: 'Studio\nTax 1', taxRateBps: 600 },
      ...{ taxAmount: 6_793n, dueOn: '2026-12-31', taxInvoiceNumber: '2452' },
    };
    const row = rowOf([buildOrder({ invoice, isPaid: true })]);
    expect(Object.fromEntries(row)).toMatchObject({
      'Order number': shortNumberOf(ID),
      'Bill to': '"Studio\nTax 1"',
      'Purchase order': 'PO-7',
      Price: '1200.01',
      Currency: 'TCNY',
      'Holder’s part': '948',
      'Community’s share': '240.01',
      'Operator’s share': '12',
      'Tax rate %': '6',
      'Tax in the price': '67.93',
      Paid: 'yes',
    });
  });

  it('leave empty what nobody stated, in the language that is asked for', () => {
    const row = rowOf([buildOrder()], 'zh');
    expect(row.get('采购单号')).toBe('');
    expect(row.get('其中税额')).toBe('');
    expect(row.get('已付讫')).toBe('否');
  });

  it('never run as formulas', () => {
    const invoice = {
      ...{ purchaseOrder: '=HYPERLINK("x")', billTo: null, taxRateBps: null },
      ...{ taxAmount: null, dueOn: null, taxInvoiceNumber: null },
    };
    expect(rowOf([buildOrder({ invoice })]).get('Purchase order')).toBe('"\'=HYPERLINK(""x"")"');
  });
});
