import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { HashMessage, HashTask } from './hash-messages.ts';

/** A file of this computer could not be hashed. */
export class HashingError extends Error {
  override readonly name = 'HashingError';
  readonly code: 'UNREADABLE' | 'INTERNAL' | 'CANCELED';
  constructor(code: 'UNREADABLE' | 'INTERNAL' | 'CANCELED', message: string) {
    super(message);
    this.code = code;
  }
}

interface HashOptions {
  readonly signal: AbortSignal;
  onProgress(bytes: number): void;
}

/** Workers that wait for their next file: starting one for each of 500 small files would take longer than hashing them. */
const idle: Worker[] = [];

/** Hashes a file beside the page (SHA-256, CID, XXH64), which stays responsive. @throws HashingError */
export async function hashFile(file: File, { signal, onProgress }: HashOptions): Promise<FileDigest> {
  const worker =
    idle.pop() ?? new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module', name: 'hash' });
  return new Promise((resolve, reject) => {
    const settle = (isReusable: boolean) => {
      signal.removeEventListener('abort', cancel);
      worker.onmessage = null;
      worker.onerror = null;
      if (isReusable) idle.push(worker);
      else worker.terminate();
    };
    const cancel = () => {
      settle(false);
      reject(new HashingError('CANCELED', 'Nobody waits for the hash any more.'));
    };
    worker.onmessage = ({ data }: MessageEvent<HashMessage>) => {
      if (data.kind === 'progress') {
        onProgress(data.bytes);
        return;
      }
      settle(data.kind === 'done');
      if (data.kind === 'done') resolve(data.digest);
      else reject(new HashingError(data.code, data.message));
    };
    worker.onerror = (event) => {
      settle(false);
      reject(new HashingError('INTERNAL', event.message || 'The worker that hashes files did not start.'));
    };
    if (signal.aborted) {
      cancel();
      return;
    }
    signal.addEventListener('abort', cancel);
    worker.postMessage({ file } satisfies HashTask);
  });
}
