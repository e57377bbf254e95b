import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Transaction, Wallet } from 'ethers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RepeatingProvider } from '@lanran/api/chain/adapters/repeating-provider';

interface Call {
  readonly id: number;
  readonly method: string;
  readonly params: readonly string[];
}
const NONCE_TOO_LOW = { code: -32_000, message: 'nonce too low' };

/** A node that takes what it is sent and loses the first connections before it answers. */
async function forgetfulNode({ losses, isTaking = true }: { losses: number; isTaking?: boolean }) {
  const taken = new Set<string>();
  const asked: string[] = [];
  const answer = ({ method, params: [first = ''] }: Call) => {
    asked.push(method);
    if (method === 'eth_blockNumber') return { result: '0x7' };
    if (method === 'eth_getTransactionByHash') return { result: taken.has(first) ? { hash: first } : null };
    const { hash } = Transaction.from(first);
    if (taken.has(String(hash)) || !isTaking) return { error: NONCE_TOO_LOW };
    taken.add(String(hash));
    return { result: hash };
  };
  const node = createServer((request, response) => {
    void request.toArray().then((portions) => {
      const body = JSON.parse(Buffer.concat(portions as Buffer[]).toString()) as Call | Call[];
      const replies = [body].flat().map((call) => ({ jsonrpc: '2.0', id: call.id, ...answer(call) }));
      if (losses-- > 0) response.destroy();
      else response.end(JSON.stringify(Array.isArray(body) ? replies : replies[0]));
    });
  });
  node.listen(0, '127.0.0.1');
  await once(node, 'listening');
  const { port } = node.address() as AddressInfo;
  const provider = new RepeatingProvider({
    rpcUrl: `http://127.0.0.1:${port}`,
    rpcSecret: null,
    chainId: 1n,
    pollingIntervalMs: 100,
    pausesMs: [0, 0],
  });
  onTestFinished(() => {
    provider.destroy();
    node.close();
  });
  return { provider, asked };
}

const signed = () =>
  Wallet.createRandom().signTransaction({ type: 0, chainId: 1, nonce: 0, gasLimit: 21_000, gasPrice: 0 });

describe('a node whose connection is lost', () => {
  it('is asked again what changes nothing', async () => {
    const { provider, asked } = await forgetfulNode({ losses: 2 });
    expect(await provider.getBlockNumber()).toBe(7);
    expect(asked).toEqual(['eth_blockNumber', 'eth_blockNumber', 'eth_blockNumber']);
  });

  it('took the transaction that it refuses the second time because it has it', async () => {
    const { provider } = await forgetfulNode({ losses: 1 });
    const raw = await signed();
    expect(await provider.send('eth_sendRawTransaction', [raw])).toBe(Transaction.from(raw).hash);
  });

  it('took no transaction that it does not know', async () => {
    const { provider } = await forgetfulNode({ losses: 1, isTaking: false });
    await expect(provider.send('eth_sendRawTransaction', [await signed()])).rejects.toMatchObject({
      code: 'NONCE_EXPIRED',
    });
  });

  it('is given up after so many tries', async () => {
    const { provider } = await forgetfulNode({ losses: 3 });
    await expect(provider.getBlockNumber()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});
