import type { Hex } from '@lanran/protocol/bytes';
import type { ForwardRequest } from './ledger.ts';

/** A signed act that the platform has taken on to relay, by the hash of its signature. */
export interface RelayedRequest {
  readonly key: Hex;
  readonly request: ForwardRequest;
  /** Null until the receipt was seen; a repeat then looks for it on chain. */
  readonly transaction: Hex | null;
  readonly receivedAt: Date;
}

export interface RelayedRequestStore {
  find(key: Hex): Promise<RelayedRequest | null>;
  /** Recorded before anything is sent; recording it again changes nothing. */
  record(request: RelayedRequest): Promise<void>;
  complete(key: Hex, transaction: Hex): Promise<void>;
  /** Requests of one signer since a time, for the rate limit. */
  countSince(from: Hex, since: Date): Promise<number>;
}
