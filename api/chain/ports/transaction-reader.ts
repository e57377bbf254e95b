import type { Address } from '@lanran/protocol/kernel/signature';

export interface TransactionParties {
  readonly sender: Address;
  /** Null for the creation of a contract. */
  readonly to: Address | null;
}

/** Reads signed transactions of the chain as they are sent. */
export interface TransactionReader {
  /** Null when the bytes are no signed transaction. */
  parties(raw: string): TransactionParties | null;
}
