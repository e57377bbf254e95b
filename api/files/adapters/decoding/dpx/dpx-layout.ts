import { ByteCursor } from '../../inspection/byte-cursor.ts';
import type { OriginalFile } from '../original-file.ts';
import { PictureRefusal, undecodable } from '../picture-refusal.ts';

/** Where the samples of a DPX lie, and what they mean: SMPTE ST 268-1, generic image header and first image element. */
export interface DpxLayout {
  readonly isLittleEndian: boolean;
  readonly width: number;
  readonly height: number;
  /** What each sample of a pixel is; of two pixels for CbYCrY. */
  readonly samples: readonly ('R' | 'G' | 'B' | 'A' | 'Y' | 'Cb' | 'Cr')[];
  readonly pixelsAGroup: 1 | 2;
  readonly bitDepth: number;
  readonly packing: number;
  readonly transfer: number;
  readonly dataAt: number;
  /** From the start of one line to that of the next. */
  readonly lineBytes: number;
  readonly isMirrored: boolean;
  readonly isUpsideDown: boolean;
}

const HEADER_BYTES = 2_048;
const NOT_SET = 0xffffffff;
const DESCRIPTORS: Readonly<Record<number, DpxLayout['samples']>> = {
  6: ['Y'],
  50: ['R', 'G', 'B'],
  51: ['R', 'G', 'B', 'A'],
  52: ['A', 'B', 'G', 'R'],
  100: ['Cb', 'Y', 'Cr', 'Y'],
  102: ['Cb', 'Y', 'Cr'],
};
const BIT_DEPTHS = [8, 10, 12, 16, 32];
const TRANSPOSED = 4;

/** @throws PictureRefusal */
export function dpxLayoutOf(file: OriginalFile): DpxLayout {
  const bytes = file.read(0, HEADER_BYTES);
  const isLittleEndian = bytes.toString('latin1', 0, 4) === 'XPDS';
  const u32 = (at: number) => new ByteCursor(bytes, at).u32(isLittleEndian);
  const u16 = (at: number) => new ByteCursor(bytes, at).u16(isLittleEndian);
  const [orientation, width, height] = [u16(768), u32(772), u32(776)];
  const [descriptor = 0, transfer = 0, , bitDepth = 0] = bytes.subarray(800, 804);
  const [packing, encoding] = [u16(804), u16(806)];
  const samples = DESCRIPTORS[descriptor];
  if (samples === undefined) throw unsupported(`element ${descriptor}`);
  if (!BIT_DEPTHS.includes(bitDepth)) throw unsupported(`${bitDepth} bits a sample`);
  if (encoding === 1) throw unsupported('RLE');
  if (orientation >= TRANSPOSED && orientation !== 0xffff) throw unsupported(`orientation ${orientation}`);
  const dataAt = [u32(808), u32(4)].find((each) => each !== NOT_SET && each > 0) ?? HEADER_BYTES;
  const pixelsAGroup = descriptor === 100 ? 2 : 1;
  const tight = lineBytesOf({ samples: Math.ceil(width / pixelsAGroup) * samples.length, bitDepth, packing });
  const aligned = Math.ceil(tight / 4) * 4;
  const padding = u32(812);
  const between = padding === NOT_SET ? 0 : padding;
  // Lines begin at words of 32 bits, but for writers that leave no room between them.
  const isTight = file.bytes - dataAt < (aligned + between) * height;
  if (file.bytes - dataAt < tight * height)
    throw undecodable(
      `It ends within its pixels, of which it has ${Math.max(0, file.bytes - dataAt)} bytes.`,
    );
  return {
    isLittleEndian,
    width,
    height,
    samples,
    pixelsAGroup,
    bitDepth,
    packing,
    transfer,
    dataAt,
    lineBytes: isTight ? tight : aligned + between,
    isMirrored: orientation === 1 || orientation === 3,
    isUpsideDown: orientation === 2 || orientation === 3,
  };
}

function lineBytesOf({
  samples,
  bitDepth,
  packing,
}: {
  readonly samples: number;
  readonly bitDepth: number;
  readonly packing: number;
}): number {
  if (bitDepth === 10 && packing !== 0) return Math.ceil(samples / 3) * 4;
  if (bitDepth === 12 && packing !== 0) return samples * 2;
  return bitDepth === 10 || bitDepth === 12
    ? Math.ceil((samples * bitDepth) / 32) * 4
    : samples * (bitDepth / 8);
}

function unsupported(what: string): PictureRefusal {
  return new PictureRefusal('UNSUPPORTED', {
    en: `It is DPX with ${what}, which can't be decoded here.`,
    zh: `此 DPX 使用 ${what}，此处无法解码。`,
  });
}
