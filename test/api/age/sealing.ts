import { buildHeader, generateFileKey } from '@lanran/api/age/header';
import type { Recipient } from '@lanran/api/age/identity';
import {
  CHUNK_BYTES,
  chunkCountOf,
  generateNonce,
  payloadKeyOf,
  sealChunk,
  TAG_BYTES,
} from '@lanran/api/age/payload';

/** Header and payload of an age file, all at once. */
export function sealAll(plain: Uint8Array, recipients: readonly Recipient[]) {
  const [fileKey, nonce] = [generateFileKey(), generateNonce()];
  const payloadKey = payloadKeyOf(fileKey, nonce);
  const count = chunkCountOf(plain.length);
  const chunks = Array.from({ length: count }, (_, index) => {
    const part = plain.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    const target = Buffer.alloc(part.length + TAG_BYTES);
    sealChunk(payloadKey, { place: { index, isLast: index === count - 1 }, plain: part, target });
    return target;
  });
  return { header: buildHeader(fileKey, recipients), payload: Buffer.concat([nonce, ...chunks]), payloadKey };
}
