import { getCreateAddress, type JsonRpcProvider, type HDNodeWallet } from 'ethers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChain, type Chain } from '@lanran/embedded/chain/start-chain';
import { connect, createPauper, SHELF_CODE, signFree, storeCall, word } from './accounts.ts';
import { temporaryDirectory } from './chain-process.ts';
import { call, callRaw, post } from './json-rpc-client.ts';

describe('the rules of the embedded chain', () => {
  let chain: Chain;
  let provider: JsonRpcProvider;
  let now = 1_800_000_000;

  beforeAll(async () => {
    chain = await startChain({
      dataDir: await temporaryDirectory(),
      now: () => now,
      nonceWaitMs: 300,
      openLane: 'platform',
    });
    provider = connect(chain.url);
  });

  afterAll(async () => {
    provider.destroy();
    await chain.stop();
  });

  it('has a chain id that wallets can handle and no public network has', async () => {
    expect(BigInt(chain.chainId)).toBe((await provider.getNetwork()).chainId);
    expect(chain.chainId).toBeGreaterThan(1_000_000_000_000);
    expect(chain.chainId).toBeLessThan(4_503_599_627_370_476);
    expect(await call(chain.url, 'net_version')).toBe(String(chain.chainId));
  });

  it('takes an ordinary wallet’s transaction from an account without money', async () => {
    const wallet = createPauper(provider);

    const receipt = await (await wallet.sendTransaction({ data: SHELF_CODE })).wait();

    expect(receipt?.status).toBe(1);
    expect(receipt?.gasPrice).toBe(0n);
    expect(await provider.getBalance(wallet.address)).toBe(0n);
  });

  it('takes a transaction of the old kind too', async () => {
    const raw = await signFree(createPauper(provider), {
      nonce: 0,
      data: SHELF_CODE,
      type: 0,
      gasPrice: 0,
      maxFeePerGas: null,
      maxPriorityFeePerGas: null,
    });

    const hash = await call(chain.url, 'eth_sendRawTransaction', [raw]);

    expect(await call(chain.url, 'eth_getTransactionReceipt', [hash])).toMatchObject({ status: '0x1' });
  });

  it('keeps the base fee at 0 after a block that is more than half full', async () => {
    // Fills five slots and becomes a contract of 24,576 bytes: more gas than half of the block's limit, in few steps.
    const heavy = `0x${[0, 1, 2, 3, 4].map((slot) => `6001600${slot}55`).join('')}6160006000f3`;
    const hash = await call(chain.url, 'eth_sendRawTransaction', [
      await signFree(createPauper(provider), { nonce: 0, data: heavy, gasLimit: 10_000_000 }),
    ]);
    await call(chain.url, 'eth_sendRawTransaction', [
      await signFree(createPauper(provider), { nonce: 0, data: SHELF_CODE }),
    ]);

    expect((await provider.getTransactionReceipt(String(hash)))?.gasUsed).toBeGreaterThan(5_000_000n);
    expect(await call(chain.url, 'eth_getBlockByNumber', ['latest', false])).toMatchObject({
      baseFeePerGas: '0x0',
    });
  });

  it('says what to do when a transaction offers money', async () => {
    const raw = await signFree(createPauper(provider), {
      nonce: 0,
      to: word(1).slice(0, 42),
      maxFeePerGas: 7,
    });

    await expect(provider.broadcastTransaction(raw)).rejects.toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
      message: expect.stringContaining('send a gas price of 0') as string,
    });
  });

  it('mines transactions that overtook each other in the order of their nonces', async () => {
    const wallet = createPauper(provider);
    const raws = await Promise.all([2, 1, 0].map((nonce) => signFree(wallet, { nonce, data: SHELF_CODE })));

    const hashes = await Promise.all(raws.map((raw) => call(chain.url, 'eth_sendRawTransaction', [raw])));

    const receipts = await Promise.all(hashes.map((hash) => provider.getTransactionReceipt(String(hash))));
    const heights = receipts.map((receipt) => receipt?.blockNumber ?? 0);
    expect(heights).toEqual([...heights].sort((a, b) => b - a));
    expect(new Set(heights).size).toBe(3);
  });

  it('refuses a transaction whose predecessor does not come', async () => {
    const raw = await signFree(createPauper(provider), { nonce: 4, data: SHELF_CODE });

    await expect(call(chain.url, 'eth_sendRawTransaction', [raw])).rejects.toThrow(
      /nonce too high: .* has nonce 0, this one has 4/,
    );
  });

  describe('changes nothing when it refuses', () => {
    const refusals: [name: string, raw: (wallet: HDNodeWallet) => Promise<unknown>, reason: RegExp][] = [
      ['nothing', async () => undefined, /takes one signed transaction/],
      ['bytes that are no transaction', async () => '0x1234', /not a signed transaction/],
      ['a transaction without its signature', async () => '0x02c0', /not a signed transaction/],
      [
        'another chain’s transaction',
        (wallet) => signFree(wallet, { nonce: 0, chainId: 5, data: SHELF_CODE }),
        /signed for chain 5; this chain is/,
      ],
      [
        'too much gas',
        (wallet) => signFree(wallet, { nonce: 0, data: SHELF_CODE, gasLimit: 10_000_001 }),
        /exceeds block gas limit/,
      ],
      ['too little gas', (wallet) => signFree(wallet, { nonce: 0, data: SHELF_CODE, gasLimit: 100 }), /gas/],
      [
        'too much gas for a call',
        (wallet) => signFree(wallet, { nonce: 0, to: wallet.address, gasLimit: 3_000_001 }),
        /exceeds block gas limit/,
      ],
      [
        'too many bytes',
        (wallet) => signFree(wallet, { nonce: 0, data: `0x${'00'.repeat(131_072)}` }),
        /at most 131072/,
      ],
      [
        'money it does not have',
        (wallet) => signFree(wallet, { nonce: 0, to: wallet.address, value: 1 }),
        /insufficient funds/,
      ],
    ];

    it.each(refusals)('%s', async (_, buildRaw, reason) => {
      const wallet = createPauper(provider);
      const before = await call(chain.url, 'eth_getBlockByNumber', ['latest', false]);
      const raw = await buildRaw(wallet);

      await expect(call(chain.url, 'eth_sendRawTransaction', [raw])).rejects.toThrow(reason);

      expect(await call(chain.url, 'eth_getBlockByNumber', ['latest', false])).toEqual(before);
      const next = await signFree(wallet, { nonce: 0, data: SHELF_CODE });
      await expect(call(chain.url, 'eth_sendRawTransaction', [next])).resolves.toMatch(/^0x/);
    });
  });

  it('gives estimates the present time, however long ago the last block was', async () => {
    // Reverts unless TIMESTAMP equals the word that it is called with.
    const code = '0x600e600c600039600e6000f3' + '6000354214600c57600080fd5b00';
    const wallet = createPauper(provider);
    await call(chain.url, 'eth_sendRawTransaction', [await signFree(wallet, { nonce: 0, data: code })]);
    now += 86_400;
    const request = { to: getCreateAddress({ from: wallet.address, nonce: 0 }), data: word(now) };

    await expect(call(chain.url, 'eth_estimateGas', [request])).resolves.toMatch(/^0x/);
    await expect(call(chain.url, 'eth_call', [request, 'pending'])).resolves.toBe('0x');
    await expect(call(chain.url, 'eth_call', [request, 'latest'])).rejects.toThrow('reverted');
  });

  it('never dates a block before its parent when the clock is set back', async () => {
    const time = async () => Number(await provider.getBlock('latest').then((block) => block?.timestamp));
    await call(chain.url, 'eth_sendRawTransaction', [
      await signFree(createPauper(provider), { nonce: 0, data: SHELF_CODE }),
    ]);
    const before = await time();
    now -= 3_600;
    await call(chain.url, 'eth_sendRawTransaction', [
      await signFree(createPauper(provider), { nonce: 0, data: SHELF_CODE }),
    ]);
    now += 3_600;

    expect(await time()).toBe(before);
  });

  it('lowers the gas of a call to what it has memory for', async () => {
    const gasleft = '0x5a60005260206000f3';
    const create = { data: gasleft, gas: '0xffffffffff' };
    const left = async (request: object) => Number(await call(chain.url, 'eth_call', [request, 'latest']));
    const wallet = createPauper(provider);
    const code = '0x6009600c60003960096000f3' + gasleft.slice(2);
    await call(chain.url, 'eth_sendRawTransaction', [await signFree(wallet, { nonce: 0, data: code })]);
    const to = getCreateAddress({ from: wallet.address, nonce: 0 });

    expect(await left(create)).toBeLessThan(10_000_000);
    for (const request of [{ to }, { to, gas: '0xffffffffff' }])
      expect(await left(request)).toBeLessThan(3_000_000);
    expect(await left({ to, gas: '0xc350' })).toBeLessThan(50_000);
  });

  it('takes short storage keys for a proof, as other nodes do', async () => {
    const proof = await call(chain.url, 'eth_getProof', [word(1).slice(0, 42), ['0x0'], 'latest']);

    expect(proof).toMatchObject({ storageProof: [{ key: word(0), value: '0x0' }] });
  });

  it.each([
    'hardhat_setBalance',
    'hardhat_reset',
    'evm_mine',
    'evm_setNextBlockTimestamp',
    'evm_snapshot',
    'debug_traceTransaction',
    'eth_sendTransaction',
    'eth_accounts',
    'eth_sign',
    'personal_sign',
    'eth_subscribe',
    'toString',
    '',
  ])('refuses the method "%s" by name', async (method) => {
    expect(await callRaw(chain.url, method)).toMatchObject({
      id: 1,
      error: {
        code: -32601,
        message: expect.stringContaining(`The method ${method} is not available`) as string,
      },
    });
  });

  it('tells a client without keys to send raw transactions', async () => {
    await expect(call(chain.url, 'eth_sendTransaction', [{}])).rejects.toThrow('eth_sendRawTransaction');
  });

  it('keeps at most 256 filters, dropping the one unused for the longest', async () => {
    const first = await call(chain.url, 'eth_newBlockFilter');
    const second = await call(chain.url, 'eth_newBlockFilter');
    for (let count = 0; count < 254; count++) await call(chain.url, 'eth_newFilter', [{}]);
    await call(chain.url, 'eth_getFilterChanges', [first]);
    await call(chain.url, 'eth_newBlockFilter');

    await expect(call(chain.url, 'eth_getFilterChanges', [first])).resolves.toEqual([]);
    await expect(call(chain.url, 'eth_getFilterChanges', [second])).rejects.toThrow('filter not found');
  });

  describe('over HTTP', () => {
    const blockNumber = { jsonrpc: '2.0', method: 'eth_blockNumber', params: [] };

    it('answers a batch in its order, and each refusal in its place', async () => {
      const batch = [
        { ...blockNumber, id: 'a' },
        { jsonrpc: '2.0', id: 2, method: 'evm_mine' },
        7,
        blockNumber,
        { ...blockNumber, id: null },
      ];

      expect(await post(chain.url, JSON.stringify(batch))).toMatchObject({
        status: 200,
        json: [
          { id: 'a', result: expect.stringMatching(/^0x/) as string },
          { id: 2, error: { code: -32601 } },
          { id: null, error: { code: -32600 } },
          { id: null, result: expect.stringMatching(/^0x/) as string },
        ],
      });
    });

    it('mines a batch of transactions in any order', async () => {
      const wallet = createPauper(provider);
      const raws = await Promise.all([1, 0].map((nonce) => signFree(wallet, { nonce, data: SHELF_CODE })));
      const batch = raws.map((raw, id) => ({
        jsonrpc: '2.0',
        id,
        method: 'eth_sendRawTransaction',
        params: [raw],
      }));

      const { json } = await post(chain.url, JSON.stringify(batch));

      expect(json).toMatchObject([
        { result: expect.stringMatching(/^0x/) as string },
        { result: expect.stringMatching(/^0x/) as string },
      ]);
    });

    it('says nothing to a notification', async () => {
      expect(await post(chain.url, JSON.stringify(blockNumber))).toEqual({ status: 204, json: null });
    });

    it.each([
      ['that is not JSON', '{', 400, -32700],
      ['that is no request', '"eth_blockNumber"', 200, -32600],
      ['with named parameters', '{"id":1,"method":"eth_call","params":{}}', 200, -32602],
      ['that is an empty batch', '[]', 200, -32600],
      [
        'with too large a batch',
        JSON.stringify(Array.from({ length: 1_001 }, () => blockNumber)),
        200,
        -32600,
      ],
      ['with too many bytes', ' '.repeat(2_097_153), 413, -32005],
    ])('refuses a body %s', async (_, body, status, code) => {
      expect(await post(chain.url, body)).toMatchObject({
        status,
        json: { id: body.includes('"id":1') ? 1 : null, error: { code } },
      });
    });

    it('refuses other verbs than POST', async () => {
      const response = await fetch(chain.url);

      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    });
  });

  it('gives a high-s signature no second life', async () => {
    const raw = await signFree(createPauper(provider), { nonce: 0, data: storeCall(1, 1) });
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const s = BigInt(`0x${raw.slice(-64)}`);
    // The signature's parity stands before r and s: …(80|01) a0 r a0 s.
    const parityAt = raw.length - 2 * 67;
    const parity = raw.slice(parityAt, parityAt + 2) === '01' ? '80' : '01';
    const twin =
      raw.slice(0, parityAt) +
      parity +
      raw.slice(parityAt + 2, -64) +
      (order - s).toString(16).padStart(64, '0');

    await expect(call(chain.url, 'eth_sendRawTransaction', [twin])).rejects.toThrow(/invalid signature/i);
  });
});
