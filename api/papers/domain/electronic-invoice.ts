import { isInEuropeanUnion } from '@lanran/protocol/billing/countries';
import type { BilingualText } from '@lanran/protocol/kernel/language';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import type { Invoice, InvoiceLine } from '../../billing/domain/invoice.ts';
import { type BillingParty, bothNames, legalNameOf } from './billing-party.ts';
import {
  crossIndustryInvoice,
  type PaymentMeans,
  type TradeDocument,
  type TradeParty,
} from './cross-industry-invoice.ts';
import type { InvoiceFacts } from './invoice-facts.ts';
import { windowCells } from './invoice-lines.ts';
import { type Attachment, FACTUR_X } from './paper.ts';
import { followsFromRate, type TaxBreakdown, type TaxCategory } from './tax-breakdown.ts';

/** EN 16931 has two decimals (BR-DEC). */
const MOST_DECIMALS = 2;

const EXEMPTIONS: Readonly<Partial<Record<TaxCategory, string>>> = {
  E: 'Exempt from tax, as the seller states.',
  O: 'Not subject to tax: the seller states none.',
};

/** What becomes EN 16931 data: an invoice, or a credit note for some of its lines. */
export type ElectronicDocument = Pick<
  TradeDocument,
  'type' | 'number' | 'issuedOn' | 'precedes' | 'taxes'
> & {
  readonly lines: readonly InvoiceLine[];
};

/** The data, or what it lacks; null where the seller is in no country whose invoices carry it. */
export type ElectronicInvoice =
  | { readonly xml: string; readonly obstacle: null }
  | { readonly xml: null; readonly obstacle: BilingualText };

/** Of a seller in the European Union. */
export function electronicInvoice(
  facts: InvoiceFacts,
  document: ElectronicDocument,
): ElectronicInvoice | null {
  const country = facts.seller.billing?.address?.country;
  if (country === undefined || !isInEuropeanUnion(country)) return null;
  const obstacle = obstacleOf(facts, document.taxes);
  if (obstacle !== null) return { xml: null, obstacle };
  return { xml: crossIndustryInvoice(tradeDocument(facts, document)), obstacle: null };
}

export function facturX(xml: string): Attachment {
  return {
    name: FACTUR_X,
    mediaType: 'text/xml',
    description: 'The same as EN 16931 data (Factur-X)',
    relationship: 'Alternative',
    text: xml,
  };
}

function obstacleOf({ invoice, seller, buyer }: InvoiceFacts, taxes: TaxBreakdown): BilingualText | null {
  const { currency } = invoice;
  if (currency.decimals > MOST_DECIMALS || !Intl.supportedValuesOf('currency').includes(currency.symbol))
    return {
      en: `None: ${currency.symbol} is no currency by ISO 4217.`,
      zh: `无：${currency.symbol}不是ISO 4217货币。`,
    };
  if (buyer.billing?.address == null)
    return {
      en: 'None: the billing profile of the buyer has no address.',
      zh: '无：购买方财务信息缺少地址。',
    };
  const { vatId = null, taxNumber = null } = seller.billing ?? {};
  const isSubject = taxes.groups.some(({ category }) => category !== 'O');
  if (isSubject && vatId === null && taxNumber === null)
    return {
      en: 'None: the billing profile of the seller has neither VAT number nor tax number.',
      zh: '无：销售方财务信息缺少增值税号或税号。',
    };
  if (!followsFromRate(taxes, currency.decimals))
    return { en: 'None: the stated tax is not that of its rate.', zh: '无：所填税额与税率不符。' };
  return null;
}

function tradeDocument(facts: InvoiceFacts, document: ElectronicDocument): TradeDocument {
  const { invoice, seller, buyer } = facts;
  const { type, number, issuedOn, precedes, taxes, lines } = document;
  const isSubject = taxes.groups.some(({ category }) => category !== 'O');
  const isInvoice = type === '380';
  const windowOf = windowCells();
  return {
    ...{ type, number, issuedOn, precedes, taxes },
    notes: [
      `Order ${invoice.billNumber}`,
      ...(invoice.billTo === null ? [] : [`Bill to: ${invoice.billTo}`]),
    ],
    seller: tradeParty(seller, isSubject),
    buyer: tradeParty(buyer, isSubject),
    purchaseOrder: invoice.purchaseOrder,
    currency: invoice.currency,
    lines: lines.map((line) => ({
      sellersNumber: line.identifier ?? shortNumberOf(line.assetId),
      name: line.title === null ? `Asset ${shortNumberOf(line.assetId)}` : bothNames(line.title),
      description: `${shortNumberOf(line.assetId)}: ${windowOf(line)[1] ?? ''}`,
      firstDay: line.terms.wish.firstDay,
      lastDay: line.terms.wish.lastDay,
    })),
    exemptions: EXEMPTIONS,
    reference: isInvoice ? invoice.reference : null,
    payment: isInvoice ? paymentOf(seller, invoice) : null,
    dueOn: isInvoice ? invoice.dueOn : null,
    terms: isInvoice ? (invoice.dueOn === null ? 'Due on receipt.' : null) : 'Set off against the invoice.',
  };
}

/** A document about what is not subject to tax names no VAT numbers (BR-O-02). */
function tradeParty(party: BillingParty, isSubject: boolean): TradeParty {
  const { billing, contact } = party;
  const address = billing?.address ?? null;
  const vatId = isSubject ? (billing?.vatId ?? null) : null;
  return {
    // One of identifier, registration and VAT number is asked for (BR-CO-26).
    id: vatId === null ? party.id : null,
    name: legalNameOf(party),
    street: address?.street ?? null,
    postcode: address?.postcode ?? null,
    city: address?.city ?? null,
    country: address?.country ?? '',
    email: billing?.email ?? contact?.email ?? null,
    vatId,
    taxNumber: billing?.taxNumber ?? null,
  };
}

function paymentOf(seller: BillingParty, { currency }: Invoice): PaymentMeans | null {
  const account = seller.billing?.account ?? null;
  if (account === null) return null;
  const { iban, number, bic, holder } = account;
  const isSepa = iban !== null && currency.symbol === 'EUR';
  return { isSepa, iban, number, bic, holder: holder ?? legalNameOf(seller) };
}
