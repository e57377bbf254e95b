import type { Block, Log, ParamType } from 'ethers';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { EventArgument, LedgerEvent } from '../domain/ledger-event.ts';
import type { KnownContract } from './platform-contracts.ts';

export interface EventPosition {
  readonly log: Log;
  readonly block: Pick<Block, 'timestamp'>;
  readonly chainId: bigint;
}

/** Null for a log of somebody else's contract, or an event this version does not know. */
export function decodeEvent(
  { log, block, chainId }: EventPosition,
  known: readonly KnownContract[],
): LedgerEvent | null {
  const contract = known.find(({ address }) => address === log.address.toLowerCase());
  const parsed = contract?.interface.parseLog(log);
  if (contract === undefined || parsed == null) return null;
  return {
    chainId,
    blockNumber: log.blockNumber,
    // Nodes answer hashes in lower-case hex.
    blockHash: log.blockHash as Hex,
    blockTime: block.timestamp,
    transaction: log.transactionHash as Hex,
    logIndex: log.index,
    contract: contract.name,
    name: parsed.name,
    args: membersOf(parsed.fragment.inputs, parsed.args),
  };
}

function membersOf(types: readonly ParamType[], values: readonly unknown[]): Record<string, EventArgument> {
  return Object.fromEntries(types.map((type, at) => [type.name, argumentOf(type, values[at])]));
}

function argumentOf(type: ParamType, value: unknown): EventArgument {
  if (type.components !== null && type.isTuple())
    return membersOf(type.components, value as readonly unknown[]);
  if (type.isArray())
    return (value as readonly unknown[]).map((item) => argumentOf(type.arrayChildren, item));
  if (typeof value === 'boolean') return value;
  return typeof value === 'bigint' ? value.toString() : String(value).toLowerCase();
}
