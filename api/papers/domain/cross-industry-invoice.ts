import { type Day, formatDay } from '@lanran/protocol/kernel/day';
import { escapeXml } from '@lanran/protocol/kernel/xml';
import type { TaxBreakdown, TaxCategory } from './tax-breakdown.ts';

/** A party as EN 16931 names it (BG-4, BG-7). */
export interface TradeParty {
  readonly id: string | null;
  readonly name: string;
  readonly street: string | null;
  readonly postcode: string | null;
  readonly city: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly email: string | null;
  readonly vatId: string | null;
  readonly taxNumber: string | null;
}

export interface TradeLine {
  readonly sellersNumber: string;
  readonly name: string;
  readonly description: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** BG-16: a credit transfer. */
export interface PaymentMeans {
  readonly isSepa: boolean;
  readonly iban: string | null;
  readonly number: string | null;
  readonly bic: string | null;
  readonly holder: string;
}

export interface TradeDocument {
  /** UNTDID 1001: 380 invoice, 381 credit note. */
  readonly type: '380' | '381';
  readonly number: string;
  readonly issuedOn: Day;
  readonly notes: readonly string[];
  readonly seller: TradeParty;
  readonly buyer: TradeParty;
  readonly purchaseOrder: string | null;
  readonly currency: { readonly symbol: string; readonly decimals: number };
  /** In the order of the breakdown's lines. */
  readonly lines: readonly TradeLine[];
  readonly taxes: TaxBreakdown;
  readonly exemptions: Readonly<Partial<Record<TaxCategory, string>>>;
  readonly reference: string | null;
  readonly payment: PaymentMeans | null;
  readonly dueOn: Day | null;
  readonly terms: string | null;
  /** BG-3. */
  readonly precedes: { readonly number: string; readonly issuedOn: Day } | null;
}

const PROFILE = 'urn:cen.eu:en16931:2017';
const STANDARD = 'urn:un:unece:uncefact:data:standard';
/** UN/ECE Recommendation 20: one. */
const ONE = 'C62';

type Xml = readonly string[];

/** EN 16931 in the syntax UN/CEFACT Cross Industry Invoice D16B, as Factur-X 1.0 carries it. The order of elements is the schema's. */
export function crossIndustryInvoice(document: TradeDocument): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<rsm:CrossIndustryInvoice xmlns:rsm="${STANDARD}:CrossIndustryInvoice:100" xmlns:qdt="${STANDARD}:QualifiedDataType:100" xmlns:ram="${STANDARD}:ReusableAggregateBusinessInformationEntity:100" xmlns:udt="${STANDARD}:UnqualifiedDataType:100">`,
    ...element('rsm:ExchangedDocumentContext', [
      ...element('ram:GuidelineSpecifiedDocumentContextParameter', text('ram:ID', PROFILE)),
    ]),
    ...element('rsm:ExchangedDocument', [
      ...text('ram:ID', document.number),
      ...text('ram:TypeCode', document.type),
      ...element('ram:IssueDateTime', day(document.issuedOn)),
      ...document.notes.flatMap((note) => element('ram:IncludedNote', text('ram:Content', note))),
    ]),
    ...element('rsm:SupplyChainTradeTransaction', [
      ...document.lines.flatMap((line, at) => tradeLine(document, line, at)),
      ...agreement(document),
      // The schema asks for it, and validators refuse it empty: whom the license is for (BT-70).
      ...element('ram:ApplicableHeaderTradeDelivery', [
        ...element('ram:ShipToTradeParty', text('ram:Name', document.buyer.name)),
      ]),
      ...settlement(document),
    ]),
    '</rsm:CrossIndustryInvoice>',
    '',
  ].join('\n');
}

function tradeLine(document: TradeDocument, line: TradeLine, at: number): Xml {
  const taxed = document.taxes.lines[at];
  if (taxed === undefined) throw new RangeError(`Line ${at} has no tax.`);
  const { net, group } = taxed;
  const amount = amountOf(document, net);
  return element('ram:IncludedSupplyChainTradeLineItem', [
    ...element('ram:AssociatedDocumentLineDocument', text('ram:LineID', String(at + 1))),
    ...element('ram:SpecifiedTradeProduct', [
      ...text('ram:SellerAssignedID', line.sellersNumber),
      ...text('ram:Name', line.name),
      ...text('ram:Description', line.description),
    ]),
    ...element('ram:SpecifiedLineTradeAgreement', [
      ...element('ram:NetPriceProductTradePrice', text('ram:ChargeAmount', amount)),
    ]),
    ...element('ram:SpecifiedLineTradeDelivery', text('ram:BilledQuantity', '1', `unitCode="${ONE}"`)),
    ...element('ram:SpecifiedLineTradeSettlement', [
      ...element('ram:ApplicableTradeTax', [
        ...text('ram:TypeCode', 'VAT'),
        ...text('ram:CategoryCode', group.category),
        ...rate(group.rateBps),
      ]),
      ...element('ram:BillingSpecifiedPeriod', [
        ...element('ram:StartDateTime', day(line.firstDay)),
        ...element('ram:EndDateTime', day(line.lastDay)),
      ]),
      ...element('ram:SpecifiedTradeSettlementLineMonetarySummation', text('ram:LineTotalAmount', amount)),
    ]),
  ]);
}

function agreement({ seller, buyer, purchaseOrder }: TradeDocument): Xml {
  return element('ram:ApplicableHeaderTradeAgreement', [
    ...element('ram:SellerTradeParty', party(seller)),
    ...element('ram:BuyerTradeParty', party(buyer)),
    ...(purchaseOrder === null
      ? []
      : element('ram:BuyerOrderReferencedDocument', text('ram:IssuerAssignedID', purchaseOrder))),
  ]);
}

function party({ id, name, street, postcode, city, country, email, vatId, taxNumber }: TradeParty): Xml {
  const registration = (scheme: string, number: string | null) =>
    number === null
      ? []
      : element('ram:SpecifiedTaxRegistration', text('ram:ID', number, `schemeID="${scheme}"`));
  return [
    ...optional('ram:ID', id),
    ...text('ram:Name', name),
    ...element('ram:PostalTradeAddress', [
      ...optional('ram:PostcodeCode', postcode),
      ...optional('ram:LineOne', street),
      ...optional('ram:CityName', city),
      ...text('ram:CountryID', country),
    ]),
    ...(email === null
      ? []
      : element('ram:URIUniversalCommunication', text('ram:URIID', email, 'schemeID="EM"'))),
    ...registration('VA', vatId),
    ...registration('FC', taxNumber),
  ];
}

function settlement(document: TradeDocument): Xml {
  const { currency, reference, payment, taxes, exemptions, dueOn, terms, precedes } = document;
  return element('ram:ApplicableHeaderTradeSettlement', [
    ...optional('ram:PaymentReference', reference),
    ...text('ram:InvoiceCurrencyCode', currency.symbol),
    ...(payment === null ? [] : paymentMeans(payment)),
    ...taxes.groups.flatMap(({ category, rateBps, net, tax }) =>
      element('ram:ApplicableTradeTax', [
        ...text('ram:CalculatedAmount', amountOf(document, tax)),
        ...text('ram:TypeCode', 'VAT'),
        ...optional('ram:ExemptionReason', exemptions[category] ?? null),
        ...text('ram:BasisAmount', amountOf(document, net)),
        ...text('ram:CategoryCode', category),
        ...rate(rateBps),
      ]),
    ),
    ...element('ram:SpecifiedTradePaymentTerms', [
      ...optional('ram:Description', terms),
      ...(dueOn === null ? [] : element('ram:DueDateDateTime', day(dueOn))),
    ]),
    ...summation(document),
    ...(precedes === null
      ? []
      : element('ram:InvoiceReferencedDocument', [
          ...text('ram:IssuerAssignedID', precedes.number),
          ...element('ram:FormattedIssueDateTime', [
            `<qdt:DateTimeString format="102">${compact(precedes.issuedOn)}</qdt:DateTimeString>`,
          ]),
        ])),
  ]);
}

function paymentMeans({ isSepa, iban, number, bic, holder }: PaymentMeans): Xml {
  return element('ram:SpecifiedTradeSettlementPaymentMeans', [
    // UNTDID 4461: SEPA credit transfer, or any other.
    ...text('ram:TypeCode', isSepa ? '58' : '30'),
    ...element('ram:PayeePartyCreditorFinancialAccount', [
      ...optional('ram:IBANID', iban),
      ...text('ram:AccountName', holder),
      ...optional('ram:ProprietaryID', number),
    ]),
    ...(bic === null
      ? []
      : element('ram:PayeeSpecifiedCreditorFinancialInstitution', text('ram:BICID', bic))),
  ]);
}

/** BT-106, 109, 110, 114, 112, 115. */
function summation(document: TradeDocument): Xml {
  const { net, tax, rounding, gross } = document.taxes;
  const amount = (name: string, units: bigint) => text(name, amountOf(document, units));
  return element('ram:SpecifiedTradeSettlementHeaderMonetarySummation', [
    ...amount('ram:LineTotalAmount', net),
    ...amount('ram:TaxBasisTotalAmount', net),
    ...text(
      'ram:TaxTotalAmount',
      amountOf(document, tax),
      `currencyID="${escapeXml(document.currency.symbol)}"`,
    ),
    ...(rounding === 0n ? [] : amount('ram:RoundingAmount', rounding)),
    ...amount('ram:GrandTotalAmount', net + tax),
    ...amount('ram:DuePayableAmount', gross),
  ]);
}

function amountOf({ currency: { decimals } }: Pick<TradeDocument, 'currency'>, units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = units < 0n ? '-' : '';
  return `${sign}${whole}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`;
}

function rate(rateBps: number | null): Xml {
  return rateBps === null ? [] : text('ram:RateApplicablePercent', (rateBps / 100).toFixed(2));
}

function day(date: Day): Xml {
  return [`<udt:DateTimeString format="102">${compact(date)}</udt:DateTimeString>`];
}

function compact(date: Day): string {
  return formatDay(date).replaceAll('-', '');
}

function element(name: string, children: Xml): Xml {
  return [`<${name}>`, ...children, `</${name}>`];
}

function text(name: string, value: string, attribute = ''): Xml {
  return [`<${name}${attribute === '' ? '' : ` ${attribute}`}>${escapeXml(value)}</${name}>`];
}

function optional(name: string, value: string | null): Xml {
  return value === null ? [] : text(name, value);
}
