import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChain, type Chain } from '@lanran/embedded/chain/start-chain';
import { getCreateAddress, toBeHex, Wallet } from 'ethers';

const TRANSACTIONS = 1_500;
const PARALLEL = 16;

/** Creates a contract that stores its second argument word at the slot that its first names. */
const SHELF_CODE = '0x6009600c60003960096000f3602035600035550000';

/** Sends transactions to a new chain, then starts it again and times the replay. */
export async function run(): Promise<Record<string, number>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'lanran-bench-chain-'));
  try {
    const first = await startChain({ dataDir, openLane: 'platform' });
    const transactions = await signTransactions(first.chainId);
    const sendMs = await time(() => sendAll(first, transactions));
    await first.stop();
    const { size } = await stat(join(dataDir, 'journal'));

    const startedAt = performance.now();
    const second = await startChain({ dataDir });
    const startMs = performance.now() - startedAt;
    const replayed = second.replayedBlocks;
    await second.stop();
    if (replayed !== TRANSACTIONS)
      throw new Error(`Of ${TRANSACTIONS} transactions ${replayed} were replayed.`);

    return {
      transactions: TRANSACTIONS,
      durableSendsPerSecond: Math.round((TRANSACTIONS / sendMs) * 1_000),
      replaysPerSecond: Math.round((TRANSACTIONS / startMs) * 1_000),
      startMs: Math.round(startMs),
      journalBytesPerTransaction: Math.round(size / TRANSACTIONS),
    };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function signTransactions(chainId: number): Promise<string[]> {
  const wallet = Wallet.createRandom();
  const contract = getCreateAddress({ from: wallet.address, nonce: 0 });
  const fees = { type: 2, chainId, gasLimit: 200_000, maxFeePerGas: 0, maxPriorityFeePerGas: 0 };
  const signed = [await wallet.signTransaction({ ...fees, nonce: 0, data: SHELF_CODE })];
  for (let nonce = 1; nonce < TRANSACTIONS; nonce++) {
    const data = toBeHex(nonce, 32) + toBeHex(nonce * 7, 32).slice(2);
    signed.push(await wallet.signTransaction({ ...fees, nonce, to: contract, data }));
  }
  return signed;
}

/** In order, with a few on their way at a time, as an API that relays for many would. */
async function sendAll(chain: Chain, transactions: readonly string[]): Promise<void> {
  const queue = transactions.values();
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      for (const transaction of queue) await send(chain, transaction);
    }),
  );
}

async function send(chain: Chain, transaction: string): Promise<void> {
  const request = { jsonrpc: '2.0', id: 1, method: 'eth_sendRawTransaction', params: [transaction] };
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(chain.url, { method: 'POST', headers, body: JSON.stringify(request) });
  const reply: unknown = await response.json();
  if (typeof reply !== 'object' || reply === null || 'error' in reply) throw new Error(JSON.stringify(reply));
}

async function time(act: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}
