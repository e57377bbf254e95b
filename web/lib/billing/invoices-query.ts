import { request } from '../session/api.ts';
import { graphql } from '../session/graphql.ts';
import { usePages } from '../session/use-pages.ts';
import { INVOICE } from './bill-query.ts';

const INVOICES = graphql(
  `
    query Invoices($holder: ID, $licensee: ID, $after: String) {
      invoices(holder: $holder, licensee: $licensee, first: 20, after: $after) {
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

/** Of a holder, or of a licensee; newest first. */
export function useInvoices(party: { readonly holder: string } | { readonly licensee: string }) {
  return usePages({
    queryKey: ['invoices', party],
    readPage: async (after, signal) => (await request(INVOICES, { ...party, after }, { signal })).invoices,
  });
}
