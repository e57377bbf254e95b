import type { FailureCode, FromWorker, Results, ToWorker } from './worker-messages.ts';

/** What was asked of the verifier could not be done. */
export class VerifierError extends Error {
  override readonly name = 'VerifierError';
  readonly code: FailureCode;
  constructor(code: FailureCode, message: string) {
    super(message);
    this.code = code;
  }
}

interface Waiting {
  resolve(result: Results[keyof Results]): void;
  reject(error: Error): void;
  onProgress(bytes: number): void;
}

export interface HashOptions {
  readonly signal: AbortSignal;
  onProgress(bytes: number): void;
}

/** The worker that hashes and checks, so that the page stays responsive. */
export class Verifier {
  readonly #worker = new Worker(new URL('./verify-worker.ts', import.meta.url), {
    type: 'module',
    name: 'verify',
  });
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;

  /** `onReady` hears when all code is here; `onBroken`, that it never will be. */
  constructor({
    onReady,
    onBroken,
  }: {
    readonly onReady: () => void;
    readonly onBroken: (why: string) => void;
  }) {
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'ready') onReady();
      else this.#settle(data);
    };
    this.#worker.onerror = (event) => {
      onBroken(event.message);
      const error = new VerifierError('INTERNAL', event.message || 'The worker did not start.');
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
  }

  async hash(file: File, { signal, onProgress }: HashOptions): Promise<Results['hash']> {
    signal.throwIfAborted();
    const id = this.#nextId;
    const cancel = () => this.#post({ kind: 'cancel', id });
    signal.addEventListener('abort', cancel);
    try {
      return (await this.#ask({ kind: 'hash', file, id }, onProgress)) as Results['hash'];
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  // The worker answers each kind of task with its kind of result.
  async check(task: Extract<ToWorker, { kind: 'check' }>['task']): Promise<Results['check']> {
    return (await this.#ask({ kind: 'check', task, id: this.#nextId })) as Results['check'];
  }

  /** @throws VerifierError NO_TRUST_FILE */
  async readTrust(text: string): Promise<Results['trust']> {
    return (await this.#ask({ kind: 'trust', text, id: this.#nextId })) as Results['trust'];
  }

  close(): void {
    this.#worker.terminate();
    const error = new VerifierError('CANCELED', 'The page was left.');
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #ask(message: ToWorker, onProgress: Waiting['onProgress'] = () => undefined) {
    this.#nextId = message.id + 1;
    return new Promise<Results[keyof Results]>((resolve, reject) => {
      this.#waiting.set(message.id, { resolve, reject, onProgress });
      this.#post(message);
    });
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #settle(answer: Exclude<FromWorker, { kind: 'ready' }>): void {
    const waiting = this.#waiting.get(answer.id);
    if (answer.kind === 'progress') {
      waiting?.onProgress(answer.bytes);
      return;
    }
    this.#waiting.delete(answer.id);
    if (answer.kind === 'done') waiting?.resolve(answer.result);
    else waiting?.reject(new VerifierError(answer.code, answer.message));
  }
}
