import type { InvoiceId } from '../domain/invoice.ts';
import type { InvoiceDetails } from '../domain/invoice-details.ts';

export interface InvoiceDetailsStore {
  /** Those that were stated, in any order. */
  findMany(invoiceIds: readonly InvoiceId[]): Promise<InvoiceDetails[]>;
  /** Writes the named fields alone: licensee and holder may write at once. */
  put(details: InvoiceDetails, fields: readonly (keyof InvoiceDetails)[]): Promise<void>;
}
