import { Worker } from 'node:worker_threads';
import { DamagedPayloadError } from '../../../age/payload.ts';
import type {
  DigestAnswer,
  DigestMessage,
  DigestRequest,
  DigestThreadData,
  DigestValues,
} from './digest-request.ts';

interface Waiting {
  resolve(values: DigestValues): void;
  reject(error: Error): void;
}

/** A thread that has no digest for so long ends. */
const IDLE_MS = 5_000;

/** One worker thread that computes some parts of digests. It does not keep the process alive, and ends when it has none to compute. */
export class DigestThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  /** Digests that it holds. */
  readonly #held = new Set<number>();
  readonly #idle: NodeJS.Timeout;
  #requests = 0;
  #end: Error | null = null;

  constructor(data: DigestThreadData) {
    this.#worker = startWorker(data);
    this.#worker.on('message', (answer: DigestAnswer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('The digest thread ended.')));
    this.#worker.unref();
    this.#idle = setTimeout(() => this.#endWhenIdle(), IDLE_MS).unref();
  }

  get isAlive(): boolean {
    return this.#end === null;
  }

  async ask(request: DigestRequest): Promise<DigestValues> {
    if (this.#end !== null) throw this.#end;
    if (request.act === 'begin') this.#held.add(request.digestId);
    if (request.act === 'finish' || request.act === 'drop') this.#held.delete(request.digestId);
    this.#idle.refresh();
    const number = this.#requests++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      // What is asked for is waited for.
      this.#worker.ref();
      this.#worker.postMessage({ number, request } satisfies DigestMessage);
    });
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#worker.terminate();
  }

  #endWhenIdle(): void {
    if (this.#held.size > 0 || this.#waiting.size > 0) {
      this.#idle.refresh();
      return;
    }
    this.#fail(new Error('The digest thread ended: it had nothing to do.'));
    void this.#worker.terminate();
  }

  #settle({ number, values, failure, isDamage }: DigestAnswer): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (failure === null) waiting?.resolve(values);
    else
      waiting?.reject(isDamage ? new DamagedPayloadError(failure) : new Error(`A digest failed: ${failure}`));
  }

  #fail(error: Error): void {
    this.#end ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#end);
    this.#waiting.clear();
  }
}

/** The build has the worker beside it; where the sources run, as in tests and benches, it is run from them too. */
function startWorker(workerData: DigestThreadData): Worker {
  const options = { workerData, name: `digest ${workerData.parts.join(' ')}`, execArgv: [] };
  if (import.meta.url.endsWith('.js'))
    return new Worker(new URL('./digest-worker.js', import.meta.url), options);
  const source = new URL('./digest-worker.ts', import.meta.url).href;
  const code = `import('tsx/esm/api').then(({ register }) => (register(), import('${source}')))`;
  return new Worker(code, { ...options, eval: true });
}
