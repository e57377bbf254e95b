import { ByteCursor, UndecodableFileError } from './byte-cursor.ts';

/* https://openexr.com/en/latest/OpenEXRFileLayout.html */

export interface ExrChannel {
  readonly name: string;
  readonly type: 'uint' | 'half' | 'float';
  /** In the file's flag: its values are even to the eye. */
  readonly isPerceptuallyLinear: boolean;
  /** Of how many pixels in a row, and rows, one has a sample. */
  readonly sampling: readonly [number, number];
}

/** Both corners included. */
export interface ExrWindow {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface ExrPart {
  readonly name: string | null;
  readonly type: string | null;
  readonly channels: readonly ExrChannel[];
  readonly compression: string;
  readonly dataWindow: ExrWindow;
  readonly displayWindow: ExrWindow;
  readonly pixelAspectRatio: number | null;
  /** x and y of red, green, blue and white (CIE 1931). */
  readonly chromaticities: readonly number[] | null;
  /** SMPTE ST 12, `HH:MM:SS:FF`, with `;` before dropped frames. */
  readonly timecode: string | null;
  readonly framesPerSecond: number | null;
  readonly tiles: { readonly width: number; readonly height: number; readonly levels: string } | null;
  /** Entries of its table of chunks; parts of multi-part files say so. */
  readonly chunkCount: number | null;
  /** A frame by SMPTE ST 2065-4. */
  readonly isAcesContainer: boolean;
  /** Attributes of text that say whose it is, and what its colors are. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface ExrHeader {
  readonly parts: readonly ExrPart[];
  readonly isMultipart: boolean;
  readonly isDeep: boolean;
  /** Of a file of one part. */
  readonly isTiled: boolean;
  /** Where the table of chunks begins. */
  readonly end: number;
  /** Scan line blocks of a file of one flat part, whose table can be checked; null for others. */
  readonly blockCount: number | null;
}

const MAGIC = 20_000_630;
const FLAGS = { tiled: 0x200, longNames: 0x400, deep: 0x800, multipart: 0x1000 };
const MAX_PARTS = 64;
const MAX_CHANNELS = 1_024;
const MAX_ATTRIBUTES = 1_000;
const COMPRESSIONS = [
  ['none', 1],
  ['RLE', 1],
  ['ZIPS', 1],
  ['ZIP', 16],
  ['PIZ', 32],
  ['PXR24', 16],
  ['B44', 32],
  ['B44A', 32],
  ['DWAA', 32],
  ['DWAB', 256],
] as const;
const CHANNEL_TYPES = ['uint', 'half', 'float'] as const;
const LEVELS = ['one level', 'mipmap', 'ripmap'];
const SHOWN_TEXTS: ReadonlySet<string> = new Set([
  'owner',
  'comments',
  'capDate',
  'software',
  'copyright',
  'colorInteropID',
  'oiio:ColorSpace',
  'colorSpace',
  'colorspace',
  'ocio:colorspace',
]);

interface Attribute {
  readonly type: string;
  readonly value: Uint8Array;
}

/** @throws UndecodableFileError; memory and time are bounded by the bytes given */
export function readExrHeader(bytes: Uint8Array): ExrHeader {
  const cursor = new ByteCursor(bytes);
  if (cursor.u32() !== MAGIC) throw new UndecodableFileError('It does not begin as OpenEXR files do.');
  const flags = cursor.u32();
  const isMultipart = (flags & FLAGS.multipart) !== 0;
  const isDeep = (flags & FLAGS.deep) !== 0;
  const longestName = (flags & FLAGS.longNames) === 0 ? 31 : 255;
  const parts: ExrPart[] = [];
  do {
    const attributes = readAttributes(cursor, longestName);
    if (attributes.size === 0) break;
    if (parts.length === MAX_PARTS) throw new UndecodableFileError(`It has more than ${MAX_PARTS} parts.`);
    parts.push(partOf(attributes));
  } while (isMultipart);
  const [first] = parts;
  if (first === undefined) throw new UndecodableFileError('Its header has no attributes.');
  const isTiled = (flags & FLAGS.tiled) !== 0;
  const isFlat = !isMultipart && !isDeep && !isTiled;
  return { parts, isMultipart, isDeep, isTiled, end: cursor.at, blockCount: isFlat ? blocksOf(first) : null };
}

/** Up to the zero byte that ends them. */
function readAttributes(cursor: ByteCursor, longestName: number): Map<string, Attribute> {
  const attributes = new Map<string, Attribute>();
  for (;;) {
    const name = cursor.text(longestName);
    if (name === '') return attributes;
    if (attributes.size === MAX_ATTRIBUTES)
      throw new UndecodableFileError(`It has more than ${MAX_ATTRIBUTES} attributes.`);
    const type = cursor.text(longestName);
    attributes.set(name, { type, value: cursor.take(cursor.i32()) });
  }
}

function partOf(attributes: ReadonlyMap<string, Attribute>): ExrPart {
  const find = <T>(name: string, type: string, read: (value: ByteCursor) => T): T | null => {
    const attribute = attributes.get(name);
    return attribute?.type === type ? read(new ByteCursor(attribute.value)) : null;
  };
  const need = <T>(name: string, type: string, read: (value: ByteCursor) => T): T => {
    const value = find(name, type, read);
    if (value === null) throw new UndecodableFileError(`Its header lacks ${name}.`);
    return value;
  };
  return {
    name: find('name', 'string', wholeText),
    type: find('type', 'string', wholeText),
    channels: need('channels', 'chlist', readChannels),
    compression: COMPRESSIONS[need('compression', 'compression', (value) => value.u8())]?.[0] ?? 'unknown',
    dataWindow: need('dataWindow', 'box2i', readWindow),
    displayWindow: need('displayWindow', 'box2i', readWindow),
    pixelAspectRatio: find('pixelAspectRatio', 'float', (value) => value.f32()),
    chromaticities: find('chromaticities', 'chromaticities', (value) =>
      Array.from({ length: 8 }, () => value.f32()),
    ),
    timecode: find('timeCode', 'timecode', (value) => timecodeOf(value.u32())),
    framesPerSecond:
      find('framesPerSecond', 'rational', (value) => value.i32() / value.u32()) ??
      find('framesPerSecond', 'float', (value) => value.f32()),
    tiles: find('tiles', 'tiledesc', (value) => ({
      width: value.u32(),
      height: value.u32(),
      levels: LEVELS[value.u8() & 0xf] ?? 'unknown levels',
    })),
    isAcesContainer: find('acesImageContainerFlag', 'int', (value) => value.i32()) === 1,
    chunkCount: find('chunkCount', 'int', (value) => value.i32()),
    texts: new Map(
      [...attributes].flatMap(([name, { type, value }]) =>
        SHOWN_TEXTS.has(name) && type === 'string' ? [[name, wholeText(new ByteCursor(value))] as const] : [],
      ),
    ),
  };
}

function wholeText({ bytes }: ByteCursor): string {
  return Buffer.from(bytes).toString('utf8');
}

function readChannels(value: ByteCursor): ExrChannel[] {
  const channels: ExrChannel[] = [];
  for (let name = value.text(255); name !== ''; name = value.text(255)) {
    if (channels.length === MAX_CHANNELS)
      throw new UndecodableFileError(`It has more than ${MAX_CHANNELS} channels.`);
    const type = CHANNEL_TYPES[value.u32()];
    if (type === undefined) throw new UndecodableFileError(`Its channel ${name} has no known type.`);
    const isPerceptuallyLinear = value.u8() !== 0;
    // Reserved.
    value.take(3);
    channels.push({ name, type, isPerceptuallyLinear, sampling: [value.i32(), value.i32()] });
  }
  return channels;
}

function readWindow(value: ByteCursor): ExrWindow {
  const window = { left: value.i32(), top: value.i32(), right: value.i32(), bottom: value.i32() };
  if (window.right < window.left || window.bottom < window.top)
    throw new UndecodableFileError('A window of it ends before it begins.');
  return window;
}

export function widthOf({ left, right }: ExrWindow): number {
  return right - left + 1;
}

export function heightOf({ top, bottom }: ExrWindow): number {
  return bottom - top + 1;
}

/** Chunks of lines of a part that has no tiles; null for a compression that nobody knows. */
export function blocksOf({ compression, dataWindow }: ExrPart): number | null {
  const lines = linesOfBlock(compression);
  return lines === null ? null : Math.ceil(heightOf(dataWindow) / lines);
}

export function linesOfBlock(compression: string): number | null {
  return COMPRESSIONS.find(([name]) => name === compression)?.[1] ?? null;
}

/** The number by which a header names a compression. */
export function codeOfCompression(compression: string): number {
  return COMPRESSIONS.findIndex(([name]) => name === compression);
}

/** Binary coded decimals, packed as for television at 60 Hz. */
function timecodeOf(packed: number): string {
  const digits = (shift: number, tensMask: number) =>
    ((packed >>> (shift + 4)) & tensMask) * 10 + ((packed >>> shift) & 0xf);
  const two = (value: number) => String(value).padStart(2, '0');
  const isDropped = ((packed >>> 6) & 1) === 1;
  return `${two(digits(24, 0x3))}:${two(digits(16, 0x7))}:${two(digits(8, 0x7))}${isDropped ? ';' : ':'}${two(digits(0, 0x3))}`;
}
