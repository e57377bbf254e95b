import type { Hex } from '@lanran/protocol/bytes';

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

export interface NonceStore {
  insert(nonce: string, expiresAt: Date): Promise<void>;
  /** Takes the nonce; true for exactly one caller, and only before it expires. */
  take(nonce: string, now: Date): Promise<boolean>;
  sweep(now: Date): Promise<void>;
}
