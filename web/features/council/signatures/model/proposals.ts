import { useQuery } from '@tanstack/react-query';
import { request } from '../../../../lib/session/api.ts';
import { graphql, type ResultOf } from '../../../../lib/session/graphql.ts';
import { asCouncil, type Council } from '../../desk/model/council.ts';

const PROPOSALS = graphql(`
  query CouncilProposals($safe: String!) {
    safeTransactions(safe: $safe) {
      hash
      safe
      nonce
      state
      threshold
      signers
      assetIds
      proposedAt
      contract
      functionName
      to
      data
    }
  }
`);

const PEOPLE = graphql(`
  query CouncilPeople($addresses: [String!]!) {
    people(addresses: $addresses) {
      address
      displayName
    }
  }
`);

export type Proposal = ResultOf<typeof PROPOSALS>['safeTransactions'][number];

export function useProposals(council: Council) {
  const safe = council.safe?.address ?? '';
  return useQuery({
    queryKey: ['council-proposals', safe],
    queryFn: async ({ signal }) =>
      (await request(PROPOSALS, { safe }, { signal, ...asCouncil(council) })).safeTransactions,
    enabled: safe !== '',
    // The others sign elsewhere.
    refetchInterval: 15_000,
  });
}

/** Names of keys; a key without an account has none. */
export function usePeople(addresses: readonly string[]) {
  const asked = [...new Set(addresses)].sort();
  return useQuery({
    queryKey: ['people', asked],
    queryFn: async ({ signal }) => {
      const { people } = await request(PEOPLE, { addresses: asked }, { signal });
      return new Map(people.map(({ address, displayName }) => [address.toLowerCase(), displayName]));
    },
    enabled: asked.length > 0,
    staleTime: 300_000,
  });
}

/** An act on the desk, with its place among those that wait. */
export interface Waiting {
  readonly proposal: Proposal;
  /** 0: it is done with its last signature; more: so many come before it. */
  readonly before: number;
  /** Another one waits for the same place: only one of them can be done. */
  readonly isContested: boolean;
}

/** Those that are not settled, in the order in which they can be done: a Safe does one after the other. */
export function waitingOf(proposals: readonly Proposal[]): readonly Waiting[] {
  const open = proposals.filter(({ state }) => state === 'OPEN' || state === 'REFUSED');
  const places = [...new Set(open.map(({ nonce }) => BigInt(nonce)))].sort((left, right) =>
    left < right ? -1 : 1,
  );
  return open
    .map((proposal) => ({
      proposal,
      before: places.indexOf(BigInt(proposal.nonce)),
      isContested: open.filter(({ nonce }) => nonce === proposal.nonce).length > 1,
    }))
    .sort(
      (left, right) =>
        left.before - right.before || left.proposal.proposedAt.localeCompare(right.proposal.proposedAt),
    );
}
