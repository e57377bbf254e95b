import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Address } from '@lanran/protocol/kernel/signature';
import type { SafeSignature, SafeTransaction } from '../domain/safe.ts';

/** What lies on the council desk. */
export interface SafeStore {
  find(hash: Hex): Promise<SafeTransaction | null>;
  /** Proposing it again changes nothing. */
  propose(transaction: SafeTransaction): Promise<void>;
  /** Newest first. */
  list(safe: Address, first: number): Promise<SafeTransaction[]>;
  /** Of all Safes, proposed at this time or later, whatever became of it; the first proposed first. */
  listProposed(since: Date, most: number): Promise<SafeTransaction[]>;
  /** Those that are OPEN or REFUSED; the first proposed first. */
  listWaiting(safe: Address): Promise<SafeTransaction[]>;
  /** Recorded by the relayer before it sends. */
  markSent(hash: Hex, transaction: Hex): Promise<void>;
  markRefused(hash: Hex): Promise<void>;
  /** Final: what is settled stays so. */
  settle(
    hash: Hex,
    outcome: { readonly state: 'EXECUTED' | 'OVERTAKEN'; readonly transaction: Hex | null },
  ): Promise<void>;

  /** One a signer; the first stays. */
  addSignature(signature: SafeSignature): Promise<void>;
  listSignatures(hashes: readonly Hex[]): Promise<SafeSignature[]>;
  /** Signatures that a key brought since a time, for the rate limit. */
  countSignaturesSince(sentBy: Hex, since: Date): Promise<number>;

  /** Recorded before a Safe is made. */
  recordCreation(creation: {
    readonly safe: Address;
    readonly createdBy: Hex;
    readonly createdAt: Date;
  }): Promise<void>;
  /** By a key, or by anybody. */
  countCreationsSince(createdBy: Hex | null, since: Date): Promise<number>;
}
