import { FetchRequest, getCreateAddress, type HDNodeWallet, JsonRpcProvider, Wallet } from 'ethers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChain, type Chain } from '@lanran/embedded/chain/start-chain';
import { connect, SHELF_CODE, signFree, storeCall, word } from './accounts.ts';
import { temporaryDirectory } from './chain-process.ts';

const SECRET = 'a secret for tests only, long enough';
/** As many steps for its gas as can be: 5,000 of one gas each, then again. */
const SLED = `0x${'5b'.repeat(5_000)}5f56`;
/** Answers the gas that is left. */
const GAS_LEFT = '0x5a60005260206000f3';

describe('guests of the embedded chain', () => {
  let chain: Chain;
  let platform: JsonRpcProvider;
  let guest: JsonRpcProvider;
  let deployer: HDNodeWallet;
  let shelf: string;

  beforeAll(async () => {
    const wallet = Wallet.createRandom();
    chain = await startChain({
      dataDir: await temporaryDirectory(),
      secret: SECRET,
      deployer: wallet.address,
      nonceWaitMs: 300,
    });
    platform = connect(chain.url, SECRET);
    guest = connectAsGuest(chain.url);
    deployer = wallet.connect(platform);
    await (await deployer.sendTransaction({ data: SHELF_CODE })).wait();
    shelf = getCreateAddress({ from: deployer.address, nonce: 0 });
  });

  afterAll(async () => {
    guest.destroy();
    platform.destroy();
    await chain.stop();
  });

  const batch = async (requests: readonly object[]) => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${SECRET}`,
      'x-lanran-lane': 'guest',
    };
    const body = JSON.stringify(requests.map((request, id) => ({ jsonrpc: '2.0', id, ...request })));
    const response = await fetch(chain.url, { method: 'POST', headers, body });
    return (await response.json()) as {
      readonly id: number;
      readonly error?: { readonly code: number; readonly message: string };
    }[];
  };

  describe('asking for logs', () => {
    it.each(['eth_getLogs', 'eth_newFilter'])(
      'are answered though toBlock is far away (%s)',
      async (method) => {
        const far = { fromBlock: '0x0', toBlock: '0xffffffffffff', address: shelf };

        for (const provider of [guest, platform])
          await expect(provider.send(method, [far])).resolves.toBeDefined();
      },
    );

    it('are answered nothing for blocks that are yet to come', async () => {
      const range = { fromBlock: '0xfffffffffffe', toBlock: '0xffffffffffffffffffff' };

      expect(await guest.send('eth_getLogs', [range])).toEqual([]);
    });

    it.each<[string, unknown, RegExp]>([
      ['a range that is none', { fromBlock: 5 }, /hexadecimal/],
      ['a list in place of a filter', ['0x0', '0xffffffffffff'], /object/],
      ['too many topics at a position', { topics: [Array.from({ length: 1_001 }, () => word(1))] }, /1000/],
      ['too many positions', { topics: [null, null, null, null, null] }, /4 topics/],
      ['too many addresses', { address: Array.from({ length: 1_001 }, () => word(1).slice(0, 42)) }, /1000/],
    ])('are refused %s', async (_, filter, reason) => {
      await expect(guest.send('eth_getLogs', [filter])).rejects.toThrow(reason);
    });
  });

  it('are refused long lists of storage keys and percentiles', async () => {
    const many = Array.from({ length: 257 }, (_, at) => word(at));

    await expect(guest.send('eth_getProof', [shelf, many, 'latest'])).rejects.toThrow('at most 256');
    await expect(guest.send('eth_feeHistory', ['0x1', 'latest', many])).rejects.toThrow('at most 100');
    await expect(guest.send('eth_feeHistory', ['0xffffffffffff', 'latest', []])).rejects.toThrow('1024');
  });

  it('may use little gas for code of their own and 1 million for contracts of the platform', async () => {
    const left = async (request: object) => Number(await guest.send('eth_call', [request, 'latest']));
    const creation = { data: GAS_LEFT };

    for (const request of [creation, { ...creation, gas: '0xffffffffff' }, { ...creation, to: null }])
      expect(await left(request)).toBeLessThan(150_000);
    await expect(guest.send('eth_estimateGas', [{ to: shelf, data: storeCall(3, 3) }])).resolves.toMatch(
      /^0x/,
    );
    const wide = { to: shelf, data: `0x${'11'.repeat(70_000)}`, gas: '0xffffffffff' };
    const [reply] = await batch([{ method: 'eth_call', params: [wide, 'latest'] }]);
    expect(reply?.error?.message).toContain('got 1000000');
    await expect(guest.send('eth_estimateGas', [{ data: SLED }])).rejects.toThrow();
  });

  it('can’t override the code of an address in a call', async () => {
    const overrides = { [shelf]: { code: GAS_LEFT } };

    const [reply] = await batch([{ method: 'eth_call', params: [{ to: shelf }, 'latest', overrides] }]);

    expect(reply?.error).toMatchObject({
      code: -32602,
      message: expect.stringContaining('overrides') as string,
    });
  });

  it('get one answer after the other, and at most 32 calls, of a batch', async () => {
    const call = { method: 'eth_call', params: [{ data: GAS_LEFT }, 'latest'] };
    const read = { method: 'eth_getCode', params: [shelf, 'latest'] };

    const replies = await batch([...Array.from({ length: 34 }, () => call), read]);

    expect(replies.map(({ id }) => id)).toEqual(Array.from({ length: 35 }, (_, id) => id));
    expect(replies.filter(({ error }) => error?.code === -32005).map(({ id }) => id)).toEqual([32, 33]);
  });

  it('wait for each other, and the platform does not wait for them', async () => {
    const ended: string[] = [];
    const dear = Array.from({ length: 20 }, async (_, at) => {
      await guest.send('eth_call', [{ data: SLED }, 'latest']).catch(() => undefined);
      ended.push(`guest ${at}`);
    });
    // Cheap for the engine, so that it is in the queue when the platform asks.
    const last = guest.send('eth_getCode', [shelf, 'latest']).then(() => ended.push('last guest'));
    await Promise.any(dear);
    await platform.getCode(shelf);
    ended.push('platform');
    await Promise.all([...dear, last]);

    expect(ended.indexOf('platform')).toBeLessThan(ended.length - 5);
  });

  describe('sending transactions', () => {
    const buildWallet = () => Wallet.createRandom().connect(guest);
    const height = () => platform.getBlockNumber();

    it('use the contracts of the platform', async () => {
      const raw = await signFree(buildWallet(), { nonce: 0, to: shelf, data: storeCall(7, 77) });

      await guest.send('eth_sendRawTransaction', [raw]);

      expect(await platform.getStorage(shelf, 7)).toBe(word(77));
    });

    it('are refused what would fail, with the bytes of the revert, and nothing is kept', async () => {
      const before = await height();
      const raw = await signFree(buildWallet(), { nonce: 0, to: shelf });

      const [reply] = await batch([{ method: 'eth_sendRawTransaction', params: [raw] }]);

      expect(reply).toMatchObject({ error: { code: 3, data: word(0xaa) } });
      expect(await height()).toBe(before);
    });

    it.each<[string, () => Promise<string>, RegExp]>([
      [
        'a creation',
        () => signFree(buildWallet(), { nonce: 0, data: SHELF_CODE }),
        /Only the deployer creates/,
      ],
      [
        'one to an address without a contract',
        () => signFree(buildWallet(), { nonce: 0, to: word(1).slice(0, 42) }),
        /is no contract of this platform/,
      ],
      [
        'one that asks for much gas',
        () => signFree(buildWallet(), { nonce: 0, to: shelf, data: storeCall(1, 1), gasLimit: 1_000_001 }),
        /at most 1000000/,
      ],
    ])('are refused %s, and nothing is kept', async (_, sign, reason) => {
      const before = await height();

      await expect(guest.send('eth_sendRawTransaction', [await sign()])).rejects.toThrow(reason);

      expect(await height()).toBe(before);
    });

    it('do not hold up other guests while a transaction waits for the one before it', async () => {
      const raw = await signFree(buildWallet(), { nonce: 5, to: shelf, data: storeCall(1, 1) });
      const ended: string[] = [];
      const early = guest.send('eth_sendRawTransaction', [raw]).catch(() => ended.push('early'));

      await guest.send('eth_getBalance', [deployer.address, 'latest']);
      ended.push('other');
      await early;

      expect(ended).toEqual(['other', 'early']);
    });
  });
});

function connectAsGuest(url: string): JsonRpcProvider {
  const request = new FetchRequest(url);
  request.setHeader('authorization', `Bearer ${SECRET}`);
  request.setHeader('x-lanran-lane', 'guest');
  return new JsonRpcProvider(request, undefined, { cacheTimeout: -1, batchMaxCount: 1 });
}
