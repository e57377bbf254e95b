import { z } from 'zod';

export const InvoiceAnswer = z.object({
  purchaseOrder: z.string().nullable(),
  billTo: z.string().nullable(),
  /** Basis points. */
  taxRateBps: z.number().int().nullable(),
  /** Within the price, in the token's smallest unit. */
  taxAmount: z.string().transform(BigInt).nullable(),
  /** YYYY-MM-DD */
  dueOn: z.string().nullable(),
  taxInvoiceNumber: z.string().nullable(),
});

/** What accountants need beside the terms of an order; null where it was not stated. */
export type InvoiceDetails = z.infer<typeof InvoiceAnswer>;

/** What is left out stays; null removes. The first two are for the licensee of the order, the others for its holder. */
export interface InvoiceDetailsInput {
  readonly purchaseOrder?: string | null;
  readonly billTo?: string | null;
  readonly taxRateBps?: number | null;
  /** In the token's smallest unit; null: computed from the rate. */
  readonly taxAmount?: bigint | null;
  readonly dueOn?: string | null;
  readonly taxInvoiceNumber?: string | null;
}
