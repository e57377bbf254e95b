import { Worker } from 'node:worker_threads';
import { IndexUnavailableError } from '../../ports/index-unavailable-error.ts';
import type {
  IndexAnswer,
  IndexMessage,
  IndexReply,
  IndexRequest,
  IndexThreadData,
} from './index-request.ts';
import { RequestedAssetIndex } from './requested-asset-index.ts';

interface Waiting {
  resolve(answer: IndexAnswer): void;
  reject(error: Error): void;
}

/** An index in one file of its own directory, read and written by one thread. A damaged file is deleted, and made again. */
export class ThreadedAssetIndex extends RequestedAssetIndex {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #requests = 0;
  #end: Error | null = null;

  constructor(data: IndexThreadData) {
    super();
    this.#worker = startWorker(data);
    this.#worker.on('message', (reply: IndexReply) => this.#settle(reply));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('The thread ended.')));
    this.#worker.unref();
  }

  override async close(): Promise<void> {
    if (this.#end === null) await super.close();
    await this.#worker.terminate();
  }

  protected async answer(request: IndexRequest): Promise<IndexAnswer> {
    if (this.#end !== null) throw new IndexUnavailableError(this.#end.message);
    const number = this.#requests++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      // What is asked for is waited for.
      this.#worker.ref();
      this.#worker.postMessage({ number, request } satisfies IndexMessage);
    });
  }

  #settle({ number, answer, failure }: IndexReply): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (failure === null) waiting?.resolve(answer);
    else waiting?.reject(new IndexUnavailableError(failure));
  }

  #fail(error: Error): void {
    this.#end ??= error;
    for (const { reject } of this.#waiting.values()) reject(new IndexUnavailableError(error.message));
    this.#waiting.clear();
  }
}

/** The build has the worker beside it; where the sources run, as in tests and benches, it is run from them too. */
function startWorker(workerData: IndexThreadData): Worker {
  const options = { workerData, name: 'search', execArgv: [] };
  if (import.meta.url.endsWith('.js'))
    return new Worker(new URL('./index-worker.js', import.meta.url), options);
  const source = new URL('./index-worker.ts', import.meta.url).href;
  const code = `import('tsx/esm/api').then(({ register }) => (register(), import('${source}')))`;
  return new Worker(code, { ...options, eval: true });
}
