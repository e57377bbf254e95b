import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { request } from '../../../../lib/session/api.ts';
import { communityShareOf } from '../../../../lib/labels/community-share.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { graphql } from '../../../../lib/session/graphql.ts';

const DEPLOYMENT = graphql(`
  query StudioDeployment {
    deployment {
      chainId
      isPaused
      contracts {
        name
        address
      }
      paymentToken {
        address
        symbol
        decimals
      }
    }
  }
`);

export function useDeployment() {
  const { data } = useQuery({
    queryKey: ['deployment'],
    queryFn: ({ signal }) => request(DEPLOYMENT, {}, { signal }),
    staleTime: 60_000,
  });
  return data?.deployment ?? null;
}

interface Amount {
  readonly amount: string;
  readonly token: string;
}

/** Amounts with their currency; empty until it is known which one the platform uses. */
export function useMoney(): (money: Amount | null) => string {
  const formats = useFormats();
  const currency = useDeployment()?.paymentToken ?? null;
  return useCallback(
    (money) => {
      if (money === null || currency === null) return '';
      // Another token's units mean nothing without its decimals: shown as they are.
      const isKnown = money.token.toLowerCase() === currency.address.toLowerCase();
      return formats.money(money.amount, isKnown ? currency : { symbol: money.token, decimals: 0 });
    },
    [formats, currency],
  );
}

/** The community's part of a price. */
export function shareOf({ amount, token }: Amount, shareBps: number): Amount {
  return { amount: communityShareOf(BigInt(amount), shareBps).toString(), token };
}
