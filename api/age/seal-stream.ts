import { CHUNK_BYTES, sealChunk, SEALED_CHUNK_BYTES } from './payload.ts';

const CHUNKS_AT_ONCE = 16;

/** Seals a payload as its plaintext comes. Memory stays the same however long it is. */
export class PayloadSealer {
  readonly #key: Uint8Array;
  readonly #plain = Buffer.alloc(CHUNKS_AT_ONCE * CHUNK_BYTES);
  readonly #target = Buffer.alloc(CHUNKS_AT_ONCE * SEALED_CHUNK_BYTES);
  #filled = 0;
  #index = 0;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** Takes all of the portion. What it gives is used before it is asked for more. */
  *take(portion: Uint8Array): Generator<Uint8Array> {
    for (let rest = portion; rest.length > 0;) {
      // Only once more is known to follow: the last chunk is sealed as the last.
      if (this.#filled === this.#plain.length) yield this.#seal(false);
      const part = rest.subarray(0, this.#plain.length - this.#filled);
      this.#plain.set(part, this.#filled);
      this.#filled += part.length;
      rest = rest.subarray(part.length);
    }
  }

  /** The rest, when all has been taken. */
  end(): Uint8Array {
    return this.#seal(true);
  }

  #seal(isEnd: boolean): Uint8Array {
    let written = 0;
    for (let at = 0; at < this.#filled || (at === 0 && isEnd); at += CHUNK_BYTES) {
      const end = Math.min(this.#filled, at + CHUNK_BYTES);
      const place = { index: this.#index++, isLast: isEnd && end === this.#filled };
      const [plain, target] = [this.#plain.subarray(at, end), this.#target.subarray(written)];
      written += sealChunk(this.#key, { place, plain, target });
    }
    this.#filled = 0;
    return this.#target.subarray(0, written);
  }
}

/** The chunks of a payload, several at a time; the last one is known when the source has ended. What it gives is used before it is asked for more. */
export async function* sealStream(
  key: Uint8Array,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const sealer = new PayloadSealer(key);
  for await (const portion of source) yield* sealer.take(portion);
  yield sealer.end();
}
