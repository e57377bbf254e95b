import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { loaderKey } from '../../platform/graphql/loaders.ts';
import type { InvoiceDetails } from '../domain/invoice-details.ts';

/** By the orders of the reader's. */
export const INVOICE_DETAILS = loaderKey<LicenseId, InvoiceDetails>('invoice details');
