import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { ForwardRequest } from '../../chain/ports/ledger.ts';

/** A signed act that the platform has taken on to relay. */
export interface RelayedRequest {
  /** Hash of the signed request: the same act signed once has one key. */
  readonly key: Hex;
  readonly request: ForwardRequest;
  /** Null until the relayer signed it; after a crash the chain is asked what became of it. */
  readonly transaction: Hex | null;
  readonly receivedAt: Date;
}

export interface RelayedRequestStore {
  find(key: Hex): Promise<RelayedRequest | null>;
  /** Recorded before anything is sent; recording it again changes nothing. */
  record(request: Omit<RelayedRequest, 'transaction'>): Promise<void>;
  markSigned(key: Hex, transaction: Hex): Promise<void>;
  /** Requests of one signer since a time, for the rate limit. */
  countSince(from: Hex, since: Date): Promise<number>;
}
