import {
  blocksOf,
  codeOfCompression,
  type ExrChannel,
  type ExrHeader,
  type ExrPart,
  type ExrWindow,
  heightOf,
  linesOfBlock,
  widthOf,
} from '../../inspection/exr-header.ts';
import type { OriginalFile } from '../original-file.ts';
import { PictureRefusal, undecodable } from '../picture-refusal.ts';
import type { ExrLayer } from './exr-layer.ts';

const MAGIC = 20_000_630;
const VERSION = 2;
const TILED = 0x200;
const TYPES = ['uint', 'half', 'float'] as const;
const MAX_CHUNKS = 1_048_576;
/** Of channels that are not shown. No name of a file's own begins so, and the library shows none of these. */
const HIDDEN = ' ';

/**
 * A file of one part with one level and the shown channels under their plain names, made of the chunks of a layer: what the library
 * that decodes them reads well, whatever the original has beside them. Each chunk lies where the original's table says, and is
 * checked against it; together they are no longer than the original. @throws PictureRefusal
 */
export function excerptOf(file: OriginalFile, header: ExrHeader, layer: ExrLayer): Uint8Array {
  const { part, isTiled } = layer;
  checkChannels(layer);
  const places = placesOf(file, header, layer);
  const head = headOf(layer);
  const chunks = places.map((place) => chunkAt(file, { place, header, layer }));
  const length = chunks.reduce((sum, chunk) => sum + chunk.headBytes + chunk.length, 0);
  if (length > file.bytes) throw undecodable('Its chunks overlap.');
  const excerpt = new Uint8Array(head.length + places.length * 8 + length);
  const view = new DataView(excerpt.buffer);
  excerpt.set(head);
  let at = head.length + places.length * 8;
  for (const { start, coordinates, length: size } of chunks) {
    const numbers = isTiled ? [...coordinates, 0, 0] : coordinates;
    for (const number of numbers) {
      view.setInt32(at, number, true);
      at += 4;
    }
    view.setUint32(at, size, true);
    at += 4;
    file.readInto(excerpt.subarray(at, at + size), start);
    at += size;
  }
  if (part.channels.length === 0) throw undecodable('It has no channels.');
  return excerpt;
}

/** What the library can't tell apart is refused, rather than shown wrongly. */
function checkChannels({ part: { channels, compression }, shown }: ExrLayer): void {
  const subsampled = channels.find(({ sampling: [x, y] }) => x !== 1 || y !== 1);
  const isPlain = ['none', 'RLE', 'ZIPS', 'ZIP'].includes(compression);
  const isMixed = new Set(channels.map(({ type }) => type)).size > 1;
  const isLayered = channels.filter(({ name }) => /(^|\.)[RGBY]$/i.test(name)).length > shown.size;
  const reason =
    linesOfBlock(compression) === null
      ? { en: 'a compression that is new', zh: '较新的压缩方式' }
      : subsampled !== undefined
        ? { en: `channels of fewer samples (${subsampled.name})`, zh: `降采样的通道（${subsampled.name}）` }
        : !isPlain && isMixed
          ? { en: `${compression} of channels of several types`, zh: `多种类型通道的 ${compression} 压缩` }
          : compression.startsWith('DWA') && isLayered
            ? { en: `${compression} of several layers`, zh: `多图层的 ${compression} 压缩` }
            : null;
  if (reason !== null)
    throw new PictureRefusal('UNSUPPORTED', {
      en: `It has ${reason.en}, which can't be decoded here.`,
      zh: `其中有${reason.zh}，此处无法解码。`,
    });
}

/** Of the chunks of full size, by the table that follows the headers. */
function placesOf(file: OriginalFile, header: ExrHeader, { part, partIndex, isTiled }: ExrLayer): number[] {
  const before = header.parts.slice(0, partIndex).map(({ chunkCount }) => chunkCount);
  const skipped = before.reduce<number>((sum, count) => sum + (count ?? Number.NaN), 0);
  const count = isTiled ? tileCount(part) : (blocksOf(part) ?? Number.NaN);
  if (!Number.isInteger(count) || !Number.isInteger(skipped) || count > MAX_CHUNKS || skipped < 0)
    throw undecodable('Its table of chunks has no sound length.');
  const table = file.read(header.end + skipped * 8, count * 8);
  return Array.from({ length: count }, (_, at) => {
    const place = Number(table.readBigUInt64LE(at * 8));
    if (place < header.end || place >= file.bytes)
      throw undecodable(`Chunk ${at} of ${count} is missing, as in a file that was not written to its end.`);
    return place;
  });
}

function tileCount({ tiles, dataWindow }: ExrPart): number {
  if (tiles === null || tiles.width < 1 || tiles.height < 1) return Number.NaN;
  return Math.ceil(widthOf(dataWindow) / tiles.width) * Math.ceil(heightOf(dataWindow) / tiles.height);
}

interface Chunk {
  readonly start: number;
  readonly length: number;
  readonly headBytes: number;
  /** The first line; or column and row of the tile. */
  readonly coordinates: readonly number[];
}

function chunkAt(
  file: OriginalFile,
  { place, header, layer }: { readonly place: number; readonly header: ExrHeader; readonly layer: ExrLayer },
): Chunk {
  const { part, partIndex, isTiled } = layer;
  const partBytes = header.isMultipart ? 4 : 0;
  const headBytes = isTiled ? 20 : 8;
  const head = file.read(place, partBytes + headBytes);
  if (header.isMultipart && head.readInt32LE(0) !== partIndex)
    throw undecodable('A chunk of it belongs to another part.');
  const length = head.readUInt32LE(head.length - 4);
  const coordinates = isTiled
    ? [head.readInt32LE(partBytes), head.readInt32LE(partBytes + 4)]
    : [head.readInt32LE(partBytes)];
  const isFullSize =
    !isTiled || (head.readInt32LE(partBytes + 8) === 0 && head.readInt32LE(partBytes + 12) === 0);
  if (!isFullSize || !isWithin(part, coordinates))
    throw undecodable('A chunk of it lies outside of the picture.');
  const start = place + head.length;
  if (start + length > file.bytes) throw undecodable('It ends within its pixels.');
  return { start, length, headBytes, coordinates };
}

function isWithin(
  { tiles, dataWindow, compression }: ExrPart,
  [first = 0, second]: readonly number[],
): boolean {
  if (second !== undefined)
    return (
      first >= 0 &&
      second >= 0 &&
      first * (tiles?.width ?? 0) < widthOf(dataWindow) &&
      second * (tiles?.height ?? 0) < heightOf(dataWindow)
    );
  const line = first - dataWindow.top;
  return line >= 0 && line < heightOf(dataWindow) && line % (linesOfBlock(compression) ?? 1) === 0;
}

function headOf({ part, isTiled, shown }: ExrLayer): Buffer {
  const { tiles, dataWindow, displayWindow, compression } = part;
  const start = Buffer.alloc(8);
  start.writeUInt32LE(MAGIC, 0);
  start.writeUInt32LE(VERSION + (isTiled ? TILED : 0), 4);
  return Buffer.concat([
    start,
    attribute(
      'channels',
      'chlist',
      Buffer.concat([...part.channels.map((each) => channelOf(each, shown)), zero]),
    ),
    attribute('compression', 'compression', Buffer.from([codeOfCompression(compression)])),
    attribute('dataWindow', 'box2i', windowBytes(dataWindow)),
    attribute('displayWindow', 'box2i', windowBytes(displayWindow)),
    attribute('lineOrder', 'lineOrder', zero),
    ...(isTiled && tiles !== null
      ? [attribute('tiles', 'tiledesc', Buffer.concat([int32(tiles.width), int32(tiles.height), zero]))]
      : []),
    zero,
  ]);
}

const zero = Buffer.alloc(1);

function attribute(name: string, type: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${name}\0${type}\0`, 'latin1'), int32(value.length), value]);
}

/** Whole numbers of other channels are as long as floating ones, for which the library takes them. */
function channelOf({ name, type, isPerceptuallyLinear }: ExrChannel, shown: ExrLayer['shown']): Buffer {
  const plain = shown.get(name) ?? `${HIDDEN}${name}`;
  const kind = TYPES.indexOf(type === 'uint' ? 'float' : type);
  return Buffer.concat([
    Buffer.from(`${plain}\0`, 'utf8'),
    int32(kind),
    Buffer.from([isPerceptuallyLinear ? 1 : 0, 0, 0, 0]),
    int32(1),
    int32(1),
  ]);
}

function windowBytes({ left, top, right, bottom }: ExrWindow): Buffer {
  return Buffer.concat([left, top, right, bottom].map(int32));
}

function int32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(number);
  return bytes;
}
