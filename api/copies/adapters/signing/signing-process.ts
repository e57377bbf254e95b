import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { UnsignableFileError } from '../../ports/copy-signer.ts';
import type { FromWorker, SignedAnswer, ToWorker, WorkRequest } from './messages.ts';

export interface SigningLimits {
  /** Of one file. */
  readonly seconds: number;
  /** Of resident memory; watched on Linux. */
  readonly memoryBytes: number;
}

const WATCH_EVERY_MS = 250;
const PAGE_BYTES = 4_096;

/** One signing process. It is used for one order after the other, and is ended with the first that exceeds a limit. */
export class SigningProcess {
  readonly #child: ChildProcess;
  #heard: (heard: FromWorker | Error) => void = () => undefined;
  #ended: Error | null = null;

  constructor() {
    this.#child = startWorker();
    const { pid } = this.#child;
    if (pid !== undefined) lower(pid);
    this.#child.on('message', (message: FromWorker) => this.#heard(message));
    const onEnd = () => this.#end(new UnsignableFileError('The signing process ended before it was done.'));
    this.#child.once('exit', onEnd).once('error', onEnd);
  }

  get isOver(): boolean {
    return this.#ended !== null;
  }

  /** @throws UnsignableFileError, and the signal's reason */
  async sign(
    request: WorkRequest,
    { sign, signal }: { sign(claim: Uint8Array): Uint8Array; readonly signal: AbortSignal },
  ): Promise<SignedAnswer> {
    signal.throwIfAborted();
    const stop = () => this.#kill(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    try {
      let heard = await this.#ask(request);
      while (heard.kind === 'sign') heard = await this.#ask({ kind: 'signature', cose: sign(heard.claim) });
      if (heard.kind === 'failed') throw new UnsignableFileError(heard.message);
      if (heard.kind !== 'signed') throw new UnsignableFileError('The signing process lost its way.');
      return heard;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async *read(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const heard = await this.#ask({ kind: 'next' });
      if (heard.kind !== 'portion') throw new UnsignableFileError('The signing process lost its way.');
      if (heard.portion === null) return;
      yield heard.portion;
    }
  }

  /** Runs the work within the limits. */
  async within<T>({ seconds, memoryBytes }: SigningLimits, work: () => Promise<T>): Promise<T> {
    const timer = setTimeout(
      () => this.#kill(new UnsignableFileError(`It was given up after ${seconds} seconds.`)),
      seconds * 1000,
    );
    const watch = setInterval(() => {
      if (this.#memoryBytes() > memoryBytes)
        this.#kill(
          new UnsignableFileError(`It took more than ${Math.round(memoryBytes / 2 ** 20)} MiB of memory.`),
        );
    }, WATCH_EVERY_MS);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
      clearInterval(watch);
    }
  }

  stop(): void {
    this.#kill(new Error('The signing process was stopped.'));
  }

  async #ask(message: ToWorker): Promise<FromWorker> {
    const heard = await new Promise<FromWorker | Error>((resolve) => {
      this.#heard = resolve;
      if (this.#ended !== null) resolve(this.#ended);
      else this.#child.send(message, (error) => error !== null && resolve(this.#ended ?? error));
    });
    if (heard instanceof Error) throw heard;
    return heard;
  }

  #kill(why: Error): void {
    this.#end(why);
    this.#child.kill('SIGKILL');
  }

  #end(why: Error): void {
    this.#ended ??= why;
    this.#heard(this.#ended);
  }

  /** 0 where the system does not tell. */
  #memoryBytes(): number {
    try {
      const [, pages = '0'] = readFileSync(`/proc/${this.#child.pid ?? 0}/statm`, 'utf8').split(' ');
      return Number(pages) * PAGE_BYTES;
    } catch {
      return 0;
    }
  }
}

/** The build has the worker beside it; where the sources run, as in tests, it is run from them too. */
function startWorker(): ChildProcess {
  const isBuilt = import.meta.url.endsWith('.js');
  const file = new URL(isBuilt ? './copy-worker.js' : './copy-worker.ts', import.meta.url);
  const child = fork(file, [], {
    execArgv: isBuilt ? [] : ['--import', 'tsx'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Our secrets are not its business.
    env: { PATH: process.env['PATH'] },
  });
  // A stop of the platform does not wait for it.
  child.unref();
  child.channel?.unref();
  return child;
}

/** Below everything else that the machine does; where memory is short, it goes before the platform's own process. */
function lower(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
    writeFileSync(`/proc/${pid}/oom_score_adj`, '1000');
  } catch {
    // It ended already, or the system has no such thing.
  }
}
