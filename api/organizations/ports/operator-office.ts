import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Address } from '@lanran/protocol/kernel/signature';

export interface OfficeState {
  readonly holder: Address;
  /** Whom the holder asks to follow; null when nobody is asked. */
  readonly successor: Address | null;
}

/**
 * The holder of the operator's office, which the installation keeps and not the chain (ADR 31). Nothing is cached: a command
 * on the platform's machine may change the file at any time.
 */
export interface OperatorOffice {
  /** SHA-256 of the token in the one-time link. */
  tokenHash(): Hex;
  /** Null until somebody is named. */
  holder(): Address | null;
  /** Null when nobody is asked to follow. */
  successor(): Address | null;
  /** All or nothing; durable when it returns. */
  record(state: OfficeState): void;
}
