import { execFileSync, fork } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect, createPauper, SHELF_CODE, signFree, storeCall } from './accounts.ts';
import { PROGRAM, startChainProcess, temporaryDirectory, type ChainProcess } from './chain-process.ts';
import { call } from './json-rpc-client.ts';

describe('the process of the chain', () => {
  it('refuses a data directory that another process has, and names it', async () => {
    const dataDir = await temporaryDirectory();
    const first = await startChainProcess(dataDir);

    await expect(startChainProcess(dataDir)).rejects.toThrow(
      `The data directory ${dataDir} is in use by process ${first.process.pid}. Stop that one first`,
    );

    expect(await call(first.url, 'eth_blockNumber')).toBe('0x0');
    await first.end('SIGTERM');
  });

  it('takes over the data directory of a process that was killed, even when its id lives on', async () => {
    const dataDir = await temporaryDirectory();
    const first = await startChainProcess(dataDir);
    await first.end('SIGKILL');
    // This test's process stands for one that was given the dead process's id.
    await writeFile(join(dataDir, 'lock'), `${process.pid} 1`);

    const second = await startChainProcess(dataDir);
    await second.end('SIGTERM');
  });

  it('ends cleanly within 2 s of SIGTERM, though a client keeps its connection open', async () => {
    const dataDir = await temporaryDirectory();
    const chain = await startChainProcess(dataDir);
    await call(chain.url, 'eth_blockNumber');
    const startedAt = performance.now();

    expect(await chain.end('SIGTERM')).toBe(0);

    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await expect(stat(join(dataDir, 'lock'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('ends with the process that forked it', async () => {
    const child = fork(PROGRAM, [], {
      env: { ...process.env, DATA_DIR: await temporaryDirectory() },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => child.stdout?.once('data', resolve));

    child.disconnect();

    expect(await exited).toBe(0);
  });

  it('names a port that is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';

    await expect(startChainProcess(await temporaryDirectory(), { PORT: port })).rejects.toThrow(
      `port ${port} is in use`,
    );

    other.close();
  });

  it.each([
    ['no data directory', { DATA_DIR: '' }, 'Set DATA_DIR'],
    ['an impossible port', { PORT: '70000' }, 'PORT is 70000'],
  ])('refuses %s', async (_, env, reason) => {
    await expect(startChainProcess(await temporaryDirectory(), env)).rejects.toThrow(reason);
  });

  it('loses nothing acknowledged to kill -9 while it works', async () => {
    const dataDir = await temporaryDirectory();
    const acknowledged = new Map<string, string>();
    for (let round = 0; round < 4; round++) {
      const chain = await startChainProcess(dataDir);
      await expectAll(chain, acknowledged);
      const load = Promise.all([1, 2, 3].map(() => sendUntilDead(chain, acknowledged)));
      const enough = acknowledged.size + 20 + round;
      await until(() => acknowledged.size >= enough);
      await chain.end('SIGKILL');
      await load;
    }

    const last = await startChainProcess(dataDir);
    await expectAll(last, acknowledged);
    await last.end('SIGTERM');
  });

  it('refuses transactions on a full disk and takes them when there is room again', async (context) => {
    const disk = mountSmallDisk(await temporaryDirectory());
    if (disk === null) return context.skip('no right to mount a small disk');
    try {
      const chain = await startChainProcess(disk.path);
      const provider = connect(chain.url);
      const wallet = createPauper(provider);
      await writeFile(join(disk.path, 'ballast'), Buffer.alloc(disk.bytes)).catch(() => undefined);
      const refusal = await fillUp(chain, wallet);
      const before = await call(chain.url, 'eth_getBlockByNumber', ['latest', false]);
      await writeFile(join(disk.path, 'ballast'), '');
      const nonce = await provider.getTransactionCount(wallet.address);
      await call(chain.url, 'eth_sendRawTransaction', [await signFree(wallet, { nonce, data: SHELF_CODE })]);
      await chain.end('SIGKILL');
      const again = await startChainProcess(disk.path);
      const number = (before as { number: string }).number;

      expect(refusal).toMatch(/disk of .* is full and the transaction was not taken/);
      expect(await call(again.url, 'eth_getBlockByNumber', [number, false])).toEqual(before);
      expect(Number(await call(again.url, 'eth_blockNumber'))).toBe(Number(number) + 1);
      await again.end('SIGTERM');
    } finally {
      disk.unmount();
    }
  });

  it('keeps its memory while calls compute much', async () => {
    const chain = await startChainProcess(await temporaryDirectory());
    const loop = '0x5b600056';
    for (let count = 0; count < 60; count++) {
      await expect(call(chain.url, 'eth_call', [{ data: loop, gas: '0x27100' }, 'latest'])).rejects.toThrow(
        'out of gas',
      );
    }
    const usage = await readFile(`/proc/${chain.process.pid}/smaps_rollup`, 'utf8').catch(() => null);
    await chain.end('SIGTERM');

    // Without sweeping, each of these calls leaves some 3.5 MB: 290 MB in the end.
    if (usage !== null) expect(Number(/Pss:\s+(\d+)/.exec(usage)?.[1])).toBeLessThan(200_000);
  });
});

/** Sends one transaction after the other, and notes each with its block's hash once the chain says that it is mined. */
async function sendUntilDead(chain: ChainProcess, acknowledged: Map<string, string>): Promise<void> {
  const provider = connect(chain.url);
  const wallet = createPauper(provider);
  try {
    for (let nonce = 0; ; nonce++) {
      const raw = await signFree(wallet, { nonce, data: nonce === 0 ? SHELF_CODE : storeCall(nonce, nonce) });
      const hash = String(await call(chain.url, 'eth_sendRawTransaction', [raw]));
      acknowledged.set(hash, raw);
    }
  } catch {
    // The chain was killed, which is what this waits for.
  } finally {
    provider.destroy();
  }
}

async function expectAll(chain: ChainProcess, acknowledged: ReadonlyMap<string, string>): Promise<void> {
  // One after the other: a chain without a secret serves guests, and keeps 32 of them waiting.
  for (const hash of acknowledged.keys()) {
    expect(await call(chain.url, 'eth_getTransactionReceipt', [hash])).toMatchObject({
      transactionHash: hash,
    });
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error('It did not happen within 30 s.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

interface SmallDisk {
  readonly path: string;
  readonly bytes: number;
  unmount(): void;
}

/** Null where this user may not mount. */
function mountSmallDisk(path: string): SmallDisk | null {
  const bytes = 65_536;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return { path, bytes, unmount: () => void execFileSync('umount', ['-l', path]) };
}

/** Sends transactions until the chain refuses one; returns its reason. */
async function fillUp(chain: ChainProcess, wallet: ReturnType<typeof createPauper>): Promise<string> {
  for (let nonce = 0; nonce < 1_000; nonce++) {
    const raw = await signFree(wallet, { nonce, data: `${SHELF_CODE}${'00'.repeat(2_000)}` });
    try {
      await call(chain.url, 'eth_sendRawTransaction', [raw]);
    } catch (error) {
      return String(error);
    }
  }
  throw new Error('The disk never filled up.');
}
