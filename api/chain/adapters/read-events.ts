import type { JsonRpcProvider, Log, TransactionReceipt } from 'ethers';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { describeRefusal } from '@lanran/protocol/messages/refusals';
import type { LedgerEvent } from '../domain/ledger-event.ts';
import { LedgerRefusedError } from '../../platform/kernel/errors.ts';
import type { RelayReceipt } from '../ports/ledger.ts';
import { decodeEvent } from './decode-event.ts';
import type { KnownContract } from './platform-contracts.ts';

export interface EventReading {
  readonly provider: JsonRpcProvider;
  readonly chainId: bigint;
  readonly known: readonly KnownContract[];
}

/** Events of our contracts in blocks `from`–`to`, both included, in chain order. */
export async function readEvents(
  reading: EventReading,
  range: { readonly from: number; readonly to: number },
): Promise<LedgerEvent[]> {
  const logs = await reading.provider.getLogs({
    address: reading.known.map(({ address }) => address),
    fromBlock: range.from,
    toBlock: range.to,
  });
  return decodeLogs(reading, logs);
}

/** @throws LedgerRefusedError when the transaction was included and failed */
export function requireSuccess(receipt: TransactionReceipt): TransactionReceipt {
  if (receipt.status === 0) {
    const { hash: transaction } = receipt;
    throw new LedgerRefusedError([describeRefusal({ name: 'TransactionFailed', args: { transaction } })]);
  }
  return receipt;
}

/** @throws LedgerRefusedError when the transaction was included and failed */
export async function readReceipt(reading: EventReading, receipt: TransactionReceipt): Promise<RelayReceipt> {
  requireSuccess(receipt);
  return {
    transaction: receipt.hash as Hex,
    blockNumber: receipt.blockNumber,
    events: await decodeLogs(reading, receipt.logs),
  };
}

async function decodeLogs(
  { provider, chainId, known }: EventReading,
  logs: readonly Log[],
): Promise<LedgerEvent[]> {
  const blocks = new Map<number, { readonly timestamp: number }>();
  for (const { blockNumber } of logs) {
    if (blocks.has(blockNumber)) continue;
    const block = await provider.getBlock(blockNumber);
    if (block !== null) blocks.set(blockNumber, block);
  }
  return logs.flatMap((log) => {
    const block = blocks.get(log.blockNumber);
    const event = block === undefined ? null : decodeEvent({ log, block, chainId }, known);
    return event === null ? [] : [event];
  });
}
