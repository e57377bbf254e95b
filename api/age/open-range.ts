/** `start` included, `end` excluded. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

import {
  CHUNK_BYTES,
  chunkCountOf,
  DamagedPayloadError,
  openChunk,
  SEALED_CHUNK_BYTES,
  sealedBytesOf,
  sealedStartOf,
  TAG_BYTES,
} from './payload.ts';

/** A payload whose plaintext has so many bytes. */
export interface SealedPayload {
  readonly payloadKey: Uint8Array;
  readonly bytes: number;
}

/** The part of a payload that holds a range of its plaintext: whole chunks. */
export function sealedRangeOf({ bytes }: Pick<SealedPayload, 'bytes'>, range: ByteRange): ByteRange {
  const { first, last } = chunksOf({ bytes }, range);
  return { start: sealedStartOf(first), end: Math.min(sealedStartOf(last + 1), sealedBytesOf(bytes)) };
}

/**
 * The plaintext of a range, in pieces of at most a chunk. `sealed` are the bytes of `sealedRangeOf`. Nothing is given out before its whole
 * chunk is proven. @throws DamagedPayloadError for what was altered or ends early
 */
export async function* openRange(
  payload: SealedPayload,
  range: ByteRange,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const { first, last } = chunksOf(payload, range);
  const end = Math.min(range.end, payload.bytes);
  let index = first;
  const nextLength = () => {
    return index > last ? 0 : Math.min(SEALED_CHUNK_BYTES, payload.bytes - index * CHUNK_BYTES + TAG_BYTES);
  };
  for await (const chunk of cut(sealed, nextLength)) {
    const isLast = index === chunkCountOf(payload.bytes) - 1;
    const plain = openChunk(payload.payloadKey, { index, isLast }, chunk);
    const start = index * CHUNK_BYTES;
    const part = plain.subarray(Math.max(0, range.start - start), end - start);
    index++;
    if (part.length > 0) yield part;
  }
  if (index <= last) throw new DamagedPayloadError(`It ends before byte ${end}.`);
}

function chunksOf(
  { bytes }: Pick<SealedPayload, 'bytes'>,
  range: ByteRange,
): { first: number; last: number } {
  const end = Math.min(range.end, bytes);
  return {
    first: Math.floor(Math.min(range.start, Math.max(0, bytes - 1)) / CHUNK_BYTES),
    last: Math.max(0, Math.ceil(end / CHUNK_BYTES) - 1),
  };
}

/** Pieces of the length asked for, whatever the portions; a rest that is shorter comes last. */
async function* cut(source: AsyncIterable<Uint8Array>, lengthOf: () => number): AsyncGenerator<Uint8Array> {
  let begun: Uint8Array = new Uint8Array(0);
  for await (const portion of source) {
    for (let left = portion; left.length > 0;) {
      const length = lengthOf();
      const taken = left.subarray(0, Math.max(0, length - begun.length));
      if (taken.length === 0)
        throw new DamagedPayloadError('It has more bytes than it had when it was written.');
      // Copied only where a piece begins in one portion and ends in another.
      const piece: Uint8Array = begun.length === 0 ? taken : Buffer.concat([begun, taken]);
      left = left.subarray(taken.length);
      begun = piece.length < length ? piece : new Uint8Array(0);
      if (piece.length === length) yield piece;
    }
  }
  if (begun.length > 0) yield begun;
}
