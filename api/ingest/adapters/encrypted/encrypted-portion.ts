import { readSync } from 'node:fs';
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
  const buffer = Buffer.allocUnsafe(CHUNKS_A_READ * SEALED_CHUNK_BYTES);
  const last = chunkCountOf(size) - 1;
  for (let index = Math.floor(start / CHUNK_BYTES); index * CHUNK_BYTES < end; index += CHUNKS_A_READ) {
    const from = sealedStartOf(index);
    const to = Math.min(sealedBytesOf(size), sealedStartOf(index + CHUNKS_A_READ));
    const sealed = buffer.subarray(0, readFully(file, buffer.subarray(0, to - from), from));
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

/** @returns how many bytes there were */
function readFully(file: number, target: Buffer, position: number): number {
  let filled = 0;
  while (filled < target.length) {
    const bytes = readSync(file, target, filled, target.length - filled, position + filled);
    if (bytes === 0) break;
    filled += bytes;
  }
  return filled;
}
