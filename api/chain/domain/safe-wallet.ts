import type { Address } from '@lanran/protocol/kernel/signature';

/** A wallet of several keys, as the chain has it now. */
export interface SafeWallet {
  readonly address: Address;
  readonly owners: readonly Address[];
  /** How many owners must sign. */
  readonly threshold: number;
  /** Of its next transaction. */
  readonly nonce: bigint;
}
