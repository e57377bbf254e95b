import { isArray, RPC_CODE, RpcError } from './json-rpc.ts';

/** As Geth has it, for addresses and for each position of topics. */
const MAX_ALTERNATIVES = 1_000;
const MAX_TOPICS = 4;

export interface LogBounds {
  /** Number of the latest block. */
  readonly latest: number;
  /** Blocks that one request may cover. */
  readonly maxBlocks: number;
  /** Of `eth_newFilter`: one that ends at the latest block stays open for those to come. */
  readonly isStanding: boolean;
}

/**
 * A filter of `eth_getLogs` or `eth_newFilter` that ends at the latest block: the engine walks all numbers up to `toBlock`,
 * also those that no block has, for ever. Throws RpcError when it covers too much.
 */
export function boundLogFilter(filter: unknown, { latest, maxBlocks, isStanding }: LogBounds): unknown {
  if (typeof filter !== 'object' || filter === null || isArray(filter))
    throw new RpcError(RPC_CODE.invalidParams, 'A filter is an object.');
  requireFewAlternatives(filter);
  if ('blockHash' in filter && filter.blockHash !== undefined) return filter;
  const from = blockNumber('fromBlock' in filter ? filter.fromBlock : undefined, latest);
  const to = blockNumber('toBlock' in filter ? filter.toBlock : undefined, latest);
  const last = to < latest ? to : BigInt(latest);
  const blocks = last - from + 1n;
  if (blocks > maxBlocks) {
    throw new RpcError(
      RPC_CODE.limitExceeded,
      `Blocks ${from} to ${last} are ${blocks}; one request covers at most ${maxBlocks}. Ask for a part at a time with "fromBlock" and "toBlock".`,
    );
  }
  if (isStanding && to >= latest) return { ...filter, toBlock: 'latest' };
  return { ...filter, toBlock: `0x${last.toString(16)}` };
}

function blockNumber(value: unknown, latest: number): bigint {
  if (value === undefined || value === null) return BigInt(latest);
  if (value === 'earliest') return 0n;
  if (value === 'latest' || value === 'pending' || value === 'safe' || value === 'finalized')
    return BigInt(latest);
  if (typeof value === 'string' && /^0x[0-9a-f]{1,64}$/i.test(value)) return BigInt(value);
  throw new RpcError(
    RPC_CODE.invalidParams,
    '"fromBlock" and "toBlock" are 0x-prefixed hexadecimal numbers, or a tag such as "latest".',
  );
}

function requireFewAlternatives(filter: object): void {
  const addresses = 'address' in filter ? filter.address : null;
  const topics = 'topics' in filter ? filter.topics : null;
  if (isArray(topics) && topics.length > MAX_TOPICS)
    throw new RpcError(RPC_CODE.invalidParams, `A log has at most ${MAX_TOPICS} topics.`);
  for (const alternatives of [addresses, ...(isArray(topics) ? topics : [])]) {
    if (!isArray(alternatives) || alternatives.length <= MAX_ALTERNATIVES) continue;
    throw new RpcError(
      RPC_CODE.limitExceeded,
      `A filter names at most ${MAX_ALTERNATIVES} addresses, and as many topics at each position. Ask for a part at a time.`,
    );
  }
}
