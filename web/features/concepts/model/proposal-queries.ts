import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { request } from '../../../lib/session/api.ts';
import { usePages } from '../../../lib/session/use-pages.ts';
import { PROPOSAL_PAGE, PROPOSALS, type ProposalState, PROPOSED_CHANGES } from './proposal-documents.ts';

export const STATES = [
  'OPEN',
  'ACCEPTED',
  'DECLINED',
  'WITHDRAWN',
] as const satisfies readonly ProposalState[];

export function readState(text: string | null): ProposalState | null {
  return STATES.find((known) => known === text) ?? null;
}

interface AskedProposals {
  readonly state: ProposalState | null;
  /** Who asks: others see others. */
  readonly address: string;
}

export function useProposals({ state, address }: AskedProposals) {
  return usePages({
    queryKey: ['concept-proposals', address, state],
    readPage: async (after, signal) =>
      (await request(PROPOSALS, { state, after }, { signal })).conceptProposals,
  });
}

/** Null when there is none that the person may see. */
export function useProposal(id: string, address: string) {
  return useQuery({
    queryKey: ['concept-proposal', address, id],
    queryFn: async ({ signal }) => {
      try {
        return (await request(PROPOSAL_PAGE, { id }, { signal })).conceptProposal;
      } catch (error) {
        if (error instanceof RefusedError && error.code === 'NOT_FOUND') return null;
        throw error;
      }
    },
  });
}

/** The concepts of a proposal with what differs, some at a time. */
export function useChanges({ id, changeCount }: { readonly id: string; readonly changeCount: number }) {
  return useInfiniteQuery({
    queryKey: ['concept-proposal-changes', id],
    queryFn: async ({ pageParam, signal }) =>
      (await request(PROPOSED_CHANGES, { id, from: pageParam }, { signal })).conceptProposal?.changes ?? [],
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.flat().length;
      return last.length === 0 || read >= changeCount ? null : read;
    },
  });
}
