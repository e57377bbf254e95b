import { describe, expect, it } from 'vitest';
import { getCreateAddress, toBeHex } from 'ethers';
import { connect, createPauper, signFree, SHELF_CODE, storeCall } from './accounts.ts';
import { startChainProcess, temporaryDirectory } from './chain-process.ts';

describe('a chain that is started again', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('has the same blocks and state after %s', async (signal) => {
    const dataDir = await temporaryDirectory();
    const first = await startChainProcess(dataDir);
    const provider = connect(first.url);
    const wallet = createPauper(provider);
    const contract = getCreateAddress({ from: wallet.address, nonce: 0 });
    await provider.broadcastTransaction(await signFree(wallet, { nonce: 0, data: SHELF_CODE }));
    for (let nonce = 1; nonce < 8; nonce++) {
      await provider.broadcastTransaction(
        await signFree(wallet, { nonce, to: contract, data: storeCall(nonce, nonce * 7) }),
      );
    }
    const before = await describeChain(first.url);
    await first.end(signal);

    const second = await startChainProcess(dataDir);
    const after = await describeChain(second.url);
    const value = await connect(second.url).getStorage(contract, 5);
    await second.end('SIGTERM');

    expect(before.blocks).toHaveLength(9);
    expect(after).toEqual(before);
    expect(value).toBe(toBeHex(35, 32));
  });
});

async function describeChain(url: string): Promise<{ chainId: bigint; blocks: unknown[] }> {
  const provider = connect(url);
  const { chainId } = await provider.getNetwork();
  const height = await provider.getBlockNumber();
  const blocks = await Promise.all(
    Array.from({ length: height + 1 }, (_, number) =>
      provider.send('eth_getBlockByNumber', [toBeHex(number).replace(/^0x0+(?=.)/, '0x'), true]),
    ),
  );
  provider.destroy();
  return { chainId, blocks };
}
