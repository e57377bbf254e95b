import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { Invoice, InvoiceLine } from '../../billing/domain/invoice.ts';
import type { BillingParty } from './billing-party.ts';
import type { CommunityNames } from './invoice-lines.ts';
import { breakDown, type TaxBreakdown } from './tax-breakdown.ts';

/** What papers of an invoice are made of. */
export interface InvoiceFacts {
  readonly invoice: Invoice;
  readonly seller: BillingParty;
  readonly buyer: BillingParty;
  readonly communities: CommunityNames;
  readonly publicUrl: URL;
}

export function priceOf({ terms }: InvoiceLine): bigint {
  return terms.price;
}

export function sumOf<T>(items: readonly T[], amountOf: (item: T) => bigint): bigint {
  return items.reduce((sum, item) => sum + amountOf(item), 0n);
}

export function canceledOf({ lines }: Pick<Invoice, 'lines'>): readonly InvoiceLine[] {
  return lines.filter(({ state }) => state === 'CANCELED');
}

/** The tax of all lines, as the invoice was issued. */
export function taxesOf(invoice: Invoice): TaxBreakdown {
  return breakDown(taxed(invoice, invoice.lines), invoice.taxAmount);
}

/** Of some lines: of a stated tax their part. */
export function taxesOfSome(invoice: Invoice, lines: readonly InvoiceLine[]): TaxBreakdown {
  const [some, all] = [sumOf(lines, priceOf), sumOf(invoice.lines, priceOf)];
  const { taxAmount } = invoice;
  return breakDown(
    taxed(invoice, lines),
    taxAmount === null || all === 0n ? taxAmount : (taxAmount * some + all / 2n) / all,
  );
}

function taxed({ taxRateBps: rateBps }: Invoice, lines: readonly InvoiceLine[]) {
  return lines.map((line) => ({ gross: priceOf(line), rateBps }));
}

/** What each community has in lines, the largest part first; without those that have none. */
export function communityParts(
  lines: readonly InvoiceLine[],
): readonly { readonly community: OrganizationId; readonly units: bigint }[] {
  const parts = new Map<OrganizationId, bigint>();
  for (const { community, parts: price } of lines)
    if (community !== null) parts.set(community, (parts.get(community) ?? 0n) + price.community);
  return [...parts]
    .filter(([, units]) => units > 0n)
    .map(([community, units]) => ({ community, units }))
    .sort((one, other) => (one.units < other.units ? 1 : one.units > other.units ? -1 : 0));
}
