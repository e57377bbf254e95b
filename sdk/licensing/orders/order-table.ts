import { csvOf } from '@lanran/protocol/kernel/csv';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { Language } from '@lanran/protocol/kernel/language';
import { formatMoney } from '@lanran/protocol/kernel/money';
import { currencyOrUnits, type PlatformCurrency } from '@lanran/protocol/licensing/currencies';
import { formatMedia } from '@lanran/protocol/licensing/media';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { Terms } from '@lanran/protocol/licensing/terms';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import type { Order } from './orders.ts';

const ALL_BPS = 10_000n;

/** What accountants book of an order, by column. */
const COLUMNS = [
  { en: 'Order number', zh: '订单编号', of: ({ id }) => shortNumberOf(id) },
  { en: 'Order id', zh: '订单标识', of: ({ id }) => id },
  { en: 'State', zh: '状态', of: ({ state }) => state },
  { en: 'Ordered on', zh: '下单日期', of: ({ orderedAt }) => orderedAt.slice(0, 10) },
  { en: 'Due on', zh: '付款期限', of: ({ invoice }) => invoice?.dueOn ?? '' },
  { en: 'Licensee', zh: '被许可方', of: ({ licensee }) => licensee.slug },
  { en: 'Bill to', zh: '开票信息', of: ({ invoice }) => invoice?.billTo ?? '' },
  { en: 'Purchase order', zh: '采购单号', of: ({ invoice }) => invoice?.purchaseOrder ?? '' },
  { en: 'Holder', zh: '持有机构', of: ({ holder }) => holder.slug },
  { en: 'Asset', zh: '资产', of: ({ terms }) => terms.assetId },
  { en: 'Media', zh: '媒介', of: ({ terms }) => formatMedia(terms.wish.media) },
  {
    en: 'Territories',
    zh: '地域',
    of: ({ terms }, { language }) => territoryText(terms.wish.territories, language),
  },
  { en: 'First day', zh: '起始日', of: ({ terms }) => formatDay(terms.wish.firstDay) },
  { en: 'Last day', zh: '截止日', of: ({ terms }) => formatDay(terms.wish.lastDay) },
  { en: 'Price', zh: '价款', of: ({ terms }, table) => amountOf(terms.price, terms, table) },
  {
    en: 'Currency',
    zh: '币种',
    of: ({ terms }, { currencies }) => currencyOrUnits(currencies, terms.token).symbol,
  },
  {
    en: 'Holder’s part',
    zh: '持有机构所得',
    of: ({ terms }, table) => amountOf(partsOf(terms).holder, terms, table),
  },
  {
    en: 'Community’s share',
    zh: '社区分成',
    of: ({ terms }, table) => amountOf(partsOf(terms).community, terms, table),
  },
  {
    en: 'Operator’s share',
    zh: '平台分成',
    of: ({ terms }, table) => amountOf(partsOf(terms).operator, terms, table),
  },
  {
    en: 'Tax rate %',
    zh: '税率%',
    of: ({ invoice }) => (invoice?.taxRateBps == null ? '' : String(invoice.taxRateBps / 100)),
  },
  {
    en: 'Tax in the price',
    zh: '其中税额',
    of: ({ invoice, terms }, table) =>
      invoice?.taxAmount == null ? '' : amountOf(invoice.taxAmount, terms, table),
  },
  { en: 'Tax invoice', zh: '发票号码', of: ({ invoice }) => invoice?.taxInvoiceNumber ?? '' },
  { en: 'Paid', zh: '已付讫', of: ({ isPaid }, { language }) => YES[language][isPaid ? 0 : 1] },
] as const satisfies readonly {
  readonly en: string;
  readonly zh: string;
  readonly of: (order: Order, options: OrderTableOptions) => string;
}[];

const YES: Readonly<Record<Language, readonly [string, string]>> = { en: ['yes', 'no'], zh: ['是', '否'] };

export interface OrderTableOptions {
  readonly language: Language;
  readonly currencies: readonly PlatformCurrency[];
}

/** Orders as a table for accounting: CSV (RFC 4180) in the order given. */
export function orderTable(orders: readonly Order[], options: OrderTableOptions): string {
  const head = COLUMNS.map((column) => column[options.language]);
  return csvOf([head, ...orders.map((order) => COLUMNS.map((column) => column.of(order, options)))]);
}

function amountOf(units: bigint, { token }: Terms, { currencies }: OrderTableOptions): string {
  return formatMoney(units, currencyOrUnits(currencies, token)).split(' ')[0] ?? '';
}

/** As LicenseMarket divides a price: the community's share is rounded up, the operator's down. */
function partsOf({ price, communityShareBps, operatorShareBps }: Terms) {
  const community = (price * BigInt(communityShareBps) + ALL_BPS - 1n) / ALL_BPS;
  const operator = (price * BigInt(operatorShareBps)) / ALL_BPS;
  return { community, operator, holder: price - community - operator };
}
