import { useQuery } from '@tanstack/react-query';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Address } from '@lanran/protocol/kernel/signature';
import { request as ask } from '../../../lib/session/api.ts';
import { useSession } from '../../../lib/session/session.tsx';
import { SAFE_PROPOSALS, type SafeProposal, type ShownRequest } from './documents.ts';
import { organizationOf } from './due-acts.ts';
import type { Voice } from './voices.ts';

/** A consent to one asset of the request that waits for signatures of the council's Safe. */
export interface PendingConsent {
  readonly assetId: string;
  readonly signers: number;
  readonly threshold: number;
  /** The reader signed it. */
  readonly isSigned: boolean;
}

/** Of a voice for which one key decides: none. Null until it is known. */
export function usePendingConsents(
  request: ShownRequest,
  voice: Voice | null,
): readonly PendingConsent[] | null {
  const { me } = useSession();
  const safe = voice?.safe?.address ?? null;
  const licensee = organizationOf(request, 'ASKER');
  const { data } = useQuery({
    queryKey: ['request', request.id, 'proposals', safe],
    queryFn: async ({ signal }) => {
      const variables = { safe: safe ?? '' };
      const { safeTransactions } = await ask(SAFE_PROPOSALS, variables, { signal, safe });
      const waiting = safeTransactions.filter(({ state }) => state === 'OPEN' || state === 'REFUSED');
      return Promise.all(
        waiting.map(async (proposal) => ({ proposal, consents: await readConsents(proposal) })),
      );
    },
    enabled: safe !== null,
    refetchInterval: 30_000,
  });
  if (safe === null) return [];
  if (data === undefined) return null;
  return data.flatMap(({ proposal, consents }) =>
    consents
      .filter((consent) => consent.licensee === licensee)
      .map(({ assetId }) => ({
        assetId,
        signers: proposal.signers.length,
        threshold: proposal.threshold,
        isSigned: me !== null && proposal.signers.includes(me.address),
      })),
  );
}

/** Read out of what is signed. @throws when the platform tells another act than the one its hash names */
async function readConsents({ hash, safe, to, data, nonce }: SafeProposal) {
  const [{ callsIn, describeProposed }, { openDeployment, pageClient }] = await Promise.all([
    import('@lanran/sdk/acts/describe-call'),
    import('../../../lib/session/platform.ts'),
  ]);
  // The platform gives addresses and bytes in lower-case hex.
  const call = describeProposed(await openDeployment(pageClient(null)), {
    hash: hash as Hex,
    safe: safe as Address,
    to: to as Address,
    data: data as Hex,
    nonce: BigInt(nonce),
  });
  return callsIn(call)
    .filter(({ functionName }) => functionName === 'consentTo')
    .map(({ args }) => {
      // As `consentTo` of the contract ConsentRegistry has them.
      const { assetId, consent } = args as { assetId: string; consent: { licensee: string } };
      return { assetId, licensee: consent.licensee };
    });
}
