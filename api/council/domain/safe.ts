import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { AssetId, StatementHash } from '@lanran/protocol/kernel/ids';
import type { OwnerSignature } from '@lanran/protocol/accounts/safe';
import type { Address } from '@lanran/protocol/kernel/signature';

/**
 * OPEN: waits for signatures, or for the transactions before it. REFUSED: signed, but the contracts refused it; it may be tried
 * again. OVERTAKEN: another transaction took its nonce.
 */
export const SAFE_TRANSACTION_STATES = ['OPEN', 'EXECUTED', 'REFUSED', 'OVERTAKEN'] as const;
export type SafeTransactionState = (typeof SAFE_TRANSACTION_STATES)[number];

/** An act of a Safe, proposed by one of its owners. */
export interface SafeTransaction {
  /** The Safe's own hash of it: what its owners sign. */
  readonly hash: Hex;
  readonly safe: Address;
  readonly to: Address;
  readonly data: Hex;
  readonly nonce: bigint;
  readonly contract: string;
  readonly functionName: string;
  readonly assetIds: readonly AssetId[];
  /** What it would sell or take, by the hash of its statement. */
  readonly versions: readonly { readonly assetId: AssetId; readonly version: StatementHash }[];
  readonly proposedAt: Date;
  /** Block it was proposed at: it was not executed before. */
  readonly sinceBlock: number;
  readonly state: SafeTransactionState;
  /** What the relayer sent for it last, or what executed it; null before. */
  readonly transaction: Hex | null;
}

/** One owner's signature on the desk. */
export interface SafeSignature extends OwnerSignature {
  readonly hash: Hex;
  /** The signed-in key that brought it. */
  readonly sentBy: Hex;
  readonly sentAt: Date;
}

export function isSettled({ state }: SafeTransaction): boolean {
  return state === 'EXECUTED' || state === 'OVERTAKEN';
}
