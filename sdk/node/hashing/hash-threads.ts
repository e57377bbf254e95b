import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FoundFile } from '@lanran/protocol/packages/found-file';
import { inParallel } from '@lanran/protocol/kernel/in-parallel';
import { ClientError } from '@lanran/sdk/kernel/errors';
import { loadHashFile, type HashOrder } from './hash-file.ts';
import type { HashAnswer, HashMessage } from './hash-message.ts';

/** Below this, to start threads takes longer than to hash. */
const WORTH_THREADS_BYTES = 32 * 1024 * 1024;

export interface SizedOrder extends HashOrder {
  readonly bytes: number;
}

/**
 * Hashes files on all cores, each read once, the largest first; results are in the order of the orders. `onBegin` hears of each
 * file as it begins. @throws ClientError UNREADABLE naming a file
 */
export async function hashFiles(
  orders: readonly SizedOrder[],
  onBegin: (order: SizedOrder) => void,
): Promise<FoundFile[]> {
  const total = orders.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total < WORTH_THREADS_BYTES) return hashHere(orders, onBegin);
  const threads = Array.from(
    { length: Math.min(availableParallelism(), orders.length) },
    () => new HashThread(),
  );
  const idle = [...threads];
  try {
    const largestFirst = orders
      .map((order, at) => ({ order, at }))
      .toSorted((left, right) => right.order.bytes - left.order.bytes);
    const results: FoundFile[] = [];
    await inParallel(largestFirst, threads.length, async ({ order, at }) => {
      const thread = idle.pop();
      if (thread === undefined) throw new Error('More files are hashed at once than there are threads.');
      onBegin(order);
      results[at] = await thread.hash(order);
      idle.push(thread);
    });
    return results;
  } finally {
    await Promise.all(threads.map((thread) => thread.stop()));
  }
}

async function hashHere(
  orders: readonly SizedOrder[],
  onBegin: (order: SizedOrder) => void,
): Promise<FoundFile[]> {
  const hashFile = await loadHashFile();
  return orders.map((order) => {
    onBegin(order);
    try {
      return hashFile(order);
    } catch (cause) {
      throw unreadable(order.path, cause instanceof Error ? cause.message : String(cause));
    }
  });
}

/** One worker, with one file at a time. */
class HashThread {
  readonly #worker = startWorker();
  #number = 0;

  async hash(order: HashOrder): Promise<FoundFile> {
    const number = this.#number++;
    const answer = await new Promise<HashAnswer>((resolve, reject) => {
      this.#worker.removeAllListeners();
      this.#worker.on('message', resolve);
      this.#worker.on('error', reject);
      this.#worker.on('exit', () => reject(new Error('The hash thread ended.')));
      const { path, formats, withCid } = order;
      this.#worker.postMessage({ number, order: { path, formats, withCid } } satisfies HashMessage);
    });
    if (answer.found === null) throw unreadable(order.path, answer.failure ?? '');
    return answer.found;
  }

  async stop(): Promise<void> {
    this.#worker.removeAllListeners();
    await this.#worker.terminate();
  }
}

function unreadable(path: string, reason: string): ClientError {
  return new ClientError('UNREADABLE', `${path} can't be read: ${reason}.`);
}

/** The build has the worker beside it; where the sources run, as in tests and benches, it is run from them too. */
function startWorker(): Worker {
  const options = { name: 'hash', execArgv: [] };
  if (import.meta.url.endsWith('.js'))
    return new Worker(new URL('./hash-worker.js', import.meta.url), options);
  const source = new URL('./hash-worker.ts', import.meta.url).href;
  const code = `import('tsx/esm/api').then(({ register }) => (register(), import('${source}')))`;
  return new Worker(code, { ...options, eval: true });
}
