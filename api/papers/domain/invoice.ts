import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import { type InvoiceDetails, taxOf } from '../../billing/domain/invoice-details.ts';
import type { Order } from '../../licensing/domain/order.ts';
import type { LocalizedText } from '../../platform/kernel/localized-text.ts';
import { amountText, bothOf, type Currency, dateText, dayText, phrase, same } from './bilingual.ts';
import { grantRows } from './grant-rows.ts';

import { type Letterhead, letterheadOf } from './letterhead.ts';
import type { Paper, PaperAmount, PaperRow } from './paper.ts';

/** Who is paid, and where: null where it was not said. */
export interface Payee {
  readonly name: LocalizedText;
  readonly bankDetails: string | null;
}

export interface InvoiceFacts {
  readonly order: Order;
  readonly details: InvoiceDetails;
  readonly holder: Letterhead & Payee;
  readonly licensee: LocalizedText;
  readonly community: Payee | null;
  /** Null where it does not exist for the reader. */
  readonly assetTitle: LocalizedText | null;
  readonly currency: Currency;
  readonly publicUrl: URL;
}

const ALL_BPS = 10_000n;

/** A request for payment: what is licensed, who pays whom how much, until when and where. It is no tax invoice. */
export function invoice(facts: InvoiceFacts): Paper {
  const { order, details, holder, publicUrl } = facts;
  const { id, terms, orderedAt } = order;
  const number = shortNumberOf(id);
  return {
    ...letterheadOf(holder),
    title: { en: 'Invoice (request for payment)', zh: '付款通知书' },
    numberName: { en: 'Order number', zh: '订单编号' },
    number,
    stamp: stampOf(order),
    subject:
      facts.assetTitle === null
        ? { en: 'License of an asset', zh: '资产许可' }
        : phrase([bothOf(facts.assetTitle)], ([title = ''], language) =>
            language === 'en' ? `License of “${title}”` : `“${title}”使用许可`,
          ),
    lead: {
      en: 'Please name the order number with each payment. The license is issued when holder and community have confirmed what they received.',
      zh: '付款时请注明订单编号。持有机构与社区确认到账后，许可随即签发。',
    },
    rows: [
      ...payerRows(facts),
      { name: { en: 'Ordered on', zh: '下单日期' }, value: dateText(orderedAt) },
      ...(details.dueOn === null
        ? []
        : [{ name: { en: 'Due on', zh: '付款期限' }, value: dayText(details.dueOn), isStrong: true }]),
      ...grantRows(terms.wish, terms.rights),
      ...bankRows(facts),
      taxInvoiceRow(details),
    ],
    amounts: amountsOf(facts),
    lists: [],
    check: {
      address: new URL(`/orders/${id}`, publicUrl).href,
      short: `${publicUrl.host}/check/${number}`,
      note: { en: 'The order, for its parties:', zh: '订单（供当事方查看）：' },
    },
    details: [{ name: { en: 'Order id', zh: '订单标识' }, value: same(id), isCode: true }],
    note: {
      en: 'This is a request for payment and no tax invoice. The holder issues the tax invoice; its number is entered above once it is known.',
      zh: '本通知书用于付款，不作为税务发票。发票由持有机构另行开具，开具后在上方填入发票号码。',
    },
    issuedAt: orderedAt.toISOString(),
  };
}

function stampOf({ state, isPaid }: Order): BilingualText | null {
  if (state === 'CANCELED') return { en: 'CANCELED', zh: '已取消' };
  return state === 'LICENSED' || isPaid ? { en: 'PAID', zh: '已付讫' } : null;
}

function payerRows({ licensee, details }: InvoiceFacts): PaperRow[] {
  const { billTo, purchaseOrder } = details;
  return [
    { name: { en: 'Paid by', zh: '付款方' }, value: bothOf(licensee), isStrong: true },
    ...(billTo === null ? [] : [{ name: { en: 'Bill to', zh: '开票信息' }, value: same(billTo) }]),
    ...(purchaseOrder === null
      ? []
      : [{ name: { en: 'Purchase order', zh: '采购单号' }, value: same(purchaseOrder), isStrong: true }]),
  ];
}

function bankRows({ holder, community, order }: InvoiceFacts): PaperRow[] {
  const missing: BilingualText = {
    en: 'Not stated here: ask before you pay',
    zh: '此处未注明，付款前请先询问',
  };
  const row = ({ name, bankDetails }: Payee): PaperRow => ({
    name: phrase([bothOf(name)], ([of = ''], language) =>
      language === 'en' ? `Bank of ${of}` : `${of}账户`,
    ),
    value: bankDetails === null ? missing : same(bankDetails),
  });
  const hasShare = order.terms.communityShareBps > 0;
  return [row(holder), ...(community !== null && hasShare ? [row(community)] : [])];
}

function taxInvoiceRow({ taxInvoiceNumber }: InvoiceDetails): PaperRow {
  const name = { en: 'Tax invoice no.', zh: '发票号码' };
  return taxInvoiceNumber === null
    ? { name, value: same(''), isBlank: true }
    : { name, value: same(taxInvoiceNumber), isStrong: true };
}

/** Who is paid what, the whole, and the tax in it. */
function amountsOf({ order, details, holder, community, currency }: InvoiceFacts): PaperAmount[] {
  const { price } = order.terms;
  const parts = partsOf(order);
  const to = (name: LocalizedText, units: bigint): PaperAmount => ({
    name: phrase([bothOf(name)], ([of = ''], language) => (language === 'en' ? `to ${of}` : `付给${of}`)),
    amount: amountText(units, currency),
  });
  return [
    to(holder.name, parts.holder),
    ...(community !== null && parts.community > 0n ? [to(community.name, parts.community)] : []),
    ...(parts.operator > 0n
      ? [
          {
            name: { en: 'to the operator of the platform', zh: '付给平台运营方' },
            amount: amountText(parts.operator, currency),
          },
        ]
      : []),
    { name: { en: 'Total', zh: '合计' }, amount: amountText(price, currency), isSum: true },
    taxLine(details, price, currency),
  ];
}

function taxLine(details: InvoiceDetails, price: bigint, currency: Currency): PaperAmount {
  const tax = taxOf(details, price);
  if (tax === null) return { name: { en: 'Tax: not stated', zh: '税额：未注明' }, amount: '—' };
  const rate = `${(details.taxRateBps ?? 0) / 100} %`;
  return {
    name: { en: `of which tax ${rate}`, zh: `其中税额（税率${rate}）` },
    amount: amountText(tax, currency),
  };
}

/** As the contract divides it (LicenseMarket): the community's part is rounded up, and the holder has the rest. */
export function partsOf({ terms }: Pick<Order, 'terms'>): {
  readonly holder: bigint;
  readonly community: bigint;
  readonly operator: bigint;
} {
  const { price, communityShareBps, operatorShareBps } = terms;
  const community = (price * BigInt(communityShareBps) + ALL_BPS - 1n) / ALL_BPS;
  const operator = (price * BigInt(operatorShareBps)) / ALL_BPS;
  return { community, operator, holder: price - community - operator };
}
