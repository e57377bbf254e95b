/**
 * Unpacks an LZ4 block of known length (https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md). Null for one that ends early,
 * is longer than that, or points before its start.
 */
export function findUnpackedLz4(packed: Uint8Array, length: number): Uint8Array | null {
  const unpacked = new Uint8Array(length);
  let [at, to] = [0, 0];
  const lengthFrom = (nibble: number): number => {
    let sum = nibble;
    if (nibble < 15) return sum;
    for (let byte = 255; byte === 255; at += 1) {
      byte = packed[at] ?? 0;
      sum += byte;
    }
    return sum;
  };
  while (at < packed.length) {
    const token = packed[at] ?? 0;
    at += 1;
    const literals = lengthFrom(token >> 4);
    if (at + literals > packed.length || to + literals > length) return null;
    unpacked.set(packed.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    // The last sequence has literals alone.
    if (at >= packed.length) break;
    const offset = (packed[at] ?? 0) | ((packed[at + 1] ?? 0) << 8);
    at += 2;
    const count = lengthFrom(token & 15) + 4;
    if (offset === 0 || offset > to || to + count > length) return null;
    for (let copied = 0; copied < count; copied += 1, to += 1) unpacked[to] = unpacked[to - offset] ?? 0;
  }
  return to === length ? unpacked : null;
}
