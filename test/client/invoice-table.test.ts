import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import type { Invoice } from '@lanran/sdk/billing/bills';
import { invoiceTable } from '@lanran/sdk/billing/invoice-table';
import { pricePartsOf } from '@lanran/protocol/licensing/price-parts';
import { describe, expect, it } from 'vitest';
import { buildTerms } from '../support/build-terms.ts';

const terms = buildTerms({
  origin: 'INVOICE',
  price: 120_001n,
  communityShareBps: 2_000,
  operatorShareBps: 100,
});
const ID = licenseIdOf(terms);
const NUMBER = shortNumberOf(ID);

const LINE: Invoice['lines'][number] = {
  ...{ orderId: ID, shortNumber: NUMBER, assetId: terms.assetId, terms, identifier: 'DEMO-1' },
  ...{ title: { en: 'Skirt', zh: '裙' }, parts: pricePartsOf(terms), communityBankDetails: null },
  community: { id: terms.licensee, slug: 'xijiang' },
  ...{ state: 'ORDERED', isPaid: false, isShared: false, canceledAt: null },
  orderedAt: '2026-11-30T10:00:00.000Z',
};

function buildInvoice(overrides: Partial<Invoice> = {}): Invoice {
  const museum = { id: terms.licensee, slug: 'museum' };
  return {
    ...{ id: ID, shortNumber: NUMBER, listOrderId: ID, listOrderNumber: NUMBER, reference: 'RF18X' },
    ...{ holder: museum, licensee: { id: terms.licensee, slug: 'studio' }, holderBankDetails: null },
    currency: { symbol: 'TCNY', decimals: 2, address: terms.token },
    ...{ lines: [LINE], total: terms.price, issuedOn: '2026-11-30', dueOn: null, remindedAt: [] },
    ...{ purchaseOrder: null, billTo: null, taxRateBps: null, taxAmount: null, taxInvoiceNumber: null },
    ...overrides,
  };
}

/** Of the first line, by the names of the columns. */
function rowOf(invoices: readonly Invoice[], language: 'en' | 'zh' = 'en'): Map<string, string> {
  const [head = '', row = ''] = invoiceTable(invoices, language)
    .replace(/^\uFEFF/, '')
    .split('\r\n');
  const values = row.match(/"(?:[^"]|"")*"|[^,]+|(?<=,)(?=,|$)/g) ?? [];
  return new Map(head.split(',').map((name, at) => [name, values[at] ?? '']));
}

describe('invoices as a table for accounting', () => {
  it('have number, parts of the price and what accountants were told', () => {
    const invoice = {
      ...{ purchaseOrder: 'PO-7', billTo: 'Studio\nTax 1', taxRateBps: 600 },
      ...{ taxAmount: 6_793n, dueOn: '2026-12-31', taxInvoiceNumber: '2452' },
    };
    const row = rowOf([buildInvoice({ ...invoice, lines: [{ ...LINE, isPaid: true }] })]);
    expect(Object.fromEntries(row)).toMatchObject({
      'Order number': NUMBER,
      'Invoice number': NUMBER,
      'Payment reference': 'RF18X',
      Title: 'Skirt',
      Community: 'xijiang',
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
    const row = rowOf([buildInvoice()], 'zh');
    expect(row.get('采购单号')).toBe('');
    expect(row.get('其中税额')).toBe('');
    expect(row.get('已付讫')).toBe('否');
  });

  it('have the tax of each line by the rate where an invoice has several', () => {
    const invoice = buildInvoice({ lines: [LINE, LINE], taxRateBps: 600, taxAmount: 13_590n });
    expect(rowOf([invoice]).get('Tax in the price')).toBe('67.93');
  });

  it('never run as formulas', () => {
    const invoice = {
      ...{ purchaseOrder: '=HYPERLINK("x")', billTo: null, taxRateBps: null },
      ...{ taxAmount: null, dueOn: null, taxInvoiceNumber: null },
    };
    expect(rowOf([buildInvoice(invoice)]).get('Purchase order')).toBe('"\'=HYPERLINK(""x"")"');
  });
});
