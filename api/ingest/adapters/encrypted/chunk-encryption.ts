import { CHUNK_BYTES, sealChunk, TAG_BYTES } from '../../../age/payload.ts';

/** Plaintext that begins with a chunk and ends with one, and where its ciphertext goes: as long, and 16 bytes more a chunk. */
export interface SealRequest {
  readonly payloadKey: Uint8Array;
  readonly plain: Uint8Array;
  readonly target: Uint8Array;
  /** Of the first chunk. */
  readonly index: number;
  /** Does the file end with it? */
  readonly isEnd: boolean;
}

/** Encrypts; on a thread or here. What is asked for later is done later. */
export interface Sealer {
  seal(request: SealRequest): Promise<void>;
}

export function sealAt({ payloadKey, plain, target, index, isEnd }: SealRequest): void {
  const count = Math.ceil(plain.length / CHUNK_BYTES);
  let position = 0;
  for (let at = 0; at < count; at++) {
    position += sealChunk(payloadKey, {
      place: { index: index + at, isLast: isEnd && at === count - 1 },
      plain: plain.subarray(at * CHUNK_BYTES, (at + 1) * CHUNK_BYTES),
      target: target.subarray(position),
    });
  }
}

export function sealedLengthOf(plainBytes: number): number {
  return plainBytes + Math.ceil(plainBytes / CHUNK_BYTES) * TAG_BYTES;
}
