import { useQuery } from '@tanstack/react-query';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { DecodedCall } from './call-particulars.ts';
import type { Council } from '../../desk/model/council.ts';
import { type PendingAct, pendingPartsOf } from './pending.ts';
import { type Proposal, useProposals, waitingOf } from './proposals.ts';

/** The act, read out of what is signed. @throws when the platform tells another act than the one its hash names */
export async function decodeProposal(proposal: Proposal): Promise<DecodedCall> {
  const [{ describeProposed }, { openDeployment, pageClient }] = await Promise.all([
    import('@lanran/sdk/acts/describe-call'),
    import('../../../../lib/session/platform.ts'),
  ]);
  // The platform gives addresses and bytes in lower-case hex.
  return describeProposed(await openDeployment(pageClient(null)), {
    hash: proposal.hash as Hex,
    safe: proposal.safe as Address,
    to: proposal.to as Address,
    data: proposal.data as Hex,
    nonce: BigInt(proposal.nonce),
  });
}

/** What waits for signatures of the council's Safe; nothing where one key decides. */
export function usePending(council: Council): readonly PendingAct[] {
  const { data: proposals } = useProposals(council);
  const waiting = proposals === undefined ? [] : waitingOf(proposals).map(({ proposal }) => proposal);
  const hashes = waiting.map(({ hash }) => hash);
  const { data } = useQuery({
    queryKey: ['council-pending', hashes],
    staleTime: Infinity,
    queryFn: async () =>
      Promise.all(
        waiting.map(async (proposal) => ({
          hash: proposal.hash,
          parts: pendingPartsOf(await decodeProposal(proposal)),
        })),
      ),
    enabled: hashes.length > 0,
  });
  return waiting.flatMap((proposal) => {
    const decoded = data?.find(({ hash }) => hash === proposal.hash);
    return decoded === undefined ? [] : [{ proposal, parts: decoded.parts }];
  });
}
