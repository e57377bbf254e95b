import { gasLimitFor } from './gas-limits.ts';
import { isArray, RPC_CODE, RpcError } from './json-rpc.ts';

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

export function isRead(method: string): boolean {
  return READS.has(method);
}

/** Whether the answer depends on the time of the block that would come next. */
export function looksAhead(method: string, params: readonly unknown[]): boolean {
  return method === 'eth_estimateGas' || params.includes('pending');
}

/** The parameters as the engine may have them. */
export function prepare(method: string, params: readonly unknown[]): readonly unknown[] {
  if (method === 'eth_getProof') return withWholeWords(params);
  if (method === 'eth_call' || method === 'eth_estimateGas') return withBoundedGas(params);
  return params;
}

/** Geth takes short storage keys such as 0x0 for a proof, the engine only whole words. */
function withWholeWords([address, keys, ...rest]: readonly unknown[]): readonly unknown[] {
  if (!isArray(keys)) return [address, keys, ...rest];
  const words = keys.map((key) =>
    typeof key === 'string' && /^0x[0-9a-f]{0,64}$/i.test(key) ? `0x${key.slice(2).padStart(64, '0')}` : key,
  );
  return [address, words, ...rest];
}

/** Without `gas` the engine would take the block's limit. More than the bound is lowered to it, as Geth does. */
function withBoundedGas([request, ...rest]: readonly unknown[]): readonly unknown[] {
  if (typeof request !== 'object' || request === null) return [request, ...rest];
  const limit = gasLimitFor('to' in request ? request.to : null);
  const isWithin = 'gas' in request && typeof request.gas === 'string' && Number(request.gas) <= limit;
  return [isWithin ? request : { ...request, gas: `0x${limit.toString(16)}` }, ...rest];
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
