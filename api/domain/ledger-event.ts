import type { Hex } from '@lanran/protocol/bytes';

/** One event of one of the platform's contracts, decoded. */
export interface LedgerEvent {
  readonly chainId: bigint;
  readonly blockNumber: number;
  readonly blockHash: Hex;
  /** Unix seconds. */
  readonly blockTime: number;
  readonly transaction: Hex;
  readonly logIndex: number;
  /** Contract name, e.g. `ConsentRegistry`. */
  readonly contract: string;
  /** Event name, e.g. `ConsentGranted`. */
  readonly name: string;
  /** Arguments by name; integers as decimal text, bytes as hex: ready for a statement's body. */
  readonly args: Readonly<Record<string, string | boolean | readonly string[]>>;
}
