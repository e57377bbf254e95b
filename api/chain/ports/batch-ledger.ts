import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { BatchedCall, UnsignedBatch } from '@lanran/protocol/chain/call-batch';
import type { Refusal } from '@lanran/protocol/messages/refusals';
import type { LedgerEvent } from '../domain/ledger-event.ts';
import type { RelayProgress } from './ledger.ts';

/** Many calls under one signature. */
export interface SignedBatch extends UnsignedBatch {
  readonly signature: Hex;
}

/** One of them, with the proof that it was signed. */
export interface ProvenCall extends BatchedCall {
  readonly index: number;
  readonly proof: readonly Hex[];
}

/** A call that was done, with what it alone came to. */
export interface DoneCall {
  readonly state: 'DONE';
  readonly index: number;
  readonly transaction: Hex;
  readonly blockNumber: number;
  readonly events: readonly LedgerEvent[];
}

export interface RefusedCall {
  readonly state: 'REFUSED';
  readonly index: number;
  readonly reasons: readonly Refusal[];
}

export type CallOutcome = DoneCall | RefusedCall;

/** Why the contracts refused something that the relayer does for all; null when it was done. */
export type RefusalOrDone = readonly Refusal[] | null;

/** BatchForwarder: many calls under one signature, as many in a transaction as fit. */
export interface BatchLedger {
  /** Whether the installation's forwarder does batches; older ones do single requests alone. */
  canBatch(): Promise<boolean>;
  /** What names the batch on the chain. @throws BadSignatureError unless `from` signed it */
  requireSigned(batch: SignedBatch): Hex;
  /** Those of the calls that were done before, by their index. */
  findDone(batch: SignedBatch, indexes: readonly number[]): Promise<DoneCall[]>;
  /**
   * Does the calls, in their order, in as few transactions as fit; what the contracts refuse is left out. `progressOf` is told of each
   * transaction before it is sent, by its first call, and may throw to stop there: what was sent stays done.
   */
  execute(
    batch: SignedBatch,
    calls: readonly ProvenCall[],
    progressOf: (first: ProvenCall) => Promise<RelayProgress>,
  ): Promise<CallOutcome[]>;
}
