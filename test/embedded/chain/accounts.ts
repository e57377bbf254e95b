import { JsonRpcProvider, toBeHex, Wallet, type HDNodeWallet, type TransactionRequest } from 'ethers';

/** Talks to the chain without caching or batching delays, so that a test sees what the chain says now. */
export function connect(url: string): JsonRpcProvider {
  return new JsonRpcProvider(url, undefined, { cacheTimeout: -1, batchMaxCount: 1, pollingInterval: 50 });
}

/** A fresh account without any money. */
export function pauper(provider: JsonRpcProvider): HDNodeWallet {
  return Wallet.createRandom(provider);
}

export async function signFree(wallet: Wallet | HDNodeWallet, request: TransactionRequest): Promise<string> {
  const { chainId } = await providerOf(wallet).getNetwork();
  return await wallet.signTransaction({
    type: 2,
    chainId,
    gasLimit: 200_000,
    maxFeePerGas: 0,
    maxPriorityFeePerGas: 0,
    ...request,
  });
}

function providerOf(wallet: Wallet | HDNodeWallet): NonNullable<Wallet['provider']> {
  if (wallet.provider === null) throw new Error('The wallet is not connected.');
  return wallet.provider;
}

/** Runtime code that stores its second argument word at the slot its first names; 42 at slot 0 when created. */
export const STORE_CODE = '0x602a6000556860203560003555000060005260096017f3';

export function storeCall(slot: number, value: number): string {
  return toBeHex(slot, 32) + toBeHex(value, 32).slice(2);
}
