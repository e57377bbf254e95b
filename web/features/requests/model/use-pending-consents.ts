import { useQuery } from '@tanstack/react-query';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Address } from '@lanran/protocol/kernel/signature';
import { request as ask } from '../../../lib/session/api.ts';
import { useSession } from '../../../lib/session/session.tsx';
import type { GivenTerms } from '../../../lib/requests/agreed-terms.ts';
import { SAFE_PROPOSALS, type SafeProposal, type ShownRequest } from './documents.ts';
import { organizationOf } from './due-acts.ts';
import type { Voice } from './voices.ts';

/** A consent to one asset of the request that waits for signatures of the council's Safe. */
export interface PendingConsent {
  readonly assetId: string;
  readonly holder: string;
  readonly terms: GivenTerms;
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
      .filter(
        (consent) => consent.licensee === licensee && consent.holder === organizationOf(request, 'HOLDER'),
      )
      .map(({ assetId, holder, terms }) => ({
        assetId,
        holder,
        terms,
        signers: proposal.signers.length,
        threshold: proposal.threshold,
        isSigned: me !== null && proposal.signers.includes(me.address),
      })),
  );
}

/** Numbers as text. */
type ProposedConsent = Readonly<
  Record<
    | 'holder'
    | 'licensee'
    | 'territories'
    | 'media'
    | 'firstDay'
    | 'lastDay'
    | 'token'
    | 'minPrice'
    | 'shareBps'
    | 'rights',
    string
  >
> & { readonly exclusive: boolean };

/** Read out of what is signed. @throws when the platform tells another act than the one its hash names */
async function readConsents({ hash, safe, to, data, nonce }: SafeProposal) {
  const [
    { callsIn, describeProposed },
    { openDeployment, pageClient },
    { mediaOf },
    { rightsOf },
    { territoryCodes },
    { formatDay },
  ] = await Promise.all([
    import('@lanran/sdk/acts/describe-call'),
    import('../../../lib/session/platform.ts'),
    import('@lanran/protocol/licensing/media'),
    import('@lanran/protocol/licensing/rights'),
    import('@lanran/protocol/territories/territories'),
    import('@lanran/protocol/kernel/day'),
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
      const { assetId, consent } = args as { assetId: string; consent: ProposedConsent };
      return {
        assetId,
        holder: consent.holder,
        licensee: consent.licensee,
        terms: {
          media: mediaOf(Number(consent.media)),
          territories: territoryCodes(BigInt(consent.territories)),
          firstDay: formatDay(Number(consent.firstDay)),
          lastDay: formatDay(Number(consent.lastDay)),
          exclusive: consent.exclusive,
          rights: rightsOf(Number(consent.rights)),
          price: { amount: consent.minPrice, token: consent.token },
          communityShareBps: Number(consent.shareBps),
        },
      };
    });
}
