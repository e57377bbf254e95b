import type { DecodedTarget } from '../decoded-target.ts';
import { codeOf } from '../filmic-view.ts';
import type { OriginalFile } from '../original-file.ts';
import { PictureRefusal, undecodable } from '../picture-refusal.ts';
import { type PhotoshopFile, readPhotoshopFile } from './photoshop-file.ts';

interface ColorMode {
  readonly name: string;
  /** Channels of color. */
  readonly planes: 1 | 3 | 4;
}

const [BITMAP, INDEXED, CMYK] = [0, 2, 4];
const MODES: Readonly<Record<number, ColorMode>> = {
  0: { name: 'bitmap', planes: 1 },
  1: { name: 'grayscale', planes: 1 },
  2: { name: 'indexed', planes: 1 },
  3: { name: 'RGB', planes: 3 },
  4: { name: 'CMYK', planes: 4 },
  8: { name: 'duotone', planes: 1 },
};
const [RAW, RLE] = [0, 1];

/**
 * The composite of a PSD or PSB, of 1, 8, 16 and 32 bits: bitmap, gray, indexed, RGB and CMYK, with its profile. Opaque, as
 * Photoshop lays what is transparent over white. Only the composite is read, so that gigabytes of layers do not matter.
 */
export function decodePhotoshop(file: OriginalFile, target: DecodedTarget): void {
  const photoshop = readPhotoshopFile(file);
  const { width, height, colorMode, bitDepth, profile, palette } = photoshop;
  target.require({ width, height });
  const mode = MODES[colorMode];
  if (mode === undefined || photoshop.channels < mode.planes)
    throw unsupported(`color mode ${colorMode}`, `颜色模式 ${colorMode}`);
  if (![1, 8, 16, 32].includes(bitDepth))
    throw unsupported(`${bitDepth} bits a channel`, `每通道 ${bitDepth} 位`);
  const isInk = colorMode === CMYK;
  const codes = readPlanes(file, photoshop, mode.planes);
  if (isInk || colorMode === BITMAP)
    for (let at = 0; at < codes.length; at += 1) codes[at] = 255 - (codes[at] ?? 0);
  if (colorMode === INDEXED)
    target.writePixels({ width, height, channels: 3, data: colored(codes, palette) });
  else target.writePixels({ width, height, channels: mode.planes, data: codes, isInk, profile });
}

/** Pixel by pixel, eight bits a sample. */
function readPlanes(file: OriginalFile, photoshop: PhotoshopFile, planes: number): Uint8Array {
  const { width, height, bitDepth } = photoshop;
  const rows = rowsOf(file, photoshop);
  const rowBytes = Math.ceil((width * bitDepth) / 8);
  const row = Buffer.alloc(rowBytes);
  const codes = new Uint8Array(width * height * planes);
  const codeAt = sampleReader(bitDepth);
  for (let plane = 0; plane < planes; plane += 1)
    for (let y = 0; y < height; y += 1) {
      rows.read(plane * height + y, row);
      for (let x = 0, at = y * width * planes + plane; x < width; x += 1, at += planes)
        codes[at] = codeAt(row, x);
    }
  return codes;
}

function sampleReader(bitDepth: number): (row: Buffer, x: number) => number {
  switch (bitDepth) {
    case 1:
      return (row, x) => (((row[x >> 3] ?? 0) >> (7 - (x & 7))) & 1) * 255;
    case 16:
      return (row, x) => row[x * 2] ?? 0;
    case 32:
      // Linear, as Photoshop keeps 32 bits.
      return (row, x) => codeOf(row.readFloatBE(x * 4));
    default:
      return (row, x) => row[x] ?? 0;
  }
}

interface Rows {
  /** Fills the target with a row, counted through all channels. */
  read(row: number, target: Buffer): void;
}

function rowsOf(
  file: OriginalFile,
  { width, height, channels, bitDepth, isLarge, compositeAt }: PhotoshopFile,
): Rows {
  const compression = file.read(compositeAt, 2).readUInt16BE();
  const start = compositeAt + 2;
  if (compression === RAW) {
    const rowBytes = Math.ceil((width * bitDepth) / 8);
    return { read: (row, target) => file.readInto(target, start + row * rowBytes) };
  }
  if (compression !== RLE) throw unsupported(`compression ${compression}`, `压缩方式 ${compression}`);
  const lengthBytes = isLarge ? 4 : 2;
  const table = file.read(start, channels * height * lengthBytes);
  const places = [start + table.length];
  for (let row = 0; row < channels * height; row += 1)
    places.push((places[row] ?? 0) + table.readUIntBE(row * lengthBytes, lengthBytes));
  return {
    read: (row, target) => {
      const [from = 0, to = 0] = places.slice(row, row + 2);
      unpackBits(file.read(from, to - from), target);
    },
  };
}

/** PackBits (TIFF 6.0, section 9). @throws PictureRefusal for a row of another length */
function unpackBits(packed: Buffer, target: Buffer): void {
  let to = 0;
  for (let at = 0; at < packed.length && to < target.length;) {
    const count = packed.readInt8(at);
    at += 1;
    if (count === -128) continue;
    if (count >= 0) {
      to += packed.copy(target, to, at, Math.min(at + count + 1, packed.length));
      at += count + 1;
    } else {
      target.fill(packed[at] ?? 0, to, Math.min(target.length, to + 1 - count));
      to += 1 - count;
      at += 1;
    }
  }
  if (to < target.length) throw undecodable('A row of it ends early.');
}

function colored(indexes: Uint8Array, palette: Buffer): Uint8Array {
  const pixels = new Uint8Array(indexes.length * 3);
  for (const [at, index] of indexes.entries())
    for (let channel = 0; channel < 3; channel += 1)
      pixels[at * 3 + channel] = palette[channel * 256 + index] ?? 0;
  return pixels;
}

function unsupported(en: string, zh: string): PictureRefusal {
  return new PictureRefusal('UNSUPPORTED', {
    en: `It is a Photoshop file with ${en}, which can't be decoded here.`,
    zh: `此 Photoshop 文件使用${zh}，此处无法解码。`,
  });
}
