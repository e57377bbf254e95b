import { closeSync, openSync, writeSync } from 'node:fs';
import type { DecodedType } from './decoder-messages.ts';
import { tooManyPixels, undecodable } from './picture-refusal.ts';

export interface DecodedPixels {
  readonly width: number;
  readonly height: number;
  /** Gray, RGB, or RGB with alpha that is not multiplied in; CMYK, 0 for no ink, where `isInk` says so. */
  readonly channels: 1 | 3 | 4;
  readonly isInk?: boolean;
  /** Eight bits a sample, pixel by pixel, row by row from the top left. */
  readonly data: Uint8Array;
  /** An ICC profile; sRGB where there is none. */
  readonly profile?: Uint8Array | undefined;
  /** What was done to light or codes that no screen shows as they are. */
  readonly shownAs?: string | undefined;
}

type Size = Pick<DecodedPixels, 'width' | 'height'>;

const ROWS_A_STRIP = 64;
const PHOTOMETRIC = { gray: 1, rgb: 2, separated: 5 };
const TYPES = { short: 3, long: 4, undefined: 7 } as const;

/** The file that a decoder fills, once. */
export class DecodedTarget {
  readonly maxPixels: number;
  readonly #descriptor: number;
  #written: DecodedType | null = null;
  #shownAs: string | null = null;

  constructor({ path, maxPixels }: { readonly path: string; readonly maxPixels: number }) {
    this.maxPixels = maxPixels;
    this.#descriptor = openSync(path, 'r+');
  }

  /** What was written; null for nothing yet. */
  get written(): DecodedType | null {
    return this.#written;
  }

  /** What was done to its light, for people; null for nothing. */
  get shownAs(): string | null {
    return this.#shownAs;
  }

  /** Before anything of that size is decoded. @throws PictureRefusal */
  require({ width, height }: Size, maxPixels = this.maxPixels): void {
    if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1)
      throw undecodable(`It has ${width} × ${height} pixels.`);
    const most = Math.min(maxPixels, this.maxPixels);
    if (width * height > most) throw tooManyPixels({ width, height }, most);
  }

  writePixels(pixels: DecodedPixels): void {
    const { width, height, channels, data } = pixels;
    this.require(pixels);
    if (data.length !== width * height * channels)
      throw undecodable(`It has ${data.length} samples for ${width} × ${height} pixels.`);
    this.#append([header(HEADER_BYTES + evenly(data.length)), data, directoryOf(pixels)], data.length);
    this.#shownAs = pixels.shownAs ?? null;
    this.#written = 'image/tiff';
  }

  writeJpeg(parts: readonly Uint8Array[]): void {
    let at = 0;
    for (const part of parts) at = this.#write(part, at);
    this.#written = 'image/jpeg';
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #append([head, data, directory]: readonly [Uint8Array, Uint8Array, Uint8Array], length: number): void {
    this.#write(head, 0);
    this.#write(data, HEADER_BYTES);
    this.#write(directory, HEADER_BYTES + evenly(length));
  }

  #write(bytes: Uint8Array, position: number): number {
    for (let at = 0; at < bytes.length;)
      at += writeSync(this.#descriptor, bytes, at, bytes.length - at, position + at);
    return position + bytes.length;
  }
}

const HEADER_BYTES = 8;

function evenly(length: number): number {
  return length + (length % 2);
}

function header(directoryAt: number): Buffer {
  const bytes = Buffer.from('49492a0000000000', 'hex');
  bytes.writeUInt32LE(directoryAt, 4);
  return bytes;
}

type Entry = readonly [tag: number, type: keyof typeof TYPES, values: readonly number[] | Uint8Array];

/** The one directory of a baseline TIFF (TIFF 6.0), and the values that do not fit into it. */
function directoryOf({ width, height, channels, data, profile, isInk = false }: DecodedPixels): Buffer {
  const stripCount = Math.ceil(height / ROWS_A_STRIP);
  const stripBytes = ROWS_A_STRIP * width * channels;
  const strips = Array.from({ length: stripCount }, (_, at) => HEADER_BYTES + at * stripBytes);
  const lengths = strips.map((_, at) => Math.min(stripBytes, data.length - at * stripBytes));
  const hasAlpha = channels === 4 && !isInk;
  const entries: Entry[] = [
    [256, 'long', [width]],
    [257, 'long', [height]],
    [258, 'short', Array.from({ length: channels }, () => 8)],
    [259, 'short', [1]],
    [262, 'short', [isInk ? PHOTOMETRIC.separated : channels === 1 ? PHOTOMETRIC.gray : PHOTOMETRIC.rgb]],
    [273, 'long', strips],
    [277, 'short', [channels]],
    [278, 'long', [ROWS_A_STRIP]],
    [279, 'long', lengths],
    [284, 'short', [1]],
    ...(hasAlpha ? [[338, 'short', [2]] as const] : []),
    ...(profile === undefined ? [] : [[34_675, 'undefined', profile] as const]),
  ];
  return packed(entries, HEADER_BYTES + evenly(data.length));
}

function packed(entries: readonly Entry[], at: number): Buffer {
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  directory.writeUInt16LE(entries.length, 0);
  const further: Buffer[] = [];
  let end = at + directory.length;
  for (const [place, [tag, type, values]] of entries.entries()) {
    const offset = 2 + place * 12;
    const bytes = bytesOf(type, values);
    directory.writeUInt16LE(tag, offset);
    directory.writeUInt16LE(TYPES[type], offset + 2);
    directory.writeUInt32LE(values.length, offset + 4);
    if (bytes.length <= 4) bytes.copy(directory, offset + 8);
    else {
      directory.writeUInt32LE(end, offset + 8);
      const even = Buffer.alloc(evenly(bytes.length));
      bytes.copy(even);
      further.push(even);
      end += even.length;
    }
  }
  return Buffer.concat([directory, ...further]);
}

function bytesOf(type: Entry[1], values: Entry[2]): Buffer {
  if (type === 'undefined') return Buffer.from(values);
  const size = type === 'short' ? 2 : 4;
  const bytes = Buffer.alloc(values.length * size);
  for (const [at, value] of values.entries()) bytes.writeUIntLE(value, at * size, size);
  return bytes;
}
