import { writeFile } from 'node:fs/promises';
import { type Currency, formatMoney, parseMoney } from '@lanran/protocol/kernel/money';
import { OPINIONS, type Opinion, opinionName } from '@lanran/protocol/assets/attestation';
import { ArgumentError, reasonOf } from '@lanran/sdk/kernel/errors';
import { describeInvoice, findBill, type Invoice } from '@lanran/sdk/billing/bills';
import type { InvoiceDetailsInput } from '@lanran/sdk/licensing/orders/invoices';
import {
  type DownloadedPaper,
  downloadCertificate,
  downloadCreditNote,
  downloadInvoice,
  downloadRegistration,
  downloadShares,
} from '@lanran/sdk/licensing/papers';
import { hashDocument } from '@lanran/sdk/node/local-files';
import { getOrganization } from '@lanran/sdk/organizations/organizations';
import { attestPresent } from '@lanran/sdk/publishing/signed-statements';
import { onlyInvoice } from './lines/bill.ts';
import type { CommandContext } from './context.ts';
import { signedHashResult } from './lines/signed-hash.ts';
import { parseAssetArgument, parseLicenseArgument, parseOrderArgument } from './options/arguments.ts';
import { type CommandResult, parseOption } from './output.ts';

interface PaperOptions {
  readonly out: string;
}

/** Writes the certificate of a license; with a key of one of its parties, terms and proof lie in it. */
export async function certificate(
  context: CommandContext,
  license: string,
  { out }: PaperOptions,
): Promise<CommandResult> {
  const licenseId = parseLicenseArgument(license);
  const place = await placeOf(context);
  return writePaper(await downloadCertificate(place, licenseId), out, { licenseId });
}

/** Signed in with a key, else as a stranger. */
async function placeOf(context: CommandContext) {
  return context.hasKey ? context.connect() : { apiUrl: context.apiUrl, token: null };
}

/** Writes the request for payment of an order, or an invoice of it. */
export async function invoice(
  context: CommandContext,
  order: string,
  { out }: PaperOptions,
): Promise<CommandResult> {
  const orderId = parseOrderArgument(order);
  const platform = await context.connect();
  const { id, shortNumber } = onlyInvoice(await findBill(platform.api, orderId));
  const about = { orderId, invoiceId: id, number: shortNumber };
  return writePaper(await downloadInvoice(platform, id), out, about);
}

/** Writes the credit note for what was canceled of an invoice. */
export async function creditNote(
  context: CommandContext,
  order: string,
  { out }: PaperOptions,
): Promise<CommandResult> {
  const orderId = parseOrderArgument(order);
  const platform = await context.connect();
  const { id, shortNumber } = onlyInvoice(await findBill(platform.api, orderId));
  const about = { orderId, invoiceId: id, invoice: shortNumber };
  return writePaper(await downloadCreditNote(platform, id), out, about);
}

/** Writes what a holder owes to a community of the paid lines of an invoice. */
export async function shares(
  context: CommandContext,
  order: string,
  community: string,
  { out }: PaperOptions,
): Promise<CommandResult> {
  const orderId = parseOrderArgument(order);
  const platform = await context.connect();
  const { id, shortNumber } = onlyInvoice(await findBill(platform.api, orderId));
  const { id: communityId } = await getOrganization(platform.api, community, 'COMMUNITY');
  const about = { orderId, invoiceId: id, invoice: shortNumber, communityId };
  return writePaper(await downloadShares(platform, id, communityId), out, about);
}

/** Writes the registration certificate of an asset, with its proof. */
export async function register(
  context: CommandContext,
  asset: string,
  { out }: PaperOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const place = await placeOf(context);
  return writePaper(await downloadRegistration(place, assetId), out, { assetId });
}

interface AttestOptions {
  readonly for: string;
  readonly opinion: string;
  readonly note?: string;
}

/** Signs what a review of the present version found, by the hash of its report, and has it logged. */
export async function attest(
  context: CommandContext,
  asset: string,
  file: string,
  options: AttestOptions,
): Promise<CommandResult> {
  const assetId = parseAssetArgument(asset);
  const opinion = parseOpinion(options.opinion);
  const sha256 = await hashDocument(file);
  const platform = await context.connect();
  const signing = await getOrganization(platform.api, options.for, '--for');
  const stated = await attestPresent(platform, assetId, {
    organization: signing.id,
    opinion,
    algorithm: 'sha256',
    hash: `0x${sha256}`,
    ...(options.note !== undefined && { note: options.note }),
  });
  return signedHashResult(stated, {
    about: { assetId, organizationId: signing.id, opinion, sha256 },
    done: `${signing.slug} reviewed the asset: ${opinionName(opinion).en}`,
  });
}

/** @throws ArgumentError */
function parseOpinion(text: string): Opinion {
  const named = text.toUpperCase().replaceAll('-', '_');
  const opinion = OPINIONS.find((known) => known === named);
  if (opinion === undefined)
    throw new ArgumentError('--opinion', 'must be compliant, conditional or not-compliant.');
  return opinion;
}

interface InvoiceOptions {
  readonly purchaseOrder?: string;
  readonly billTo?: string;
  readonly taxRate?: string;
  readonly taxAmount?: string;
  readonly due?: string;
  readonly taxInvoice?: string;
}

/** States what accountants need of an order: its licensee its own number and address, its holder the rest. */
export async function invoiceDetails(
  context: CommandContext,
  order: string,
  options: InvoiceOptions,
): Promise<CommandResult> {
  const orderId = parseOrderArgument(order);
  const platform = await context.connect();
  const { id, currency } = onlyInvoice(await findBill(platform.api, orderId));
  const input = inputOf(options, currency);
  if (Object.keys(input).length === 0)
    throw new ArgumentError(
      '--purchase-order',
      'say at least one detail. See lanran invoice-details --help.',
    );
  const described = await describeInvoice(platform.api, id, input);
  return { json: { orderId, ...documentOf(described) }, lines: linesOf(described) };
}

function inputOf(options: InvoiceOptions, currency: Currency): InvoiceDetailsInput {
  const { purchaseOrder, billTo, taxRate, taxAmount, due, taxInvoice } = options;
  const text = (value: string) => (value === '' ? null : value);
  return {
    ...(purchaseOrder !== undefined && { purchaseOrder: text(purchaseOrder) }),
    ...(billTo !== undefined && { billTo: text(billTo) }),
    ...(taxRate !== undefined && { taxRateBps: taxRate === '' ? null : parseRate(taxRate) }),
    ...(taxAmount !== undefined && {
      taxAmount:
        taxAmount === '' ? null : parseOption('--tax-amount', () => parseMoney(taxAmount, [currency])).units,
    }),
    ...(due !== undefined && { dueOn: text(due) }),
    ...(taxInvoice !== undefined && { taxInvoiceNumber: text(taxInvoice) }),
  };
}

/** @throws ArgumentError */
function parseRate(text: string): number {
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text) || Number(text) > 100)
    throw new ArgumentError('--tax-rate', 'must be a percentage from 0 to 100, such as 6 or 6.5.');
  return Math.round(Number(text) * 100);
}

function documentOf(invoice: Invoice) {
  const { purchaseOrder, billTo, taxRateBps, taxAmount, dueOn, taxInvoiceNumber, currency } = invoice;
  return {
    ...{ purchaseOrder, billTo, taxRateBps, dueOn, taxInvoiceNumber },
    taxAmount: taxAmount === null ? null : formatMoney(taxAmount, currency),
    ...{ invoiceId: invoice.id, number: invoice.shortNumber, reference: invoice.reference },
  };
}

function linesOf(invoice: Invoice): string[] {
  const { purchaseOrder, billTo, taxRateBps, dueOn, taxInvoiceNumber, taxAmount } = documentOf(invoice);
  const rate = taxRateBps === null ? 'not stated' : `${taxRateBps / 100} %, ${taxAmount ?? ''} in the price`;
  return [
    `purchase order: ${purchaseOrder ?? 'none'}`,
    `bill to: ${billTo ?? 'not stated'}`,
    `tax: ${rate}`,
    `due: ${dueOn ?? 'not stated'}`,
    `tax invoice: ${taxInvoiceNumber ?? 'none yet'}`,
  ];
}

async function writePaper(
  { pdf }: DownloadedPaper,
  out: string,
  about: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  await writeFile(out, pdf).catch((cause: unknown) => {
    throw new ArgumentError('--out', `${out} can't be written: ${reasonOf(cause)}.`, { cause });
  });
  return {
    json: { ...about, out, bytes: pdf.length },
    lines: [`wrote ${out} (${pdf.length} bytes, PDF/A-3b)`],
  };
}
