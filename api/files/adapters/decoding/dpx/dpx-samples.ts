import type { DpxLayout } from './dpx-layout.ts';

/** Unpacks a line into one number a sample, as stored (SMPTE ST 268-1, 6.1 and annex C). */
export type LineReader = (line: Buffer, samples: Float32Array) => void;

export function lineReaderOf({ bitDepth, packing, isLittleEndian }: DpxLayout): LineReader {
  const word = isLittleEndian
    ? (line: Buffer, at: number) => line.readUInt32LE(at)
    : (line: Buffer, at: number) => line.readUInt32BE(at);
  const short = isLittleEndian
    ? (line: Buffer, at: number) => line.readUInt16LE(at)
    : (line: Buffer, at: number) => line.readUInt16BE(at);
  switch (bitDepth) {
    case 8:
      return each((line, at) => line[at] ?? 0);
    case 16:
      return each((line, at) => short(line, at * 2));
    case 32:
      return each((line, at) => (isLittleEndian ? line.readFloatLE(at * 4) : line.readFloatBE(at * 4)));
    case 12:
      // Method A has the four bits that are left over below, method B above.
      if (packing !== 0)
        return each((line, at) => (packing === 1 ? short(line, at * 2) >> 4 : short(line, at * 2) & 0xfff));
      return packed(12, word);
    default:
      return packing === 0 ? packed(10, word) : filled(packing === 1 ? 2 : 0, word);
  }
}

function each(read: (line: Buffer, at: number) => number): LineReader {
  return (line, samples) => {
    for (let at = 0; at < samples.length; at += 1) samples[at] = read(line, at);
  };
}

type Word = (line: Buffer, at: number) => number;

/** Three samples a word, the first in its highest bits. `spare` bits lie below them. */
function filled(spare: number, word: Word): LineReader {
  return (line, samples) => {
    for (let at = 0; at < samples.length; at += 3) {
      const bits = word(line, (at / 3) * 4) >>> spare;
      samples[at] = (bits >>> 20) & 0x3ff;
      samples[at + 1] = (bits >>> 10) & 0x3ff;
      samples[at + 2] = bits & 0x3ff;
    }
  };
}

/** One after the other, from the lowest bit of each word on. */
function packed(bitDepth: number, word: Word): LineReader {
  const mask = (1 << bitDepth) - 1;
  return (line, samples) => {
    for (let at = 0; at < samples.length; at += 1) {
      const bit = at * bitDepth;
      const [place, shift] = [(bit >>> 5) * 4, bit & 31];
      const low = word(line, place) >>> shift;
      const isSplit = shift + bitDepth > 32;
      samples[at] = (isSplit ? low | (word(line, place + 4) << (32 - shift)) : low) & mask;
    }
  };
}
