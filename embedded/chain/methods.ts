import type { Lane } from './caller.ts';
import { FOREIGN_CODE_GAS_LIMIT, gasLimitFor, GUEST_GAS_LIMIT } from './gas-limits.ts';
import { isArray, RPC_CODE, RpcError } from './json-rpc.ts';
import { boundLogFilter } from './log-filter.ts';

/** Reads that the engine answers by itself. */
const READS: ReadonlySet<string> = new Set([
  'eth_blockNumber',
  'eth_call',
  'eth_chainId',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_getBalance',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getBlockTransactionCountByHash',
  'eth_getBlockTransactionCountByNumber',
  'eth_getCode',
  'eth_getFilterChanges',
  'eth_getFilterLogs',
  'eth_getLogs',
  'eth_getProof',
  'eth_getStorageAt',
  'eth_getTransactionByBlockHashAndIndex',
  'eth_getTransactionByBlockNumberAndIndex',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_newBlockFilter',
  'eth_newFilter',
  'eth_syncing',
  'eth_uninstallFilter',
  'net_version',
]);

/** What one request of a guest for logs may cover. */
const GUEST_BLOCKS = 10_000;
/** Each takes about 1.4 KB of the answer. */
const MAX_PROOF_KEYS = 256;
/** As Geth has it. */
const MAX_PERCENTILES = 100;

export function isRead(method: string): boolean {
  return READS.has(method);
}

/** Whether the answer depends on the time of the block that would come next. */
export function looksAhead(method: string, params: readonly unknown[]): boolean {
  return method === 'eth_estimateGas' || params.includes('pending');
}

/** What makes a request dear: it runs code. */
export function runsCode(method: string): boolean {
  return method === 'eth_call' || method === 'eth_estimateGas';
}

export interface Bounds {
  readonly lane: Lane;
  /** Number of the latest block. */
  readonly latest: number;
  /** Whether an address is a contract of the platform; everything is on a chain that knows no deployer. */
  readonly isOwn: (address: string) => Promise<boolean>;
}

/** The parameters as the engine may have them. Throws RpcError when they ask for too much. */
export async function prepare(
  method: string,
  params: readonly unknown[],
  bounds: Bounds,
): Promise<readonly unknown[]> {
  if (method === 'eth_getProof') return withBoundedKeys(params);
  if (method === 'eth_feeHistory') return withFewPercentiles(params);
  if (method === 'eth_getLogs' || method === 'eth_newFilter') {
    const maxBlocks = bounds.lane === 'guest' ? GUEST_BLOCKS : Number.POSITIVE_INFINITY;
    return [
      boundLogFilter(params[0], { latest: bounds.latest, maxBlocks, isStanding: method === 'eth_newFilter' }),
    ];
  }
  if (!runsCode(method)) return params;
  if (bounds.lane === 'platform') return withBoundedGas(params, gasLimitFor(targetOf(params)));
  // With overrides a call to any address runs code of the caller's.
  if (params.length > 2)
    throw new RpcError(
      RPC_CODE.invalidParams,
      `${method} takes a call and a block here, no state overrides.`,
    );
  return withBoundedGas(params, await guestGasLimit(targetOf(params), bounds));
}

/** Geth takes short storage keys such as 0x0 for a proof, the engine only whole words. */
function withBoundedKeys([address, keys, ...rest]: readonly unknown[]): readonly unknown[] {
  if (!isArray(keys)) return [address, keys, ...rest];
  if (keys.length > MAX_PROOF_KEYS) throw tooMany(`A proof names at most ${MAX_PROOF_KEYS} storage keys.`);
  const words = keys.map((key) =>
    typeof key === 'string' && /^0x[0-9a-f]{0,64}$/i.test(key) ? `0x${key.slice(2).padStart(64, '0')}` : key,
  );
  return [address, words, ...rest];
}

/** The engine itself bounds the number of blocks, at 1,024. */
function withFewPercentiles(params: readonly unknown[]): readonly unknown[] {
  const [, , percentiles] = params;
  if (isArray(percentiles) && percentiles.length > MAX_PERCENTILES)
    throw tooMany(`eth_feeHistory takes at most ${MAX_PERCENTILES} percentiles.`);
  return params;
}

/** Without `gas` the engine would take the block's limit. More than the bound is lowered to it, as Geth does. */
function withBoundedGas([request, ...rest]: readonly unknown[], limit: number): readonly unknown[] {
  if (typeof request !== 'object' || request === null) return [request, ...rest];
  const isWithin = 'gas' in request && typeof request.gas === 'string' && Number(request.gas) <= limit;
  return [isWithin ? request : { ...request, gas: `0x${limit.toString(16)}` }, ...rest];
}

async function guestGasLimit(to: unknown, { isOwn }: Bounds): Promise<number> {
  const isBounded = typeof to === 'string' && isAddress(to) && (await isOwn(to));
  return isBounded ? GUEST_GAS_LIMIT : FOREIGN_CODE_GAS_LIMIT;
}

function targetOf([request]: readonly unknown[]): unknown {
  return typeof request === 'object' && request !== null && 'to' in request ? request.to : null;
}

function isAddress(text: string): boolean {
  return /^0x[0-9a-f]{40}$/i.test(text);
}

function tooMany(message: string): RpcError {
  return new RpcError(RPC_CODE.limitExceeded, `${message} Ask for a part at a time.`);
}

/** Everything outside the allow-list, each with what to do instead. */
export function methodNotFound(method: string): RpcError {
  return new RpcError(
    RPC_CODE.methodNotFound,
    `The method ${method} is not available on this chain. ${advice(method)}`,
  );
}

function advice(method: string): string {
  if (/^(personal_|wallet_|eth_(sign|sendTransaction|accounts|requestAccounts))/.test(method)) {
    return 'It holds no keys: sign with your own and send the result with eth_sendRawTransaction.';
  }
  if (/^(hardhat|evm|anvil|debug|miner|admin|txpool)_/.test(method)) {
    return 'Its blocks are kept for good and nobody can steer them: start a Hardhat node of your own for experiments.';
  }
  if (/^eth_(un)?subscribe$/.test(method))
    return 'It speaks HTTP only: poll with eth_newFilter and eth_getFilterChanges.';
  return 'It serves the eth_ reads, net_version, web3_clientVersion and eth_sendRawTransaction.';
}
