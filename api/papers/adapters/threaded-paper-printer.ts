import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { BoundedQueue } from '../../platform/concurrency/bounded-queue.ts';
import { TooManyRequestsError } from '../../platform/kernel/errors.ts';
import type { Paper, PaperEnclosures, PaperPicture } from '../domain/paper.ts';
import type { PaperPrinter } from '../ports/paper-printer.ts';
import type { PrintAnswer, PrintRequest } from './paper-messages.ts';

const MAX_MS = 30_000;
const MAX_MEMORY_MB = 512;
/** Papers that wait for their turn. */
const MAX_WAITING = 32;
const QUALITY = 86;

/** Draws one paper at a time, each in a thread of its own that is ended in any case. */
export class ThreadedPaperPrinter implements PaperPrinter {
  readonly #turns = new BoundedQueue(
    MAX_WAITING,
    () =>
      new TooManyRequestsError(
        `${MAX_WAITING} papers wait already to be printed. Try again in a few seconds.`,
      ),
  );

  async print(paper: Paper, enclosures: PaperEnclosures): Promise<Uint8Array> {
    return this.#turns.take(() => printInThread({ paper, enclosures }));
  }

  async toPicture(webp: Uint8Array): Promise<PaperPicture> {
    const { default: sharp } = await import('sharp');
    const { data, info } = await sharp(webp)
      .flatten({ background: '#fffdf8' })
      .toColorspace('srgb')
      .jpeg({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
    return { jpeg: data, width: info.width, height: info.height };
  }
}

async function printInThread(request: PrintRequest): Promise<Uint8Array> {
  const worker = startWorker();
  try {
    const signal = AbortSignal.timeout(MAX_MS);
    // `once` rejects with what the thread throws.
    const answered = once(worker, 'message', { signal });
    worker.postMessage(request);
    // The only message of the worker beside this file.
    const [{ pdf }] = (await answered) as [PrintAnswer];
    return pdf;
  } finally {
    await worker.terminate();
  }
}

/** The build has the worker beside it; where the sources run, as in tests, it is run from them too. */
function startWorker(): Worker {
  const options = { name: 'paper', execArgv: [], resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB } };
  if (import.meta.url.endsWith('.js'))
    return new Worker(new URL('./paper-worker.js', import.meta.url), options);
  const source = new URL('./paper-worker.ts', import.meta.url).href;
  const code = `import('tsx/esm/api').then(({ register }) => (register(), import('${source}')))`;
  return new Worker(code, { ...options, eval: true });
}
