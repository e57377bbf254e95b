import { useQuery } from '@tanstack/react-query';
import { request } from '../session/api.ts';
import { graphql, type ResultOf } from '../session/graphql.ts';

const PAYMENT_TOKEN = graphql(`
  query PaymentToken {
    deployment {
      paymentToken {
        address
        symbol
        decimals
      }
    }
  }
`);

export type PaymentToken = ResultOf<typeof PAYMENT_TOKEN>['deployment']['paymentToken'];

/** What prices are in; null until it is known. */
export function usePaymentToken(): PaymentToken | null {
  const { data } = useQuery({
    queryKey: ['payment-token'],
    queryFn: async ({ signal }) => (await request(PAYMENT_TOKEN, {}, { signal })).deployment.paymentToken,
    staleTime: 'static',
  });
  return data ?? null;
}
