import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { LeafAnswer, LeafPlace, LeafRequest } from './leaf-request.ts';

const MOST_THREADS = 4;
/** Leaves of one request; long enough that asking costs nothing, short enough that several adds share the threads. */
const LEAVES_AT_ONCE = 16;
const DIGEST_BYTES = 32;

interface Waiting {
  resolve(digests: Uint8Array): void;
  reject(error: Error): void;
}

export interface FileLeaves {
  readonly path: string;
  readonly bytes: number;
  readonly chunkBytes: number;
}

/** Hashes the leaves of files on as many cores as there are. Its threads start when first needed, and keep no process alive. */
export class LeafThreads {
  readonly #most = Math.min(MOST_THREADS, availableParallelism());
  readonly #threads: LeafThread[] = [];
  #asked = 0;

  /** SHA-256 of each leaf, in order. @throws when the file can't be read, or is shorter than said */
  async *digest({ path, bytes, chunkBytes }: FileLeaves): AsyncGenerator<Uint8Array> {
    const stepBytes = LEAVES_AT_ONCE * chunkBytes;
    const underWay: Promise<Uint8Array[]>[] = [];
    for (let start = 0; start < bytes || underWay.length > 0; start += stepBytes) {
      if (start < bytes) {
        const end = Math.min(bytes, start + stepBytes);
        const asked = this.digestSome(path, leavesBetween({ start, end, chunkBytes }));
        // Reported when its turn comes.
        asked.catch(() => undefined);
        underWay.push(asked);
      }
      if (start < bytes && underWay.length < 2 * this.#most) continue;
      yield* (await underWay.shift()) ?? [];
    }
  }

  /** The same of a few, wherever they are in the file. */
  async digestSome(path: string, leaves: readonly LeafPlace[]): Promise<Uint8Array[]> {
    const digests = await this.#thread().ask({ path, leaves });
    return leaves.map((_, number) => digests.slice(number * DIGEST_BYTES, (number + 1) * DIGEST_BYTES));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.stop()));
  }

  #thread(): LeafThread {
    const place = this.#asked++ % this.#most;
    const thread = this.#threads[place];
    if (thread?.isAlive === true) return thread;
    return (this.#threads[place] = new LeafThread());
  }
}

function leavesBetween({
  start,
  end,
  chunkBytes,
}: {
  readonly start: number;
  readonly end: number;
  readonly chunkBytes: number;
}): LeafPlace[] {
  const count = Math.ceil((end - start) / chunkBytes);
  return Array.from({ length: count }, (_, number) => {
    const offset = start + number * chunkBytes;
    return { offset, span: Math.min(chunkBytes, end - offset) };
  });
}

class LeafThread {
  readonly #worker = startWorker();
  readonly #waiting = new Map<number, Waiting>();
  #requests = 0;
  #end: Error | null = null;

  constructor() {
    this.#worker.on('message', (answer: LeafAnswer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('The thread that hashes leaves ended.')));
    this.#worker.unref();
  }

  get isAlive(): boolean {
    return this.#end === null;
  }

  async ask(request: Omit<LeafRequest, 'number'>): Promise<Uint8Array> {
    if (this.#end !== null) throw this.#end;
    const number = this.#requests++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({ ...request, number } satisfies LeafRequest);
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle({ number, digests, failure }: LeafAnswer): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (failure === null) waiting?.resolve(digests);
    else waiting?.reject(new Error(`A file could not be hashed: ${failure}`));
  }

  #fail(error: Error): void {
    this.#end ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#end);
    this.#waiting.clear();
  }
}

/** The build has the worker beside it; where the sources run, as in tests and benches, it is run from them too. */
function startWorker(): Worker {
  if (import.meta.url.endsWith('.js'))
    return new Worker(new URL('./leaf-worker.js', import.meta.url), { execArgv: [] });
  const source = new URL('./leaf-worker.ts', import.meta.url).href;
  const code = `import('tsx/esm/api').then(({ register }) => (register(), import('${source}')))`;
  return new Worker(code, { eval: true, execArgv: [] });
}
