import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { openRange, sealedRangeOf } from './open-range.ts';
import { generateNonce, NONCE_BYTES, payloadKeyOf, plainBytesOf } from './payload.ts';
import { sealStream } from './seal-stream.ts';

/** Files that are kept for ourselves alone: payloads of age files, under one key and without a header. */
export class CacheCipher {
  readonly #key: Uint8Array;
  /** Tells which key it is, and nothing of it. */
  readonly keyName: string;

  constructor(key: Uint8Array) {
    this.#key = key;
    this.keyName = createHash('sha256').update('name').update(key).digest('hex').slice(0, 16);
  }

  async *seal(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const nonce = generateNonce();
    yield nonce;
    yield* sealStream(payloadKeyOf(this.#key, nonce), source);
  }

  plainBytesOf(sealedBytes: number): number {
    return plainBytesOf(sealedBytes);
  }

  /** @throws DamagedPayloadError */
  async *read(
    path: string,
    range: { readonly start: number; readonly end: number },
    bytes: number,
  ): AsyncGenerator<Uint8Array> {
    const payload = { payloadKey: payloadKeyOf(this.#key, await readNonce(path)), bytes };
    const { start, end } = sealedRangeOf(payload, range);
    const isEmpty = end <= start;
    const sealed = isEmpty ? [] : createReadStream(path, { start, end: end - 1 });
    yield* openRange(payload, range, sealed as AsyncIterable<Uint8Array>);
  }
}

async function readNonce(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const nonce = Buffer.alloc(NONCE_BYTES);
    await file.read(nonce, 0, NONCE_BYTES, 0);
    return nonce;
  } finally {
    await file.close();
  }
}
