import { type Day, formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { amountText, dayText, same } from './bilingual.ts';
import { partyOf } from './billing-party.ts';
import { type ElectronicDocument, type ElectronicInvoice } from './electronic-invoice.ts';
import { canceledOf, type InvoiceFacts, priceOf, sumOf, taxesOfSome } from './invoice-facts.ts';
import { lineTable, windowFacts, windowRows } from './invoice-lines.ts';
import { buyerOf, electronicRow, SELLER, subjectOf, taxAmounts } from './invoice-paper.ts';
import { letterheadOf } from './letterhead.ts';
import { creditNoteNumberOf } from './paper-numbers.ts';
import type { Paper } from './paper.ts';

/** The lines of an invoice that its licensee took back, as their seller credits them. */
export function creditNoteData({ invoice }: InvoiceFacts): ElectronicDocument {
  const lines = canceledOf(invoice);
  return {
    type: '381',
    number: creditNoteNumberOf(invoice),
    issuedOn: creditedOn(invoice),
    lines,
    taxes: taxesOfSome(invoice, lines),
    precedes: { number: invoice.number, issuedOn: invoice.issuedOn },
  };
}

export function creditNotePaper(facts: InvoiceFacts, electronic: ElectronicInvoice | null): Paper {
  const { invoice, seller, communities, publicUrl } = facts;
  const { number, lines, taxes, issuedOn } = creditNoteData(facts);
  const { currency } = invoice;
  return {
    ...letterheadOf(seller),
    title: { en: 'Credit note', zh: '贷项通知单' },
    numberName: { en: 'Credit note number', zh: '通知单编号' },
    number,
    stamp: null,
    subject: subjectOf({ lines }),
    lead: {
      en: `The licenses below were canceled and are credited against invoice ${invoice.number}. A later credit note of it takes the place of this one.`,
      zh: `以下许可已取消，冲减付款通知书${invoice.number}的应付金额。日后如有更多许可取消，以新的通知单为准。`,
    },
    parties: [partyOf(SELLER, seller), buyerOf(facts)],
    facts: [
      { name: { en: 'Date', zh: '开具日期' }, value: dayText(issuedOn) },
      { name: { en: 'Of invoice', zh: '所冲通知书' }, value: same(invoice.number), isStrong: true },
      { name: { en: 'Invoice date', zh: '通知书日期' }, value: dayText(invoice.issuedOn) },
      ...(invoice.purchaseOrder === null
        ? []
        : [{ name: { en: 'Purchase order', zh: '采购单号' }, value: same(invoice.purchaseOrder) }]),
      ...windowFacts(lines),
    ],
    rows: windowRows(lines),
    table: lineTable({
      ...{ lines, communities, currency },
      amountOf: priceOf,
      amountName: { en: `Credit, ${currency.symbol}`, zh: '冲减金额' },
      withShares: false,
    }),
    amounts: [
      ...taxAmounts(taxes, currency),
      {
        name: { en: 'Total credit', zh: '冲减合计（含税）' },
        amount: amountText(sumOf(lines, priceOf), currency),
        isSum: true,
      },
    ],
    lists: [],
    check: {
      address: new URL(`/orders/${invoice.id}`, publicUrl).href,
      short: `${publicUrl.host}/check/${invoice.number}`,
      note: { en: 'The order, for its parties:', zh: '订单（供当事方查看）：' },
    },
    details: [
      { name: { en: 'Invoice id', zh: '通知书标识' }, value: same(invoice.id), isCode: true },
      ...electronicRow(electronic),
    ],
    note:
      electronic?.xml == null
        ? {
            en: 'This credit note is no tax document. Where a tax invoice was issued, the holder corrects it by itself.',
            zh: '本通知单不作为税务凭证。已开具发票的，由持有机构另行冲红。',
          }
        : {
            en: 'The attached factur-x.xml says the same as data (EN 16931, Factur-X). Prices include tax.',
            zh: '附件factur-x.xml以数据形式载明相同内容（EN 16931，Factur-X）。价格含税。',
          },
    issuedAt: `${formatDay(issuedOn)}T00:00:00.000Z`,
  };
}

/** When the last of them was canceled. */
function creditedOn(invoice: InvoiceFacts['invoice']): Day {
  const times = canceledOf(invoice).map(({ canceledAt, orderedAt }) => (canceledAt ?? orderedAt).getTime());
  return todayOf(Math.floor(Math.max(...times) / 1_000));
}
