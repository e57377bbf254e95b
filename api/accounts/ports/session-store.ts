import type { Hex } from '@lanran/protocol/kernel/bytes';

export interface Session {
  /** SHA-256 of the token, so that a copy of the database opens nothing. */
  readonly tokenHash: Hex;
  readonly address: Hex;
  readonly expiresAt: Date;
}

export interface SessionStore {
  insert(session: Session): Promise<void>;
  find(tokenHash: Hex): Promise<Session | null>;
  delete(tokenHash: Hex): Promise<void>;
  /** Every session of the key. */
  deleteOf(address: Hex): Promise<void>;
  /** Removes what has expired. */
  sweep(now: Date): Promise<void>;
}

export interface UsedNonceStore {
  /** Keeps the nonce until it expires; true for exactly one caller. */
  use(nonce: string, expiresAt: Date): Promise<boolean>;
  /** Removes what has expired. */
  sweep(now: Date): Promise<void>;
}
