import type { Order } from '../../licensing/domain/order.ts';
import { loaderKey } from '../../platform/graphql/loaders.ts';
import type { InvoiceDetails } from '../domain/invoice-details.ts';

/** By the orders of the reader's. */
export const INVOICE_DETAILS = loaderKey<Order, InvoiceDetails>('invoice details');
