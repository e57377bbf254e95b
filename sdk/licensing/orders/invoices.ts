import { z } from 'zod';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { GraphqlClient } from '../../kernel/graphql-client.ts';

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

/** @throws RefusedError NOT_FOUND, FORBIDDEN, BAD_INPUT */
export async function describeInvoice(
  api: GraphqlClient,
  orderId: LicenseId,
  { taxAmount, ...input }: InvoiceDetailsInput,
): Promise<InvoiceDetails> {
  const { describeInvoice: order } = await api.request({
    query: `mutation ($orderId: ID!, $input: InvoiceDetailsInput!) {
      describeInvoice(orderId: $orderId, input: $input) { invoice { purchaseOrder billTo taxRateBps taxAmount dueOn taxInvoiceNumber } }
    }`,
    variables: {
      orderId,
      input: { ...input, ...(taxAmount !== undefined && { taxAmount: taxAmount?.toString() ?? null }) },
    },
    answer: z.object({ describeInvoice: z.object({ invoice: InvoiceAnswer }) }),
    isRepeatable: true,
  });
  return order.invoice;
}
