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

/** Used again for each leaf that fits in it. */
let room = Buffer.alloc(0);

function hashLeaves({ path, leaves }: LeafRequest): Uint8Array {
  const digests = new Uint8Array(leaves.length * DIGEST_BYTES);
  const file = openSync(path, 'r');
  try {
    for (const [number, { offset, span }] of leaves.entries()) {
      if (room.length < span) room = Buffer.allocUnsafeSlow(span);
      const leaf = room.subarray(0, span);
      readWhole(file, leaf, offset);
      digests.set(createHash('sha256').update(leaf).digest(), number * DIGEST_BYTES);
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
