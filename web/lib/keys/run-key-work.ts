import type { KeyWork, KeyWorkResults } from './key-work.ts';
import type { KeyWorkAnswer } from './key-worker.ts';

/** What the worker could not do. Codes: WRONG_PASSPHRASE, UNKNOWN_WORDS, INVALID_FORMAT, INTERNAL. */
export class KeyRefusedError extends Error {
  override readonly name = 'KeyRefusedError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Has a worker do it, once; the worker ends afterwards, and its 128 MB with it. @throws KeyRefusedError */
export async function runKeyWork<Work extends KeyWork>(work: Work): Promise<KeyWorkResults[Work['kind']]> {
  const worker = new Worker(new URL('key-worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<KeyWorkAnswer>) => {
        if ('error' in data) reject(new KeyRefusedError(data.error.code, data.error.message));
        // `doKeyWork` answers each kind with its own result.
        else resolve(data.result as KeyWorkResults[Work['kind']]);
      });
      worker.addEventListener('error', () =>
        reject(
          new KeyRefusedError(
            'INTERNAL',
            'The browser could not start the work on the key. Load the page again.',
          ),
        ),
      );
      worker.postMessage(work);
    });
  } finally {
    worker.terminate();
  }
}
