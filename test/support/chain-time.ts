import { setTimeout } from 'node:timers/promises';
import { JsonRpcProvider, Wallet } from 'ethers';
import type { Services } from './services.ts';

/** Blocks of one second count as one, so some rules need the next second: waits for it, and makes a block in it. */
export async function passASecond(services: Services): Promise<void> {
  await outwaitLatestBlock(services);
  const provider = new JsonRpcProvider(services.stack.rpcUrl, undefined, { pollingInterval: 50 });
  try {
    const sender = new Wallet(Wallet.createRandom().privateKey, provider);
    const sent = await sender.sendTransaction({ to: sender.address, gasLimit: 21_000, gasPrice: 0, type: 0 });
    await sent.wait();
  } finally {
    provider.destroy();
  }
}

/** Waits until it is a later second than the latest block's; makes none, so that the latest grows old. */
export async function outwaitLatestBlock(services: Services): Promise<void> {
  const latest = await blockTime(services);
  while (Date.now() < (latest + 1) * 1_000) await setTimeout(50);
}

/** Unix seconds of the latest block. */
async function blockTime({ stack }: Services): Promise<number> {
  const response = await fetch(stack.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'eth_getBlockByNumber',
      params: ['latest', false],
    }),
  });
  const { result } = (await response.json()) as { readonly result: { readonly timestamp: string } };
  return Number(result.timestamp);
}
