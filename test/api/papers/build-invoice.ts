import type { Invoice, InvoiceLine } from '@lanran/api/billing/domain/invoice';
import { parseBilling } from '@lanran/api/organizations/domain/billing-profile';
import { creditorReferenceOf } from '@lanran/protocol/billing/creditor-reference';
import { parseDay } from '@lanran/protocol/kernel/day';
import { type AssetId, assetIdOf, organizationIdOf } from '@lanran/protocol/kernel/ids';
import { pricePartsOf } from '@lanran/protocol/licensing/price-parts';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import type { BillingParty } from '../../../api/papers/domain/billing-party.ts';
import type { InvoiceFacts } from '../../../api/papers/domain/invoice-facts.ts';
import { MUSEUM } from '../graphql/graphql-stage.ts';
import { PUBLIC_URL } from './build-paper.ts';
import { buildTerms, STUDIO } from '../../support/build-terms.ts';

export const XIJIANG = organizationIdOf('xijiang');
export const LANGDE = organizationIdOf('langde');

const TITLES = [
  { zh: '蜡染涡纹百褶裙', en: 'Pleated skirt with whirlpool batik' },
  { zh: '银饰蝴蝶妈妈纹', en: 'Butterfly mother on a silver headdress' },
  { zh: '侗族大歌现场影像', en: 'Film of a Dong grand song, recorded at the drum tower of Zhaoxing' },
  { zh: '花带几何纹' },
];

function assetOf(at: number): AssetId {
  return assetIdOf(MUSEUM, `0x${(at + 1).toString(16).padStart(64, '0')}`);
}

export function buildLine(at = 0, overrides: Partial<InvoiceLine> = {}): InvoiceLine {
  const assetId = assetOf(at);
  const terms = buildTerms({
    ...{ assetId, offerId: BigInt(at + 1), origin: 'INVOICE' },
    ...{ price: 120_000n + BigInt(at % 7) * 1_111n, communityShareBps: 2_000, operatorShareBps: 100 },
  });
  return {
    ...{ orderId: licenseIdOf(terms), assetId, terms },
    title: TITLES[at % TITLES.length] ?? null,
    identifier: `GZ-1987-${String(at + 1).padStart(4, '0')}`,
    community: at % 3 === 1 ? LANGDE : XIJIANG,
    parts: pricePartsOf(terms),
    ...{ state: 'ORDERED', isPaid: false, isShared: false },
    orderedAt: new Date('2026-11-30T10:00:00Z'),
    canceledAt: null,
    paidAt: null,
    sharedAt: null,
    ...overrides,
  };
}

export function buildInvoice(overrides: Partial<Invoice> = {}): Invoice {
  const id = `0x${'7a'.repeat(32)}` as Invoice['id'];
  const bill = `0x${'b1'.repeat(32)}` as Invoice['bill'];
  const number = shortNumberOf(id);
  return {
    ...{ id, number, bill, billNumber: shortNumberOf(bill), reference: creditorReferenceOf(number) },
    ...{ holder: MUSEUM, licensee: STUDIO },
    currency: { symbol: 'EUR', decimals: 2, address: buildTerms().token },
    lines: [buildLine(0), buildLine(1), buildLine(2)],
    issuedOn: parseDay('2026-11-30'),
    dueOn: parseDay('2026-12-30'),
    ...{ purchaseOrder: 'PO-2026-0815', billTo: null },
    ...{ taxRateBps: 1_900, taxAmount: null, taxInvoiceNumber: null, remindedAt: [] },
    ...overrides,
  };
}

export function buildSeller(overrides: Partial<BillingParty> = {}): BillingParty {
  return {
    id: MUSEUM,
    name: { zh: '莱比锡格拉西民族学博物馆', en: 'Ethnological Museum Leipzig' },
    contact: {
      ...{ email: 'office@museum.example.org', telephone: '+49 341 555 0101', name: null },
      postalAddress: 'Am Ring 1\n04103 Leipzig',
    },
    website: 'https://museum.example.org/',
    billing: parseBilling({
      legalName: 'Stiftung Ethnologisches Museum Leipzig',
      ...{ vatId: 'DE136695976', taxNumber: '232/123/45678', email: 'invoices@museum.example.org' },
      address: { street: 'Am Ring 1', postcode: '04103', city: 'Leipzig', country: 'DE' },
      account: {
        ...{ iban: 'DE89370400440532013000', bic: 'COBADEFFXXX', bankName: 'Commerzbank Leipzig' },
        holder: 'Stiftung Ethnologisches Museum',
      },
    }),
    bankDetails: null,
    ...overrides,
  };
}

export function buildChineseSeller(overrides: Partial<BillingParty> = {}): BillingParty {
  return buildSeller({
    name: { zh: '清水江织染博物馆', en: 'Qingshui River Textile Museum' },
    contact: {
      ...{ email: 'office@museum.example.org', telephone: '+86 855 555 0101', name: null },
      postalAddress: '贵州省凯里市韶山南路4号',
    },
    billing: parseBilling({
      ...{ legalName: '黔东南州清水江织染博物馆', taxNumber: '12522600429876543X' },
      address: { street: '韶山南路4号', postcode: '556000', city: '贵州省凯里市', country: 'CN' },
      account: { number: '6222 0000 0000 0101', bankName: '中国工商银行凯里支行' },
    }),
    ...overrides,
  });
}

export function buildBuyer(overrides: Partial<BillingParty> = {}): BillingParty {
  return {
    id: STUDIO,
    name: { zh: '某某影业', en: 'Moumou Pictures' },
    ...{ contact: null, website: null },
    billing: parseBilling({
      ...{ legalName: 'Moumou Pictures SARL', vatId: 'FR83404833048' },
      address: { street: '12 rue du Cinéma', postcode: '75011', city: 'Paris', country: 'FR' },
    }),
    bankDetails: null,
    ...overrides,
  };
}

export function buildInvoiceFacts(overrides: Partial<InvoiceFacts> = {}): InvoiceFacts {
  return {
    ...{ invoice: buildInvoice(), seller: buildSeller(), buyer: buildBuyer() },
    communities: new Map([
      [XIJIANG, { zh: '西江苗寨', en: 'Xijiang Miao village' }],
      [LANGDE, { zh: '郎德上寨', en: 'Langde Shang village' }],
    ]),
    publicUrl: PUBLIC_URL,
    ...overrides,
  };
}

export function linesOf(count: number): InvoiceLine[] {
  return Array.from({ length: count }, (_, at) => buildLine(at));
}
