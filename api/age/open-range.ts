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
 * The plaintext of a range, chunk by chunk: joined, each byte would be copied once more, and the copies were most of the garbage.
 * `sealed` are the bytes of `sealedRangeOf`. Nothing is given out before its whole chunk is proven, and everything that is proven is
 * given out before a failure. @throws DamagedPayloadError for what was altered or ends early
 */
export async function* openRange(
  payload: SealedPayload,
  range: ByteRange,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  for await (const pieces of openPortions(payload, range, sealed)) yield* pieces;
}

/**
 * The same, all chunks of a portion together. A portion of `sealed` is looked at only until the next one is asked for.
 */
export async function* openPortions(
  payload: SealedPayload,
  range: ByteRange,
  sealed: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly Buffer[]> {
  const opener = new RangeOpener(payload, range);
  for await (const portion of sealed) {
    const { pieces, failure } = opener.open(portion);
    if (pieces.length > 0) yield pieces;
    if (failure !== null) throw failure;
  }
  opener.requireEnd();
}

/** The same of a range that memory holds. @throws DamagedPayloadError */
export function openPart(
  payload: SealedPayload,
  range: ByteRange,
  sealed: readonly Uint8Array[],
): readonly Buffer[] {
  const opener = new RangeOpener(payload, range);
  const opened = sealed.flatMap((portion) => {
    const { pieces, failure } = opener.open(portion);
    if (failure !== null) throw failure;
    return pieces;
  });
  opener.requireEnd();
  return opened;
}

const NO_BYTES = new Uint8Array(0);

interface Opened {
  readonly pieces: readonly Buffer[];
  readonly failure: DamagedPayloadError | null;
}

/** Opens the chunks of a range as their bytes come, whatever the portions. */
class RangeOpener {
  readonly #payload: SealedPayload;
  readonly #range: ByteRange;
  readonly #last: number;
  #index: number;
  /** Of the chunk that is not whole yet. */
  #begun: Uint8Array = NO_BYTES;

  constructor(payload: SealedPayload, range: ByteRange) {
    this.#payload = payload;
    this.#range = { start: range.start, end: Math.min(range.end, payload.bytes) };
    const { first, last } = chunksOf(payload, range);
    this.#index = first;
    this.#last = last;
  }

  open(portion: Uint8Array): Opened {
    const pieces: Buffer[] = [];
    try {
      for (let left = portion; left.length > 0;) left = this.#take(left, pieces);
      return { pieces, failure: null };
    } catch (error) {
      if (!(error instanceof DamagedPayloadError)) throw error;
      return { pieces, failure: error };
    }
  }

  /** @throws DamagedPayloadError */
  requireEnd(): void {
    if (this.#begun.length > 0) this.#openChunk(this.#begun);
    if (this.#index <= this.#last) throw new DamagedPayloadError(`It ends before byte ${this.#range.end}.`);
  }

  /** Takes what belongs to the present chunk. @returns the rest of the portion */
  #take(left: Uint8Array, pieces: Buffer[]): Uint8Array {
    const { bytes } = this.#payload;
    const isPast = this.#index > this.#last;
    const length = isPast ? 0 : Math.min(SEALED_CHUNK_BYTES, bytes - this.#index * CHUNK_BYTES + TAG_BYTES);
    const taken = left.subarray(0, Math.max(0, length - this.#begun.length));
    if (taken.length === 0)
      throw new DamagedPayloadError('It has more bytes than it had when it was written.');
    // Copied only where a chunk begins in one portion and ends in another.
    const chunk: Uint8Array = this.#begun.length === 0 ? taken : Buffer.concat([this.#begun, taken]);
    const isWhole = chunk.length === length;
    this.#begun = isWhole ? NO_BYTES : Uint8Array.from(chunk);
    if (!isWhole) return left.subarray(taken.length);
    const plain = this.#openChunk(chunk);
    if (plain.length > 0) pieces.push(plain);
    return left.subarray(taken.length);
  }

  #openChunk(chunk: Uint8Array): Buffer {
    const { payloadKey, bytes } = this.#payload;
    const index = this.#index;
    const plain = openChunk(payloadKey, { index, isLast: index === chunkCountOf(bytes) - 1 }, chunk);
    this.#index++;
    const start = index * CHUNK_BYTES;
    return plain.subarray(Math.max(0, this.#range.start - start), this.#range.end - start);
  }
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
