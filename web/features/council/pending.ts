import { type DecodedCall, particularsOf, partsOf } from './call-particulars.ts';
import { type KnownCall, knownCall } from './known-calls.ts';
import type { Proposal } from './proposals.ts';

/** A proposal that waits, with what is signed in it. */
export interface PendingAct {
  readonly proposal: Pick<Proposal, 'hash' | 'signers' | 'threshold'>;
  readonly parts: readonly PendingPart[];
}

interface PendingPart {
  readonly call: KnownCall;
  /** Null for what is about no asset. */
  readonly assetId: string | null;
}

export type PendingWords = 'yes' | 'end' | 'collection' | 'seat' | 'veto' | 'naming' | 'payout';

/** The acts of the contracts that a notice is about. */
export const PENDING_CALLS = {
  yes: ['ConsentRegistry.grant'],
  end: ['ConsentRegistry.withdraw', 'ConsentRegistry.withdrawCollection'],
  collection: ['ConsentRegistry.grantCollection'],
  seat: ['Organizations.acceptCouncil'],
  veto: ['Organizations.vetoCouncil'],
  naming: ['Organizations.nameSuccessor'],
  payout: ['Organizations.setPayout'],
} as const satisfies Readonly<Record<PendingWords, readonly KnownCall[]>>;

export function pendingPartsOf(call: DecodedCall): readonly PendingPart[] {
  return partsOf(call).map((part) => ({
    call: knownCall(part),
    assetId: particularsOf(part)?.find(({ as }) => as === 'asset')?.value ?? null,
  }));
}

interface Wanted {
  readonly calls: readonly KnownCall[];
  /** Of any asset, and of none, unless it is given. */
  readonly assetId?: string;
}

/** The proposals that would do one of these acts, in the order in which they were given. */
export function pendingIn(acts: readonly PendingAct[], { calls, assetId }: Wanted): readonly PendingAct[] {
  return acts.filter(({ parts }) =>
    parts.some((part) => calls.includes(part.call) && (assetId === undefined || part.assetId === assetId)),
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
