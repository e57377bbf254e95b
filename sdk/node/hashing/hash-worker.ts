import { parentPort, type MessagePort } from 'node:worker_threads';
import { loadHashFile, type HashFile } from './hash-file.ts';
import type { HashAnswer, HashMessage } from './hash-message.ts';

/* A thread that hashes one file after the other. */

function serve(port: MessagePort, hashFile: HashFile): void {
  port.on('message', ({ number, order }: HashMessage) => {
    port.postMessage({ number, ...attempt(() => hashFile(order)) } satisfies HashAnswer);
  });
}

function attempt(hash: () => ReturnType<HashFile>): Omit<HashAnswer, 'number'> {
  try {
    return { found: hash(), failure: null };
  } catch (error) {
    return { found: null, failure: error instanceof Error ? error.message : String(error) };
  }
}

// Imported by something else than a thread, it does nothing. What is asked meanwhile waits in the port.
if (parentPort !== null) serve(parentPort, await loadHashFile());
