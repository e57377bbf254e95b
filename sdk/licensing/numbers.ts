import { z } from 'zod';
import type { GraphqlClient } from '../kernel/graphql-client.ts';

const ids = z.array(z.string());
const NumberedAnswer = z.object({
  numbered: z.object({
    number: z.string(),
    licenseIds: ids,
    orderIds: ids,
    assetIds: ids,
    /** Orders of many licenses, and their invoices. */
    listOrderIds: ids.default([]),
    invoiceIds: ids.default([]),
  }),
});

/** What has a short number, as far as it exists for the caller: nearly always one thing, or an order and its license. */
export type Numbered = z.infer<typeof NumberedAnswer>['numbered'];

/** @throws RefusedError BAD_INPUT for what is no number, or a mistyped one */
export async function findNumbered(api: GraphqlClient, number: string): Promise<Numbered> {
  const { numbered } = await api.request({
    query: `query ($number: String!) { numbered(number: $number) { number licenseIds orderIds assetIds listOrderIds invoiceIds } }`,
    variables: { number },
    answer: NumberedAnswer,
  });
  return numbered;
}
