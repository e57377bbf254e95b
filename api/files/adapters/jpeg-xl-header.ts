import { BitCursor } from './bit-cursor.ts';

/* ISO/IEC 18181-1, annex D: what stands before the first frame. */

export interface JpegXlHeader {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  /** As in EXIF; 1 is upright. */
  readonly orientation: number;
  /** Whether all that follows up to the first frame is as encoders write it: its values are known, and what fills a byte is zero. */
  readonly isSound: boolean;
}

/** A value is one of four, each given or read from so many bits on top of a least one. */
type Choices = readonly [Choice, Choice, Choice, Choice];
type Choice = number | { readonly bits: number; readonly least: number };

const bits = (count: number, least = 0): Choice => ({ bits: count, least });
const SIZES: Choices = [bits(9, 1), bits(13, 1), bits(18, 1), bits(30, 1)];
const RATIOS = [null, [1, 1], [12, 10], [4, 3], [3, 2], [16, 9], [5, 4], [2, 1]] as const;
const ENUM: Choices = [0, 1, bits(4, 2), bits(6, 18)];
const DEPTHS: Choices = [8, 10, 12, bits(6, 1)];
const FLOAT_DEPTHS: Choices = [32, 16, 24, bits(6, 1)];
const CHANNELS: Choices = [0, 1, bits(4, 2), bits(12, 1)];
const SPACES = { rgb: 0, gray: 1, xyb: 2, unknown: 3 } as const;
const WHITE_POINTS: ReadonlySet<number> = new Set([1, 2, 10, 11]);
const PRIMARIES: ReadonlySet<number> = new Set([1, 2, 9, 11]);
const TRANSFERS: ReadonlySet<number> = new Set([1, 2, 8, 13, 16, 17, 18]);
const CUSTOM = 2;
const LAST_INTENT = 3;
const ALPHA = 0;

/** Of a codestream, which begins with FF 0A. @throws UndecodableFileError where the bytes end too early */
export function readJpegXlHeader(codestream: Uint8Array): JpegXlHeader {
  const cursor = new BitCursor(codestream, 2);
  const size = readSize(cursor);
  if (cursor.flag()) return { ...size, bitDepth: 8, orientation: 1, isSound: endsSoundly(cursor) };
  const hasMore = cursor.flag();
  const orientation = hasMore ? cursor.bits(3) + 1 : 1;
  const isStill = !hasMore || readIntrinsicSizeAndPreview(cursor);
  const bitDepth = readDepth(cursor);
  const header = { ...size, bitDepth, orientation };
  if (!isStill || bitDepth > 32) return { ...header, isSound: false };
  // Whether 16 bits are enough for what is computed.
  cursor.bits(1);
  const isSound = readExtraChannels(cursor) && readColor(cursor, hasMore);
  return { ...header, isSound };
}

function readSize(cursor: BitCursor): { readonly width: number; readonly height: number } {
  const isSmall = cursor.flag();
  const side = () => (isSmall ? (cursor.bits(5) + 1) * 8 : choose(cursor, SIZES));
  const height = side();
  const ratio = RATIOS[cursor.bits(3)] ?? null;
  const width = ratio === null ? side() : Math.floor((height * ratio[0]) / ratio[1]);
  return { width, height };
}

/** Resolves to whether it goes on as that of a picture: no encoder writes previews. */
function readIntrinsicSizeAndPreview(cursor: BitCursor): boolean {
  if (cursor.flag()) readSize(cursor);
  if (cursor.flag()) return false;
  if (!cursor.flag()) return true;
  // Of an animation: ticks a second, repetitions, whether it has timecodes.
  choose(cursor, [100, 1_000, bits(10, 1), bits(30, 1)]);
  choose(cursor, [1, 1_001, bits(8, 1), bits(10, 1)]);
  choose(cursor, [0, bits(3), bits(16), bits(32)]);
  cursor.bits(1);
  return true;
}

function readDepth(cursor: BitCursor): number {
  if (!cursor.flag()) return choose(cursor, DEPTHS);
  const depth = choose(cursor, FLOAT_DEPTHS);
  // Of the exponent.
  cursor.bits(4);
  return depth;
}

/** Those that files have: alpha, and others without parameters of their own. */
function readExtraChannels(cursor: BitCursor): boolean {
  const count = choose(cursor, CHANNELS);
  for (let channel = 0; channel < count; channel += 1) {
    if (cursor.flag()) continue;
    const kind = choose(cursor, ENUM);
    if (readDepth(cursor) > 32) return false;
    choose(cursor, [0, 3, 4, bits(3, 1)]);
    const nameBytes = choose(cursor, [0, bits(4), bits(5, 16), bits(10, 48)]);
    for (let at = 0; at < nameBytes; at += 1) cursor.bits(8);
    if (kind === ALPHA) cursor.bits(1);
  }
  return true;
}

function readColor(cursor: BitCursor, hasToneMapping: boolean): boolean {
  // Whether colors are in XYB.
  cursor.bits(1);
  const isDefault = cursor.flag();
  const hasProfile = !isDefault && cursor.flag();
  if (!isDefault) {
    const space = choose(cursor, ENUM);
    if (space > SPACES.unknown || (!hasProfile && !isKnownColor(cursor, space))) return false;
  }
  // Brightness: three numbers of 16 bits and a flag.
  if (hasToneMapping && !cursor.flag()) for (const count of [16, 16, 1, 16]) cursor.bits(count);
  const hasExtensions = cursor.bits(2) !== 0;
  if (hasExtensions) return false;
  return hasProfile ? cursor.flag() : endsSoundly(cursor);
}

function isKnownColor(cursor: BitCursor, space: number): boolean {
  if (space !== SPACES.xyb && !isKnownPoint(cursor, { known: WHITE_POINTS, customPoints: 1 })) return false;
  const hasPrimaries = space === SPACES.rgb || space === SPACES.unknown;
  if (hasPrimaries && !isKnownPoint(cursor, { known: PRIMARIES, customPoints: 3 })) return false;
  if (space !== SPACES.xyb) {
    const hasGamma = cursor.flag();
    if (hasGamma) cursor.bits(24);
    else if (!TRANSFERS.has(choose(cursor, ENUM))) return false;
  }
  return choose(cursor, ENUM) <= LAST_INTENT;
}

function isKnownPoint(
  cursor: BitCursor,
  { known, customPoints }: { readonly known: ReadonlySet<number>; readonly customPoints: number },
): boolean {
  const value = choose(cursor, ENUM);
  if (value === CUSTOM)
    for (let at = 0; at < customPoints * 2; at += 1)
      choose(cursor, [bits(19), bits(19, 524_288), bits(20, 1_048_576), bits(21, 2_097_152)]);
  return known.has(value);
}

/** The transform is the usual one, and the first frame begins with the next byte. */
function endsSoundly(cursor: BitCursor): boolean {
  return cursor.flag() && cursor.restOfByte() === 0;
}

function choose(cursor: BitCursor, choices: Choices): number {
  const choice = choices[cursor.bits(2)] ?? 0;
  return typeof choice === 'number' ? choice : choice.least + cursor.bits(choice.bits);
}
