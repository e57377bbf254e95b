import { request } from '../../../../lib/session/api.ts';
import { graphql, type VariablesOf } from '../../../../lib/session/graphql.ts';

const DESCRIBE = graphql(`
  mutation StudioDescribeInvoice($invoiceId: ID!, $input: InvoiceDetailsInput!) {
    stateInvoiceDetails(invoiceId: $invoiceId, input: $input) {
      id
    }
  }
`);

export type InvoiceInput = VariablesOf<typeof DESCRIBE>['input'];

/** @throws RefusedError BAD_INPUT naming the field */
export async function describeInvoice(invoiceId: string, input: InvoiceInput): Promise<void> {
  await request(DESCRIBE, { invoiceId, input });
}

/** `6.5` as basis points; null for nothing, undefined for what is no percentage. */
export function parseRate(text: string): number | null | undefined {
  const trimmed = text.trim().replace(/\s*%$/, '');
  if (trimmed === '') return null;
  if (!/^\d{1,3}([.,]\d{1,2})?$/.test(trimmed)) return undefined;
  const bps = Math.round(Number(trimmed.replace(',', '.')) * 100);
  return bps > 10_000 ? undefined : bps;
}
