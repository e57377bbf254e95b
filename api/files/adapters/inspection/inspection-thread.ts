import { Worker } from 'node:worker_threads';
import type { Inspection } from '../../domain/technical-metadata.ts';
import type { FileInspector, InspectedFile } from '../../ports/file-inspector.ts';
import { BoundedQueue } from '../../../platform/concurrency/bounded-queue.ts';
import { readBytes } from './read-bytes.ts';
import type { InspectionAnswer, InspectionRequest, ReadAnswer, ReadRequest } from './thread-messages.ts';

const MAX_WAITING = 20;
const MAX_READ_AT_ONCE = 268_435_456;
/** Without work for so long the thread and its memory are given up. */
const IDLE_MS = 30_000;
const MAX_MEMORY_MB = 1_024;

/** One worker thread for inspectors that compute; it is begun when first needed, and ended when a file has it run too long. */
export class InspectionThread {
  readonly #lane = new BoundedQueue(MAX_WAITING);
  #worker: Worker | null = null;
  #idle: NodeJS.Timeout | null = null;

  /** The same inspector, on the thread. */
  run(inspector: FileInspector): FileInspector {
    return {
      subject: inspector.subject,
      appliesTo: (mediaType) => inspector.appliesTo(mediaType),
      inspect: (file, signal) => this.#lane.take(() => this.#inspect(inspector.subject, { file, signal })),
    };
  }

  async stop(): Promise<void> {
    if (this.#idle !== null) clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  async #inspect(
    subject: string,
    { file, signal }: { readonly file: InspectedFile; readonly signal: AbortSignal },
  ): Promise<Inspection> {
    signal.throwIfAborted();
    if (this.#idle !== null) clearTimeout(this.#idle);
    const worker = (this.#worker ??= startWorker());
    // Reading may fail in a way that trying again cures; the thread's account of it would hide that.
    const reading: Reading = { failure: null };
    try {
      const answer = await converse(worker, { subject, file, signal, reading });
      if (reading.failure !== null) throw reading.failure;
      if ('failure' in answer) throw new Error(answer.failure);
      return answer.inspection;
    } catch (error) {
      // Whatever it was doing, the next file gets a fresh one.
      await this.stop();
      throw error;
    } finally {
      this.#idle = setTimeout(() => void this.stop(), IDLE_MS).unref();
    }
  }
}

interface Reading {
  failure: Error | null;
}

interface Conversation {
  readonly subject: string;
  readonly file: InspectedFile;
  readonly signal: AbortSignal;
  readonly reading: Reading;
}

function converse(
  worker: Worker,
  { subject, file, signal, reading }: Conversation,
): Promise<InspectionAnswer> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: ReadRequest | InspectionAnswer) => {
      if (!('number' in message)) {
        end(() => resolve(message));
        return;
      }
      void answerTo(message, file, reading).then((answer) => worker.postMessage(answer));
    };
    const onError = (error: Error) => end(() => reject(error));
    const onExit = () => end(() => reject(new Error('The inspection thread ended.')));
    const onAbort = () => end(() => reject(signal.reason as Error));
    const end = (settle: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    signal.addEventListener('abort', onAbort);
    const { path, mediaType, bytes } = file;
    worker.postMessage({ subject, file: { path, mediaType, bytes } } satisfies InspectionRequest);
  });
}

async function answerTo(
  { number, sibling, start, end }: ReadRequest,
  file: InspectedFile,
  reading: Reading,
): Promise<ReadAnswer> {
  try {
    const source = sibling === null ? file : await file.findSibling(sibling);
    if (source === null) return { number, isMissing: true };
    if (end - start > MAX_READ_AT_ONCE) return { number, failure: 'Too much would be read at once.' };
    return { number, size: source.bytes, bytes: await readBytes(source, { start, length: end - start }) };
  } catch (error) {
    reading.failure = error instanceof Error ? error : new Error(String(error));
    return { number, failure: 'The file could not be read.' };
  }
}

/** The build has the worker beside it; where the sources run, as in tests, it is run from them too. */
function startWorker(): Worker {
  const options = {
    name: 'inspection',
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
  };
  const worker = import.meta.url.endsWith('.js')
    ? new Worker(new URL('./inspection-worker.js', import.meta.url), options)
    : new Worker(
        `import('tsx/esm/api').then(({ register }) => (register(), import('${new URL('./inspection-worker.ts', import.meta.url).href}')))`,
        { ...options, eval: true },
      );
  // A stop of the platform does not wait for it.
  worker.unref();
  return worker;
}
