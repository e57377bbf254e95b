import {
  FetchRequest,
  JsonRpcProvider,
  toBeHex,
  Wallet,
  type HDNodeWallet,
  type TransactionRequest,
} from 'ethers';

/** Without caching and batching, so that a test sees what the chain says now. */
export function connect(url: string, secret: string | null = null): JsonRpcProvider {
  const request = new FetchRequest(url);
  if (secret !== null) request.setHeader('authorization', `Bearer ${secret}`);
  return new JsonRpcProvider(request, undefined, { cacheTimeout: -1, batchMaxCount: 1, pollingInterval: 50 });
}

/** A fresh account without any money. */
export function createPauper(provider: JsonRpcProvider): HDNodeWallet {
  return Wallet.createRandom(provider);
}

/** A signed transaction that offers nothing for its gas, unless the request says otherwise. */
export async function signFree(wallet: HDNodeWallet, request: TransactionRequest): Promise<string> {
  if (wallet.provider === null) throw new Error('The wallet is not connected.');
  const { chainId } = await wallet.provider.getNetwork();
  const free = { type: 2, chainId, gasLimit: 200_000, maxFeePerGas: 0, maxPriorityFeePerGas: 0 };
  return await wallet.signTransaction({ ...free, ...request });
}

/**
 * Creates a contract with 42 in slot 0. Called with two words, a slot and a value, it stores the value, logs it under the
 * slot as topic and returns it; called without any, it reverts with the word 0xaa.
 */
export const SHELF_CODE =
  '0x602a60005560298060106000396000f3' +
  '36600e5760aa60005260206000fd5b6020356000526020356000355560003560206000a160206000f3';

export function storeCall(slot: number, value: number): string {
  return word(slot) + word(value).slice(2);
}

export function word(value: number): string {
  return toBeHex(value, 32);
}
