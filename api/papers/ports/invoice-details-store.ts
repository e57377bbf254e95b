import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { InvoiceDetails } from '../domain/invoice-details.ts';

export interface InvoiceDetailsStore {
  /** Those that were stated, in any order. */
  findMany(orderIds: readonly LicenseId[]): Promise<InvoiceDetails[]>;
  /** Writes the named fields alone: licensee and holder may write at once. */
  put(details: InvoiceDetails, fields: readonly (keyof InvoiceDetails)[]): Promise<void>;
}
