import { createHash } from 'node:crypto';
import { closeSync, openSync, readlinkSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { setPriority } from 'node:os';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { loadPartHashers, type PartHasher } from '@lanran/protocol/files/digest';
import { DamagedPayloadError } from '../../../age/payload.ts';
import { sealAt } from '../encrypted/chunk-encryption.ts';
import { openPastCache, openSealedPortion } from '../encrypted/encrypted-portion.ts';
import type {
  DigestAnswer,
  DigestMessage,
  DigestRequest,
  DigestThreadData,
  DigestValues,
  ThreadPart,
} from './digest-request.ts';

/* A digest thread: the state of every running digest, for the parts that are this thread's. */

const READ_BYTES = 1_048_576;

const BACKGROUND_NICENESS = 10;

const { parts, isBackground } = workerData as DigestThreadData;
if (isBackground) stepBack();
const createHasher: Readonly<Record<ThreadPart, (onLeaf?: (sha256: Uint8Array) => void) => PartHasher>> = {
  ...(await loadPartHashers(() => createHash('sha256'))),
  md5: () => hexHasher('md5'),
  sha512: () => hexHasher('sha512'),
};
const running = new Map<number, Running>();

interface Running {
  readonly hashers: ReadonlyMap<ThreadPart, PartHasher>;
  /** SHA-256 of the leaves that are whole; empty where the CID is another thread's. */
  readonly leaves: Uint8Array[];
}

function hexHasher(algorithm: string): PartHasher {
  const hash = createHash(algorithm);
  return { update: (bytes) => hash.update(bytes), digest: () => hash.digest('hex') };
}

/** On Linux, where a thread has a priority of its own; elsewhere it would be the whole process's, so it is left. */
function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Number(basename(readlinkSync('/proc/thread-self'))), BACKGROUND_NICENESS);
  } catch {
    // Without /proc, or where it is not allowed, it only takes its share.
  }
}

function serve(port: MessagePort): void {
  port.on('message', ({ number, request }: DigestMessage) => {
    port.postMessage({ number, ...attempt(request) } satisfies DigestAnswer);
  });
}

function attempt(request: DigestRequest): Omit<DigestAnswer, 'number'> {
  try {
    return { values: act(request), failure: null, isDamage: false };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return { values: {}, failure, isDamage: error instanceof DamagedPayloadError };
  }
}

function act(request: DigestRequest): DigestValues {
  const { digestId } = request;
  switch (request.act) {
    case 'begin':
      running.set(digestId, begin());
      return {};
    case 'update':
      update(digestId, request.block);
      return {};
    case 'seal':
      sealAt(request);
      update(digestId, request.target);
      return {};
    case 'read':
      read(request);
      return {};
    case 'finish':
      return finish(digestId);
    case 'drop':
      running.delete(digestId);
      return {};
  }
}

function begin(): Running {
  const leaves: Uint8Array[] = [];
  const hashers = new Map(parts.map((part) => [part, createHasher[part]((leaf) => leaves.push(leaf))]));
  return { hashers, leaves };
}

function update(digestId: number, bytes: Uint8Array): void {
  for (const hasher of running.get(digestId)?.hashers.values() ?? []) hasher.update(bytes);
}

function read({ digestId, path, start, end, seal }: Extract<DigestRequest, { act: 'read' }>): void {
  const file = seal === null ? openSync(path, 'r') : openPastCache(path);
  try {
    if (seal !== null) {
      for (const plain of openSealedPortion(file, seal, { start, end })) update(digestId, plain);
      return;
    }
    const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, end - start));
    for (let position = start; position < end;) {
      const bytes = readSync(file, buffer, 0, Math.min(buffer.length, end - position), position);
      if (bytes === 0) throw new Error(`${path} ends at ${position}, before ${end}`);
      update(digestId, buffer.subarray(0, bytes));
      position += bytes;
    }
  } finally {
    closeSync(file);
  }
}

function finish(digestId: number): DigestValues {
  const ended = running.get(digestId);
  if (ended === undefined) throw new Error(`digest ${digestId} was not begun`);
  running.delete(digestId);
  const values = Object.fromEntries([...ended.hashers].map(([part, hasher]) => [part, hasher.digest()]));
  return ended.hashers.has('cid') ? { ...values, leaves: Buffer.concat(ended.leaves) } : values;
}

if (parentPort === null) throw new Error('digest-worker runs as a worker thread only');
serve(parentPort);
