import { epcQr } from '@lanran/protocol/billing/epc-qr';
import { parseCreditorReference } from '@lanran/protocol/billing/creditor-reference';
import { FormatError } from '@lanran/protocol/kernel/errors';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import { formatDay } from '@lanran/protocol/kernel/day';
import type { Invoice } from '../../billing/domain/invoice.ts';
import { amountText, bothOf, dayText, phrase, same } from './bilingual.ts';
import { accountRows, type BillingParty, bothNames, legalNameOf, partyOf } from './billing-party.ts';
import type { ElectronicInvoice } from './electronic-invoice.ts';
import { canceledOf, communityParts, type InvoiceFacts, priceOf, sumOf, taxesOf } from './invoice-facts.ts';
import { lineTable, windowFacts, windowRows } from './invoice-lines.ts';
import { letterheadOf } from './letterhead.ts';
import type { Paper, PaperAmount, PaperParty, PaperPayment, PaperRow } from './paper.ts';
import type { TaxBreakdown } from './tax-breakdown.ts';

export interface InvoicePaperFacts extends InvoiceFacts {
  readonly electronic: ElectronicInvoice | null;
  /** Of what was canceled; null: nothing was. */
  readonly creditNote: string | null;
}

/** Communities that are named below the total; the others are one line. */
const MOST_COMMUNITIES = 4;
export const SELLER: BilingualText = { en: 'Seller', zh: '销售方' };
export const BUYER: BilingualText = { en: 'Buyer', zh: '购买方' };

/** What one holder asks for of an order: who pays whom how much for what, until when and where. */
export function invoicePaper(facts: InvoicePaperFacts): Paper {
  const { invoice, seller, electronic, publicUrl } = facts;
  const { number, lines } = invoice;
  const isTaxInvoice = electronic?.xml != null;
  return {
    ...letterheadOf(seller),
    title: isTaxInvoice
      ? { en: 'Invoice', zh: '商业发票' }
      : { en: 'Invoice (request for payment)', zh: '付款通知书' },
    numberName: { en: 'Invoice number', zh: isTaxInvoice ? '发票编号' : '通知书编号' },
    number,
    stamp: stampOf(invoice),
    subject: subjectOf(invoice),
    lead: {
      en: 'Please name the reference with each payment. The holder passes on the parts of communities. Licenses follow when both confirm the payment.',
      zh: '付款时请注明附言编号。持有机构确认到账、社区确认分成后，许可随即签发；社区分成由持有机构转付。',
    },
    parties: [partyOf(SELLER, seller), buyerOf(facts)],
    facts: factsOf(facts),
    rows: rowsOf(facts, isTaxInvoice),
    table: lineTable({
      ...{ lines, communities: facts.communities, currency: invoice.currency },
      amountOf: priceOf,
      amountName: { en: `Price, ${invoice.currency.symbol}`, zh: '价格' },
      withShares: true,
    }),
    amounts: amountsOf(facts),
    payment: paymentOf(facts),
    lists: [],
    check: {
      address: new URL(`/orders/${invoice.id}`, publicUrl).href,
      short: `${publicUrl.host}/check/${number}`,
      note: { en: 'The order, for its parties:', zh: '订单（供当事方查看）：' },
    },
    details: [
      { name: { en: 'Invoice id', zh: '通知书标识' }, value: same(invoice.id), isCode: true },
      ...electronicRow(electronic),
    ],
    note: isTaxInvoice
      ? {
          en: 'The attached factur-x.xml says the same as data (EN 16931, Factur-X). Prices include tax.',
          zh: '附件factur-x.xml以数据形式载明相同内容（EN 16931，Factur-X）。价格含税。',
        }
      : {
          en: 'This is a request for payment and no tax invoice. The holder issues the tax invoice; its number is entered above once it is known. Prices include tax.',
          zh: '本通知书用于付款，不作为税务发票。发票由持有机构另行开具，开具后在上方填入发票号码。价格含税。',
        },
    issuedAt: `${formatDay(invoice.issuedOn)}T00:00:00.000Z`,
  };
}

function stampOf({ lines }: Invoice): BilingualText | null {
  if (lines.some(({ state }) => state === 'PLACING')) return { en: 'DRAFT', zh: '尚未下单' };
  const standing = lines.filter(({ state }) => state !== 'CANCELED');
  if (standing.length === 0) return { en: 'CANCELED', zh: '已取消' };
  return standing.every(({ state, isPaid }) => isPaid || state === 'LICENSED')
    ? { en: 'PAID', zh: '已付讫' }
    : null;
}

export function subjectOf({ lines: [line, ...others] }: Pick<Invoice, 'lines'>): BilingualText {
  if (line === undefined || others.length > 0) {
    const count = others.length + (line === undefined ? 0 : 1);
    return { en: `Licenses of ${count} assets`, zh: `${count}件资产使用许可` };
  }
  if (line.title === null) return { en: 'License of an asset', zh: '资产使用许可' };
  return phrase([bothOf(line.title)], ([title = ''], language) =>
    language === 'en' ? `License of “${title}”` : `“${title}”使用许可`,
  );
}

/** As the licensee stated it for this order, else by its billing profile. */
export function buyerOf({ invoice: { billTo }, buyer }: InvoiceFacts): PaperParty {
  if (billTo === null) return partyOf(BUYER, buyer);
  const lines = billTo.split(/\r?\n/).map((line) => line.trim());
  return { role: BUYER, name: bothNames(buyer.name), lines };
}

function factsOf({ invoice }: InvoicePaperFacts): PaperRow[] {
  const { issuedOn, dueOn, purchaseOrder, billNumber, number } = invoice;
  return [
    { name: { en: 'Date', zh: '开具日期' }, value: dayText(issuedOn) },
    ...(dueOn === null
      ? []
      : [{ name: { en: 'Due on', zh: '付款期限' }, value: dayText(dueOn), isStrong: true }]),
    ...(purchaseOrder === null
      ? []
      : [{ name: { en: 'Purchase order', zh: '采购单号' }, value: same(purchaseOrder), isStrong: true }]),
    ...(billNumber === number ? [] : [{ name: { en: 'Order', zh: '订单编号' }, value: same(billNumber) }]),
    ...windowFacts(invoice.lines),
  ];
}

function rowsOf({ invoice }: InvoicePaperFacts, isTaxInvoice: boolean): PaperRow[] {
  return [...(isTaxInvoice ? [] : [taxInvoiceRow(invoice)]), ...windowRows(invoice.lines)];
}

function taxInvoiceRow({ taxInvoiceNumber }: Invoice): PaperRow {
  const name = { en: 'Tax invoice no.', zh: '发票号码' };
  return taxInvoiceNumber === null
    ? { name, value: same(''), isBlank: true }
    : { name, value: same(taxInvoiceNumber), isStrong: true };
}

/** Net, tax by rate, the whole; whose parts are in it; what was credited and paid; what is left. */
function amountsOf(facts: InvoicePaperFacts): PaperAmount[] {
  const { invoice, creditNote } = facts;
  const { currency, lines } = invoice;
  const credited = sumOf(canceledOf(invoice), priceOf);
  const paid = paidOf(invoice);
  const less = (name: BilingualText, units: bigint): PaperAmount[] =>
    units === 0n ? [] : [{ name, amount: `− ${amountText(units, currency)}` }];
  return [
    ...taxAmounts(taxesOf(invoice), currency),
    {
      name: { en: 'Total', zh: '价税合计' },
      amount: amountText(sumOf(lines, priceOf), currency),
      isSum: true,
    },
    ...partAmounts(facts),
    ...less(
      { en: `Credited by credit note ${creditNote ?? ''}`, zh: `贷项通知单${creditNote ?? ''}冲减` },
      credited,
    ),
    ...less({ en: 'Paid', zh: '已付' }, paid),
    ...(credited + paid === 0n
      ? []
      : [
          {
            name: { en: 'To pay', zh: '应付余额' },
            amount: amountText(dueOf(invoice), currency),
            isSum: true,
          },
        ]),
  ];
}

function paidOf({ lines }: Invoice): bigint {
  const isPaid = ({ state, isPaid: paid }: Invoice['lines'][number]) =>
    state === 'LICENSED' || (paid && state !== 'CANCELED');
  return sumOf(lines.filter(isPaid), priceOf);
}

function dueOf(invoice: Invoice): bigint {
  return sumOf(invoice.lines, priceOf) - sumOf(canceledOf(invoice), priceOf) - paidOf(invoice);
}

export function taxAmounts(taxes: TaxBreakdown, currency: Invoice['currency']): PaperAmount[] {
  const [group] = taxes.groups;
  if (group === undefined || taxes.groups.every(({ rateBps }) => rateBps === null))
    return [{ name: { en: 'Tax: not stated', zh: '税额：未注明' }, amount: '—' }];
  return [
    { name: { en: 'Net', zh: '不含税金额' }, amount: amountText(taxes.net, currency) },
    ...taxes.groups.map(({ rateBps, tax }) => ({
      name: { en: `Tax ${(rateBps ?? 0) / 100} %`, zh: `税额（税率${(rateBps ?? 0) / 100}%）` },
      amount: amountText(tax, currency),
    })),
    ...(taxes.rounding === 0n
      ? []
      : [{ name: { en: 'Rounding', zh: '尾差' }, amount: signedAmount(taxes.rounding, currency) }]),
  ];
}

function signedAmount(units: bigint, currency: Invoice['currency']): string {
  return units < 0n ? `− ${amountText(-units, currency)}` : amountText(units, currency);
}

/** Of the lines that stand: what the holder passes on. */
function partAmounts({ invoice, communities }: InvoicePaperFacts): PaperAmount[] {
  const { currency } = invoice;
  const standing = invoice.lines.filter(({ state }) => state !== 'CANCELED');
  const parts = communityParts(standing);
  const [named, others] = [parts.slice(0, MOST_COMMUNITIES), parts.slice(MOST_COMMUNITIES)];
  const operator = sumOf(standing, (line) => line.parts.operator);
  const part = (name: BilingualText, units: bigint): PaperAmount[] =>
    units === 0n ? [] : [{ name, amount: amountText(units, currency), isPart: true }];
  return [
    ...named.flatMap(({ community, units }) => {
      const name = bothOf(communities.get(community) ?? {});
      return part({ en: `included: the part of ${name.en}`, zh: `其中${name.zh}分成` }, units);
    }),
    ...part(
      {
        en: `included: the parts of ${others.length} other communities`,
        zh: `其中其他${others.length}个社区分成`,
      },
      sumOf(others, ({ units }) => units),
    ),
    ...part({ en: 'included: the part of the platform operator', zh: '其中平台运营方' }, operator),
  ];
}

function paymentOf({ invoice, seller }: InvoicePaperFacts): PaperPayment {
  const code = payCode(seller, invoice);
  return {
    title: { en: 'How to pay', zh: '付款方式' },
    rows: accountRows(seller, invoice.reference),
    code:
      code === null
        ? null
        : { text: code, note: { en: 'Scan with a banking app (SEPA)', zh: '用银行应用扫码（SEPA）' } },
  };
}

/** For what is left to pay in euro; null where no code can say it. */
function payCode(seller: BillingParty, invoice: Invoice): string | null {
  const account = seller.billing?.account ?? null;
  const { symbol, decimals } = invoice.currency;
  if (account?.iban == null || symbol !== 'EUR' || decimals !== 2) return null;
  try {
    return epcQr({
      name: account.holder ?? legalNameOf(seller),
      iban: account.iban,
      bic: account.bic,
      cents: dueOf(invoice),
      reference: parseCreditorReference(invoice.reference),
    });
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

export function electronicRow(electronic: ElectronicInvoice | null): PaperRow[] {
  if (electronic === null) return [];
  const value = electronic.obstacle ?? same('EN 16931, Factur-X 1.0: factur-x.xml');
  return [{ name: { en: 'E-invoice', zh: '电子发票数据' }, value }];
}
