import { useQuery } from '@tanstack/react-query';
import { request } from '../session/api.ts';
import type { Amount } from './money.ts';
import { communityShareOf } from '../labels/community-share.ts';
import { graphql } from '../session/graphql.ts';

const DEPLOYMENT = graphql(`
  query StudioDeployment {
    deployment {
      chainId
      isPaused
      contracts {
        name
        address
      }
      givesPlayMoney
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

/** The community's part of a price. */
export function shareOf({ amount, token }: Amount, shareBps: number): Amount {
  return { amount: communityShareOf(BigInt(amount), shareBps).toString(), token };
}
