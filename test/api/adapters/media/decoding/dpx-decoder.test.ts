import { describe, expect, it } from 'vitest';
import { PictureRefusal } from '@lanran/api/files/adapters/decoding/picture-refusal';
import { decoded } from './decoded.ts';

const DPX = 'image/x-dpx';
const HEADER_BYTES = 2_048;

interface SampleDpx {
  readonly bitDepth?: 8 | 10 | 12 | 16;
  /** 0: packed. 1: filled below. 2: filled above. */
  readonly packing?: number;
  readonly isLittleEndian?: boolean;
  readonly transfer?: number;
  readonly descriptor?: number;
  readonly orientation?: number;
  readonly width?: number;
  readonly height?: number;
  /** From 0 to 1, in the order of the descriptor. */
  readonly samples?: (x: number, y: number) => readonly number[];
}

/** Red above, and below blue on the left of gray: each code at its brightest, or in the middle. */
const quarters = (x: number, y: number) => (y < 2 ? [1, 0, 0] : x < 3 ? [0, 0, 1] : [0.5, 0.5, 0.5]);

function buildDpxPicture({
  bitDepth = 10,
  packing = 1,
  isLittleEndian = false,
  transfer = 6,
  descriptor = 50,
  orientation = 0,
  width = 7,
  height = 4,
  samples = quarters,
}: SampleDpx = {}): Buffer {
  const header = Buffer.alloc(HEADER_BYTES, 0xff);
  const u32 = (value: number, at: number) =>
    isLittleEndian ? header.writeUInt32LE(value, at) : header.writeUInt32BE(value, at);
  const u16 = (value: number, at: number) =>
    isLittleEndian ? header.writeUInt16LE(value, at) : header.writeUInt16BE(value, at);
  header.write(isLittleEndian ? 'XPDS' : 'SDPX', 0, 'latin1');
  u32(HEADER_BYTES, 4);
  u16(orientation, 768);
  u32(width, 772);
  u32(height, 776);
  header.set([descriptor, transfer, 0, bitDepth], 800);
  u16(packing, 804);
  u16(0, 806);
  u32(HEADER_BYTES, 808);
  const lines = Array.from({ length: height }, (_, y) => {
    const codes = Array.from({ length: width }, (_, x) => samples(x, y))
      .flat()
      .map((part) => Math.round(part * (2 ** bitDepth - 1)));
    return lineOf(codes, { bitDepth, packing, isLittleEndian });
  });
  return Buffer.concat([header, ...lines]);
}

function lineOf(
  codes: readonly number[],
  { bitDepth, packing, isLittleEndian }: Required<Pick<SampleDpx, 'bitDepth' | 'packing' | 'isLittleEndian'>>,
): Buffer {
  const words: number[] = [];
  if (bitDepth === 10 && packing > 0)
    for (let at = 0; at < codes.length; at += 3) {
      const [first = 0, second = 0, third = 0] = codes.slice(at, at + 3);
      words.push(((first << 20) | (second << 10) | third) * (packing === 1 ? 4 : 1));
    }
  else if (bitDepth === 10 || (bitDepth === 12 && packing === 0)) {
    let bits = 0n;
    codes.forEach((code, at) => (bits |= BigInt(code) << BigInt(at * bitDepth)));
    for (let word = 0; word < Math.ceil((codes.length * bitDepth) / 32); word += 1)
      words.push(Number((bits >> BigInt(word * 32)) & 0xffffffffn));
  }
  if (words.length > 0) {
    const line = Buffer.alloc(words.length * 4);
    words.forEach((word, at) =>
      isLittleEndian ? line.writeUInt32LE(word >>> 0, at * 4) : line.writeUInt32BE(word >>> 0, at * 4),
    );
    return line;
  }
  const size = bitDepth === 8 ? 1 : 2;
  const line = Buffer.alloc(Math.ceil((codes.length * size) / 4) * 4);
  codes.forEach((code, at) => {
    const stored = bitDepth === 12 && packing === 1 ? code << 4 : code;
    if (isLittleEndian) line.writeUIntLE(stored, at * size, size);
    else line.writeUIntBE(stored, at * size, size);
  });
  return line;
}

describe('the picture of a DPX frame', () => {
  const kinds: readonly (readonly [string, SampleDpx])[] = [
    ['8 bits', { bitDepth: 8 }],
    ['10 bits, filled below', {}],
    ['10 bits, filled above, little-endian', { packing: 2, isLittleEndian: true }],
    ['10 bits, packed', { packing: 0 }],
    ['12 bits, filled below', { bitDepth: 12 }],
    ['12 bits, filled above', { bitDepth: 12, packing: 2 }],
    ['12 bits, packed, little-endian', { bitDepth: 12, packing: 0, isLittleEndian: true }],
    ['16 bits, little-endian', { bitDepth: 16, isLittleEndian: true }],
    ['RGBA', { bitDepth: 8, descriptor: 51, samples: (x, y) => [...quarters(x, y), 0.3] }],
    ['ABGR', { bitDepth: 16, descriptor: 52, samples: (x, y) => [0.3, ...quarters(x, y).toReversed()] }],
  ];
  it.each(kinds)('is there of %s', async (_, options) => {
    const picture = await decoded(buildDpxPicture(options), DPX);
    expect([picture.width, picture.height]).toEqual([7, 4]);
    expect(picture.pixel(0, 0)).toEqual([255, 0, 0]);
    expect(picture.pixel(6, 1)).toEqual([255, 0, 0]);
    expect(picture.pixel(2, 3)).toEqual([0, 0, 255]);
    for (const part of picture.pixel(6, 3)) expect(Math.abs(part - 127.5)).toBeLessThan(1);
  });

  it('is there of luminance with color differences, for each pixel and for each other one', async () => {
    const gray = [0.5, 0.5];
    const whole = { bitDepth: 8, descriptor: 102, samples: () => [128 / 255, 235 / 255, 128 / 255] } as const;
    expect((await decoded(buildDpxPicture(whole), DPX)).pixel(3, 1)).toEqual([255, 255, 255]);
    const halved = {
      bitDepth: 8,
      descriptor: 100,
      width: 4,
      samples: () => [128 / 255, ...gray.slice(1)],
    } as const;
    const [red = 0, green = 0, blue = 0] = (await decoded(buildDpxPicture(halved), DPX)).pixel(3, 1);
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThanOrEqual(1);
  });

  it('goes by the Cineon curve where its codes are logarithmic', async () => {
    const codes = [95, 445, 685, 1_023];
    const frame = buildDpxPicture({
      transfer: 3,
      width: 4,
      height: 1,
      samples: (x) => Array.from({ length: 3 }, () => (codes[x] ?? 0) / 1_023),
    });
    const picture = await decoded(frame, DPX);
    const [black = -1, gray = -1, white = -1, brightest = -1] = codes.map((_, x) => picture.pixel(x, 0)[0]);
    expect(black).toBe(0);
    expect(gray).toBeGreaterThan(70);
    expect(gray).toBeLessThan(100);
    expect(white).toBeGreaterThan(200);
    expect(brightest).toBeGreaterThan(250);
  });

  it('is turned as its header says', async () => {
    const picture = await decoded(buildDpxPicture({ orientation: 3 }), DPX);
    expect(picture.pixel(0, 3)).toEqual([255, 0, 0]);
    expect(picture.pixel(6, 0)).toEqual([0, 0, 255]);
  });

  it.each([
    ['a cut one', buildDpxPicture().subarray(0, HEADER_BYTES + 20), 'UNDECODABLE'],
    ['one that ends in its header', buildDpxPicture().subarray(0, 900), 'UNDECODABLE'],
    ['one of a billion pixels', buildDpxPicture({ width: 4, height: 4 }), 'UNDECODABLE'],
    ['depth', buildDpxPicture({ descriptor: 8 }), 'UNSUPPORTED'],
  ])('is refused of %s', async (name, frame, problem) => {
    const bytes = Buffer.from(frame);
    if (name.includes('billion')) bytes.writeUInt32BE(65_536 * 4, 772);
    const refusal = decoded(bytes, DPX);
    await expect(refusal).rejects.toBeInstanceOf(PictureRefusal);
    await expect(refusal).rejects.toMatchObject({ failure: { problem } });
  });
});
