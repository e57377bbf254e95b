import type { Terms } from '@lanran/protocol/licensing/terms';
import { type DecodedCall, type Particular, particularsOf, partsOf } from './call-particulars.ts';
import { type KnownCall, knownCall } from './known-calls.ts';
import type { Proposal } from './proposals.ts';

/** A proposal that waits, with what is signed in it. */
export interface PendingAct {
  readonly proposal: Pick<Proposal, 'hash' | 'signers' | 'threshold'>;
  readonly parts: readonly PendingPart[];
}

interface PendingPart {
  readonly call: KnownCall;
  readonly particulars: readonly Particular[];
}

export type PendingWords =
  | 'yes'
  | 'end'
  | 'use'
  | 'useEnd'
  | 'collection'
  | 'seat'
  | 'veto'
  | 'naming'
  | 'payout'
  | 'claim'
  | 'share';

/** The acts of the contracts that a notice is about. */
export const PENDING_CALLS = {
  yes: ['ConsentRegistry.grant'],
  end: ['ConsentRegistry.withdraw', 'ConsentRegistry.withdrawCollection'],
  use: ['ConsentRegistry.consentTo'],
  useEnd: ['ConsentRegistry.withdrawConsentTo'],
  collection: ['ConsentRegistry.grantCollection'],
  seat: ['Organizations.acceptCouncil'],
  veto: ['Organizations.vetoCouncil'],
  naming: ['Organizations.nameSuccessor'],
  payout: ['Organizations.setPayout'],
  claim: ['LicenseMarket.claim'],
  share: ['LicenseMarket.confirmShare'],
} as const satisfies Readonly<Record<PendingWords, readonly KnownCall[]>>;

export function pendingPartsOf(call: DecodedCall): readonly PendingPart[] {
  return partsOf(call).map((part) => ({
    call: knownCall(part),
    particulars: particularsOf(part) ?? [],
  }));
}

interface Wanted {
  readonly calls: readonly KnownCall[];
  /** Of any asset, and of none, unless it is given. */
  readonly assetId?: string;
  /** Of what one organization alone may take. */
  readonly licensee?: string;
  /** Of this order alone, where it is given: an asset may have several. */
  readonly order?: Terms;
}

/** The proposals that would do one of these acts, in the order in which they were given. */
export function pendingIn(
  acts: readonly PendingAct[],
  { calls, assetId, licensee, order }: Wanted,
): readonly PendingAct[] {
  return acts.filter(({ parts }) =>
    parts.some(
      (part) =>
        calls.includes(part.call) &&
        (assetId === undefined || says(part, 'assetId', assetId)) &&
        (licensee === undefined || says(part, 'licensee', licensee)) &&
        (order === undefined || isOfOrder(part, order)),
    ),
  );
}

function says({ particulars }: PendingPart, wanted: Particular['name'], value: string): boolean {
  return particulars.some((each) => each.name === wanted && each.value === value);
}

/** A licensee has one order for the same use from the same offer at a time. */
function isOfOrder(part: PendingPart, { assetId, licensee, offerId, wish }: Terms): boolean {
  return (
    says(part, 'assetId', assetId) &&
    says(part, 'licensee', licensee) &&
    says(part, 'offerId', offerId.toString()) &&
    says(part, 'media', wish.media.toString()) &&
    says(part, 'territories', wish.territories.toString()) &&
    says(part, 'firstDay', wish.firstDay.toString()) &&
    says(part, 'lastDay', wish.lastDay.toString())
  );
}

export interface Standing {
  /** How many more must sign; 0 while it waits for what comes before it. */
  readonly missing: number;
  readonly isSigned: boolean;
}

export function standingOfPending({ proposal }: PendingAct, address: string): Standing {
  return {
    missing: Math.max(0, proposal.threshold - proposal.signers.length),
    isSigned: proposal.signers.includes(address),
  };
}
