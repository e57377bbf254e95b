import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { graphql } from '../../../../lib/session/graphql.ts';

const PAYMENT_TOKEN = graphql(`
  query DeskPaymentToken {
    deployment {
      paymentToken {
        address
        symbol
        decimals
      }
    }
  }
`);

export interface PaymentToken {
  readonly address: string;
  readonly symbol: string;
  readonly decimals: number;
}

/** What prices are in; null until it is known. It never changes while the page is open. */
export function usePaymentToken(): PaymentToken | null {
  const { data } = useQuery({
    queryKey: ['payment-token'],
    queryFn: async ({ signal }) => (await request(PAYMENT_TOKEN, {}, { signal })).deployment.paymentToken,
    staleTime: Infinity,
  });
  return data ?? null;
}

interface Amount {
  readonly amount: string;
  readonly token: string;
}

/** Amounts in words; what is in another token than the platform's shows its smallest units. */
export function useMoney(): (money: Amount) => string {
  const token = usePaymentToken();
  const formats = useFormats();
  return ({ amount, token: address }) => {
    if (token === null) return '…';
    const isOurs = token.address.toLowerCase() === address.toLowerCase();
    return formats.money(amount, isOurs ? token : { symbol: `(${address.slice(0, 8)}…)`, decimals: 0 });
  };
}
