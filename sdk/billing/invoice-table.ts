import { csvOf } from '@lanran/protocol/kernel/csv';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { Language } from '@lanran/protocol/kernel/language';
import { formatMoney } from '@lanran/protocol/kernel/money';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import { type Invoice, type InvoiceLine, isStanding } from './bills.ts';

const ALL_BPS = 10_000n;

/** A line with the invoice that it is on. */
interface InvoiceRow {
  readonly invoice: Invoice;
  readonly line: InvoiceLine;
}

/** What accountants book of a line, by column. */
const COLUMNS = [
  { en: 'Order number', zh: '订单编号', of: ({ invoice }) => invoice.listOrderNumber },
  { en: 'Invoice number', zh: '付款通知书编号', of: ({ invoice }) => invoice.shortNumber },
  { en: 'Payment reference', zh: '付款参考号', of: ({ invoice }) => invoice.reference },
  { en: 'Line number', zh: '明细编号', of: ({ line }) => line.shortNumber },
  { en: 'Order id', zh: '订单标识', of: ({ line }) => line.orderId },
  { en: 'State', zh: '状态', of: ({ line }) => line.state },
  { en: 'Ordered on', zh: '下单日期', of: ({ line }) => line.orderedAt.slice(0, 10) },
  { en: 'Canceled on', zh: '取消日期', of: ({ line }) => line.canceledAt?.slice(0, 10) ?? '' },
  { en: 'Due on', zh: '付款期限', of: ({ invoice }) => invoice.dueOn ?? '' },
  { en: 'Licensee', zh: '被许可方', of: ({ invoice }) => invoice.licensee.slug },
  { en: 'Bill to', zh: '开票信息', of: ({ invoice }) => invoice.billTo ?? '' },
  { en: 'Purchase order', zh: '采购单号', of: ({ invoice }) => invoice.purchaseOrder ?? '' },
  { en: 'Holder', zh: '持有机构', of: ({ invoice }) => invoice.holder.slug },
  { en: 'Asset', zh: '资产', of: ({ line }) => line.assetId },
  { en: 'Title', zh: '名称', of: ({ line: { title } }, language) => titleIn(title, language) },
  { en: 'Museum’s number', zh: '馆藏编号', of: ({ line }) => line.identifier ?? '' },
  { en: 'Media', zh: '媒介', of: ({ line: { terms } }) => formatMedia(terms.wish.media) },
  {
    en: 'Territories',
    zh: '地域',
    of: ({ line: { terms } }, language) => territoryText(terms.wish.territories, language),
  },
  { en: 'First day', zh: '起始日', of: ({ line: { terms } }) => formatDay(terms.wish.firstDay) },
  { en: 'Last day', zh: '截止日', of: ({ line: { terms } }) => formatDay(terms.wish.lastDay) },
  { en: 'Price', zh: '价款', of: (row) => amountOf(row.line.terms.price, row) },
  { en: 'Currency', zh: '币种', of: ({ invoice }) => invoice.currency.symbol },
  { en: 'Holder’s part', zh: '持有机构所得', of: (row) => amountOf(row.line.parts.holder, row) },
  { en: 'Community', zh: '社区', of: ({ line }) => line.community?.slug ?? '' },
  { en: 'Community’s share', zh: '社区分成', of: (row) => amountOf(row.line.parts.community, row) },
  { en: 'Operator’s share', zh: '平台分成', of: (row) => amountOf(row.line.parts.operator, row) },
  {
    en: 'Tax rate %',
    zh: '税率%',
    of: ({ invoice }) => (invoice.taxRateBps === null ? '' : String(invoice.taxRateBps / 100)),
  },
  { en: 'Tax in the price', zh: '其中税额', of: (row) => taxOf(row) },
  { en: 'Tax invoice', zh: '发票号码', of: ({ invoice }) => invoice.taxInvoiceNumber ?? '' },
  { en: 'Paid', zh: '已付讫', of: ({ line }, language) => YES[language][line.isPaid ? 0 : 1] },
  {
    en: 'Share received',
    zh: '分成已到账',
    of: ({ line }, language) => YES[language][line.isShared ? 0 : 1],
  },
] as const satisfies readonly {
  readonly en: string;
  readonly zh: string;
  readonly of: (row: InvoiceRow, language: Language) => string;
}[];

const YES: Readonly<Record<Language, readonly [string, string]>> = { en: ['yes', 'no'], zh: ['是', '否'] };

/** Invoices as a table for accounting: CSV (RFC 4180) with a row a line, in the order given. */
export function invoiceTable(invoices: readonly Invoice[], language: Language): string {
  const head = COLUMNS.map((column) => column[language]);
  const rows = invoices.flatMap((invoice) => invoice.lines.map((line) => ({ invoice, line })));
  return csvOf([head, ...rows.map((row) => COLUMNS.map((column) => column.of(row, language)))]);
}

function amountOf(units: bigint, { invoice }: InvoiceRow): string {
  return formatMoney(units, invoice.currency).split(' ')[0] ?? '';
}

/** As it was stated where the line is the whole invoice; else by the rate, rounded to the nearest unit. */
function taxOf(row: InvoiceRow): string {
  const { taxRateBps, taxAmount, lines } = row.invoice;
  if (taxRateBps === null || taxAmount === null) return '';
  if (lines.filter(isStanding).length === 1 && isStanding(row.line)) return amountOf(taxAmount, row);
  const whole = ALL_BPS + BigInt(taxRateBps);
  return amountOf((row.line.terms.price * BigInt(taxRateBps) + whole / 2n) / whole, row);
}

function titleIn(title: InvoiceLine['title'], language: Language): string {
  const [first, second] = language === 'en' ? [title?.en, title?.zh] : [title?.zh, title?.en];
  return first ?? second ?? '';
}
