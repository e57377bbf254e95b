import type { Hex } from '@lanran/protocol/kernel/bytes';

/** An event argument as JSON: integers as decimal text, bytes and addresses as lower-case hex, structs by member name. */
export type EventArgument =
  | string
  | boolean
  | readonly EventArgument[]
  | { readonly [name: string]: EventArgument };

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
  /** Arguments by name: ready for a statement's body. */
  readonly args: Readonly<Record<string, EventArgument>>;
}
