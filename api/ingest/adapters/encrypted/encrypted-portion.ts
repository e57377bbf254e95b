import { closeSync, constants, openSync, readSync } from 'node:fs';
import { DIRECT, isDirectRefused } from '../direct-io.ts';
import { allocatePages, PAGE_BYTES, pageEnd, pageStart } from '../../domain/pages.ts';
import {
  CHUNK_BYTES,
  chunkCountOf,
  DamagedPayloadError,
  openChunk,
  SEALED_CHUNK_BYTES,
  sealedBytesOf,
  sealedStartOf,
} from '../../../age/payload.ts';

const CHUNKS_A_READ = 16;

/** Plaintext from `start` up to `end`, where a chunk ends, of an open payload; on a thread that has time. @throws DamagedPayloadError */
export function* openSealedPortion(
  file: number,
  { payloadKey, size }: { readonly payloadKey: Uint8Array; readonly size: number },
  { start, end }: { readonly start: number; readonly end: number },
): Generator<Uint8Array> {
  const last = chunkCountOf(size) - 1;
  for (let index = Math.floor(start / CHUNK_BYTES); index * CHUNK_BYTES < end; index += CHUNKS_A_READ) {
    const from = sealedStartOf(index);
    const to = Math.min(sealedBytesOf(size), sealedStartOf(index + CHUNKS_A_READ));
    const sealed = readPages(file, from, to);
    for (let at = 0; at < CHUNKS_A_READ && (index + at) * CHUNK_BYTES < end; at++) {
      const chunk = sealed.subarray(at * SEALED_CHUNK_BYTES, (at + 1) * SEALED_CHUNK_BYTES);
      const plain = openChunk(payloadKey, { index: index + at, isLast: index + at === last }, chunk);
      const position = (index + at) * CHUNK_BYTES;
      yield plain.subarray(Math.max(0, start - position));
      if (plain.length < Math.min(CHUNK_BYTES, size - position))
        throw new DamagedPayloadError(`It ends before byte ${end}.`);
    }
  }
}

/** An encrypted upload went to the disk past the page cache: read through it, all of it would be copied there first. */
export function openPastCache(path: string): number {
  if (DIRECT !== null) {
    try {
      const file = openSync(path, constants.O_RDONLY | DIRECT);
      if (canRead(file)) return file;
      closeSync(file);
    } catch (error) {
      if (!isDirectRefused(error)) throw error;
    }
  }
  return openSync(path, 'r');
}

function canRead(file: number): boolean {
  try {
    readSync(file, ownMemory(), 0, PAGE_BYTES, 0);
    return true;
  } catch (error) {
    if (isDirectRefused(error)) return false;
    throw error;
  }
}

/** Of this thread: fresh memory for each portion would cost more than reading into it. */
let memory: Uint8Array | null = null;

function ownMemory(): Uint8Array {
  memory ??= new Uint8Array(allocatePages(pageEnd(CHUNKS_A_READ * SEALED_CHUNK_BYTES) + PAGE_BYTES));
  return memory;
}

/** What the file has from `from` up to `to`, in memory that the next call uses again; whole pages are read. */
function readPages(file: number, from: number, to: number): Uint8Array {
  const target = ownMemory();
  const start = pageStart(from);
  const wanted = pageEnd(to) - start;
  let filled = 0;
  while (filled < wanted) {
    const bytes = readSync(file, target, filled, wanted - filled, start + filled);
    filled += bytes;
    // Where the file ends.
    if (bytes % PAGE_BYTES !== 0 || bytes === 0) break;
  }
  return target.subarray(from - start, Math.min(filled, to - start));
}
