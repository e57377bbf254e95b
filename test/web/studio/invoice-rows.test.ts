import { expect, it } from 'vitest';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import { invoiceRows } from '../../../web/features/studio/license/model/invoice-rows.ts';
import type { OrderView } from '../../../web/features/studio/license/model/order-view.ts';
import { buildSale } from '../../api/desk/build-request.ts';

const named = (en: string, zh: string) => ({ id: en, slug: en, name: { en, zh }, logo: null });
const CONTACT = { website: null, contact: null };
const { terms } = buildSale('2026-11-20T00:00:00Z');

function buildOrder(overrides: Partial<OrderView> = {}): OrderView {
  return {
    id: '0x0d',
    shortNumber: '7K3QM-9XT2V',
    listOrderId: null,
    invoice: {
      ...{ id: '0x0d', reference: 'RF187K3QM9XT2V', currency: { symbol: 'CNY', decimals: 2 } },
      ...{ holder: { id: 'Museum' }, licensee: { id: 'Studio' } },
      ...{ purchaseOrder: null, billTo: null, taxRateBps: null },
      ...{ taxAmount: null, dueOn: null, taxInvoiceNumber: null },
    },
    isPaid: false,
    isShared: false,
    state: 'ORDERED',
    orderedAt: '2026-11-20T00:00:00Z',
    terms: JSON.stringify(termsToJson(terms)),
    version: null,
    price: { amount: terms.price.toString(), token: terms.token },
    holderBankDetails: 'Bank of Examples',
    communityBankDetails: null,
    holder: { ...named('Museum', '博物馆'), ...CONTACT },
    community: { ...named('Village', '村'), ...CONTACT },
    licensee: named('Studio', '影视公司'),
    asset: { id: '0x01', title: { en: 'Sleeve', zh: '衣袖' }, cover: null },
    ...overrides,
  };
}

const rowsOf = (order: OrderView, language: 'en' | 'zh' = 'en', reference = '') =>
  new Map(
    invoiceRows(order, { language, reference, money: (units) => String(units) }).map(({ name, value }) => [
      name,
      value,
    ]),
  );

it('says what use is paid for, that the holder is paid the whole price and where, and what goes on to others', () => {
  const rows = rowsOf(buildOrder());
  expect(rows.get('Use')).toBe('Streaming');
  expect(rows.get('Where')).toBeTruthy();
  expect(rows.get('When')).toMatch(/included$/);
  expect(rows.has('Exclusive')).toBe(terms.wish.exclusive);
  const amountOf = (name: string) => BigInt(rows.get(name) ?? 0);
  expect(amountOf('Price')).toBe(terms.price);
  expect(amountOf('To Museum')).toBe(terms.price);
  expect(amountOf('of which passed on to Village')).toBeGreaterThan(0n);
  expect(rows.get('Payment reference')).toBe('RF187K3QM9XT2V');
  expect(rows.get('Bank details of Museum')).toBe('Bank of Examples');
  expect(rows.has('Bank details of Village')).toBe(false);
  expect(rows.has('Your purchase-order number')).toBe(false);
});

it('says the same in the other language, with the studio’s own number', () => {
  const rows = rowsOf(buildOrder(), 'zh', 'PO 7');
  expect(rows.get('用途')).toBe('网络视频');
  expect(rows.get('您的采购单号')).toBe('PO 7');
});
