import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { LeafAnswer, LeafRequest } from './leaf-request.ts';

/* A thread that reads parts of files and hashes their leaves. */

const DIGEST_BYTES = 32;

function serve(port: MessagePort): void {
  port.on('message', (request: LeafRequest) => {
    const answer = { number: request.number, ...attempt(request) } satisfies LeafAnswer;
    port.postMessage(answer);
  });
}

function attempt(request: LeafRequest): Omit<LeafAnswer, 'number'> {
  try {
    return { digests: hashLeaves(request), failure: null };
  } catch (error) {
    return { digests: new Uint8Array(0), failure: error instanceof Error ? error.message : String(error) };
  }
}

function hashLeaves({ path, start, end, chunkBytes }: LeafRequest): Uint8Array {
  const digests = new Uint8Array(Math.ceil((end - start) / chunkBytes) * DIGEST_BYTES);
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (let position = start, at = 0; position < end; position += chunkBytes, at += DIGEST_BYTES) {
      const leaf = buffer.subarray(0, Math.min(chunkBytes, end - position));
      readWhole(file, leaf, position);
      digests.set(createHash('sha256').update(leaf).digest(), at);
    }
    return digests;
  } finally {
    closeSync(file);
  }
}

function readWhole(file: number, into: Buffer, position: number): void {
  for (let filled = 0; filled < into.length;) {
    const bytes = readSync(file, into, filled, into.length - filled, position + filled);
    if (bytes === 0) throw new Error(`the file ends at ${position + filled}, sooner than it did before`);
    filled += bytes;
  }
}

if (parentPort === null) throw new Error('leaf-worker runs as a worker thread only');
serve(parentPort);
