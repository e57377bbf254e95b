import { CHUNK_BYTES, sealChunk, SEALED_CHUNK_BYTES } from './payload.ts';

const CHUNKS_AT_ONCE = 16;

/** The chunks of a payload, several at a time; the last one is known when the source has ended. What it gives is used before it is asked for more. */
export async function* sealStream(
  key: Uint8Array,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const plain = Buffer.alloc(CHUNKS_AT_ONCE * CHUNK_BYTES);
  const target = Buffer.alloc(CHUNKS_AT_ONCE * SEALED_CHUNK_BYTES);
  let filled = 0;
  let index = 0;
  const seal = (isEnd: boolean) => {
    let written = 0;
    for (let at = 0; at < filled || (at === 0 && isEnd); at += CHUNK_BYTES) {
      const end = Math.min(filled, at + CHUNK_BYTES);
      const place = { index: index++, isLast: isEnd && end === filled };
      written += sealChunk(key, { place, plain: plain.subarray(at, end), target: target.subarray(written) });
    }
    filled = 0;
    return target.subarray(0, written);
  };
  for await (const portion of source) {
    for (let rest = portion; rest.length > 0;) {
      // Only once more is known to follow.
      if (filled === plain.length) yield seal(false);
      const part = rest.subarray(0, plain.length - filled);
      plain.set(part, filled);
      filled += part.length;
      rest = rest.subarray(part.length);
    }
  }
  yield seal(true);
}
