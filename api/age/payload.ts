import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/* The payload of an age file: a nonce, then chunks under ChaCha20-Poly1305 in the STREAM construction (https://c2sp.org/age#payload). */

/** Plaintext of a chunk; only the last may be shorter, and empty only where it is the first. */
export const CHUNK_BYTES = 65_536;
export const TAG_BYTES = 16;
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;
/** Before the first chunk; the payload's key is made of the file key and it. */
export const NONCE_BYTES = 16;

const CIPHER = 'chacha20-poly1305';

/** A chunk does not have the bytes that were written. */
export class DamagedPayloadError extends Error {
  override readonly name = 'DamagedPayloadError';
}

/** Which chunk of a payload. */
export interface ChunkPlace {
  readonly index: number;
  readonly isLast: boolean;
}

export function generateNonce(): Buffer {
  return randomBytes(NONCE_BYTES);
}

export function payloadKeyOf(fileKey: Uint8Array, nonce: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
}

export function chunkCountOf(plainBytes: number): number {
  return Math.max(1, Math.ceil(plainBytes / CHUNK_BYTES));
}

/** Bytes of the payload, nonce included, of so many bytes of plaintext. */
export function sealedBytesOf(plainBytes: number): number {
  return NONCE_BYTES + plainBytes + chunkCountOf(plainBytes) * TAG_BYTES;
}

/** Bytes of plaintext in a payload of so many bytes. */
export function plainBytesOf(sealedBytes: number): number {
  const chunks = sealedBytes - NONCE_BYTES;
  return Math.max(0, chunks - Math.ceil(chunks / SEALED_CHUNK_BYTES) * TAG_BYTES);
}

/** Where in the payload a chunk begins. */
export function sealedStartOf(index: number): number {
  return NONCE_BYTES + index * SEALED_CHUNK_BYTES;
}

/** Encrypts one chunk into `target`. @returns how many bytes were written there */
export function sealChunk(
  key: Uint8Array,
  {
    place,
    plain,
    target,
  }: { readonly place: ChunkPlace; readonly plain: Uint8Array; readonly target: Uint8Array },
): number {
  const cipher = createCipheriv(CIPHER, key, nonceOf(place), { authTagLength: TAG_BYTES });
  target.set(cipher.update(plain), 0);
  cipher.final();
  target.set(cipher.getAuthTag(), plain.length);
  return plain.length + TAG_BYTES;
}

/** The chunk's plaintext, once it is proven. @throws DamagedPayloadError */
export function openChunk(key: Uint8Array, place: ChunkPlace, sealed: Uint8Array): Buffer {
  const end = sealed.length - TAG_BYTES;
  if (end < 0) throw damaged(place);
  const decipher = createDecipheriv(CIPHER, key, nonceOf(place), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(0, end));
  try {
    decipher.final();
  } catch {
    throw damaged(place);
  }
  return plain;
}

/** A whole payload of a small file, nonce included. @throws DamagedPayloadError */
export function openPayload(fileKey: Uint8Array, payload: Uint8Array): Buffer {
  const key = payloadKeyOf(fileKey, payload.subarray(0, NONCE_BYTES));
  const last = chunkCountOf(plainBytesOf(payload.length)) - 1;
  const chunks: Buffer[] = [];
  for (let index = 0; index <= last; index++) {
    const sealed = payload.subarray(sealedStartOf(index), sealedStartOf(index + 1));
    chunks.push(openChunk(key, { index, isLast: index === last }, sealed));
  }
  const [only] = chunks;
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
}

/** A whole payload, nonce included. */
export function sealPayload(fileKey: Uint8Array, plain: Uint8Array): Buffer {
  const nonce = generateNonce();
  const key = payloadKeyOf(fileKey, nonce);
  const payload = Buffer.alloc(sealedBytesOf(plain.length));
  payload.set(nonce, 0);
  const last = chunkCountOf(plain.length) - 1;
  for (let index = 0; index <= last; index++) {
    sealChunk(key, {
      place: { index, isLast: index === last },
      plain: plain.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
      target: payload.subarray(sealedStartOf(index)),
    });
  }
  return payload;
}

/** Eleven bytes of counter, and one that says whether it is the last. */
function nonceOf({ index, isLast }: ChunkPlace): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

function damaged({ index }: ChunkPlace): DamagedPayloadError {
  const start = index * CHUNK_BYTES;
  return new DamagedPayloadError(`Its bytes from ${start} on were altered, or are not of this file.`);
}
