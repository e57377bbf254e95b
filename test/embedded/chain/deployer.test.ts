import { AbiCoder, getCreateAddress, id, type HDNodeWallet, Wallet } from 'ethers';
import { describe, expect, it } from 'vitest';
import { startChain, type Chain } from '@lanran/embedded/chain/start-chain';
import { connect, SHELF_CODE, signFree, storeCall, word } from './accounts.ts';
import { temporaryDirectory } from './chain-process.ts';
import { call } from './json-rpc-client.ts';

/** Logs `ProxyCreation(address,address)` of the address in its call data, as Safe's factory does of a Safe it made. */
const FACTORY_CODE = (() => {
  const topic = id('ProxyCreation(address,address)').slice(2);
  const runtime = `600035` + `7f${topic}` + `60205f` + `a2` + `00`;
  const length = (runtime.length / 2).toString(16).padStart(2, '0');
  return `0x60${length}600c60003960${length}6000f3${runtime}`;
})();

describe('a chain that knows its deployer', () => {
  it('lets the deployer alone create contracts, whoever sends the transaction on', async () => {
    const deployer = Wallet.createRandom();
    const chain = await start(await temporaryDirectory(), deployer.address);

    await send(chain, deployer, { nonce: 0, data: SHELF_CODE });
    await expect(send(chain, Wallet.createRandom(), { nonce: 0, data: SHELF_CODE })).rejects.toThrow(
      'Only the deployer creates contracts',
    );

    await chain.stop();
  });

  it('takes transactions to contracts of the deployer, and to what their factories made', async () => {
    const [deployer, stranger] = [Wallet.createRandom(), Wallet.createRandom()];
    const chain = await start(await temporaryDirectory(), deployer.address);
    const factory = getCreateAddress({ from: deployer.address, nonce: 0 });
    const made = word(0x5afe).replace(/^0x0{24}/, '0x');
    await send(chain, deployer, { nonce: 0, data: FACTORY_CODE });
    await expect(send(chain, stranger, { nonce: 0, to: made })).rejects.toThrow('is no contract of this');

    await send(chain, stranger, {
      nonce: 0,
      to: factory,
      data: AbiCoder.defaultAbiCoder().encode(['address'], [made]),
    });
    await send(chain, stranger, { nonce: 1, to: made });

    await expect(
      send(chain, stranger, { nonce: 2, to: word(0xbad).replace(/^0x0{24}/, '0x') }),
    ).rejects.toThrow();
    await chain.stop();
  });

  it('replays what strangers sent before it did, and takes nothing more for their contracts', async () => {
    const dataDir = await temporaryDirectory();
    const [deployer, stranger] = [Wallet.createRandom(), Wallet.createRandom()];
    const before = await startChain({ dataDir, openLane: 'platform' });
    await send(before, deployer, { nonce: 0, data: SHELF_CODE });
    await send(before, stranger, { nonce: 0, data: SHELF_CODE });
    const theirs = getCreateAddress({ from: stranger.address, nonce: 0 });
    await send(before, stranger, { nonce: 1, to: theirs, data: storeCall(1, 11) });
    await before.stop();

    const after = await start(dataDir, deployer.address);
    const ours = getCreateAddress({ from: deployer.address, nonce: 0 });

    expect(after.replayedBlocks).toBe(3);
    expect(after.replayMs).toBeGreaterThan(0);
    expect(await call(after.url, 'eth_getStorageAt', [theirs, word(1), 'latest'])).toBe(word(11));
    await expect(send(after, stranger, { nonce: 2, to: theirs, data: storeCall(1, 12) })).rejects.toThrow();
    await send(after, stranger, { nonce: 2, to: ours, data: storeCall(1, 13) });
    await after.stop();
  });
});

/** In the lane of the platform, for which the rule is the same. */
function start(dataDir: string, deployer: string): Promise<Chain> {
  return startChain({ dataDir, deployer, openLane: 'platform' });
}

async function send(
  chain: Chain,
  wallet: HDNodeWallet,
  request: Parameters<typeof signFree>[1],
): Promise<void> {
  const provider = connect(chain.url);
  try {
    await call(chain.url, 'eth_sendRawTransaction', [await signFree(wallet.connect(provider), request)]);
  } finally {
    provider.destroy();
  }
}
