import { INVOICE } from '../../../../lib/billing/bill-query.ts';
import { request } from '../../../../lib/session/api.ts';
import { graphql } from '../../../../lib/session/graphql.ts';
import { usePages } from '../../../../lib/session/use-pages.ts';

const INVOICES = graphql(
  `
    query DeskInvoices($id: ID!, $after: String) {
      invoices(holder: $id, first: 20, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            ...InvoiceFields
          }
        }
      }
    }
  `,
  [INVOICE],
);

/** Of a holder, newest first. */
export function useInvoices(holder: string) {
  return usePages({
    queryKey: ['invoices', holder],
    readPage: async (after, signal) => (await request(INVOICES, { id: holder, after }, { signal })).invoices,
  });
}
