import { UndecodableFileError } from '../inspection/byte-cursor.ts';
import { readJpegXlHeader } from '../jpeg-xl-header.ts';
import { areAc3Frames, areAdtsFrames, areMpegFrames } from './sound-frames.ts';

/** The start of a file, and how long the file is. */
interface StartOfFile {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
  readonly fileBytes: number;
}

const SYNC_BYTE = 0x47;
const LEAST_PACKETS = 3;
const MOST_PACKETS = 20;
/** Sizes of the bitmap headers that were ever in use. */
const BITMAP_HEADERS: ReadonlySet<number> = new Set([12, 16, 40, 52, 56, 64, 108, 124]);
const ICON_ENTRY_BYTES = 16;
/** Pixels. */
const MAX_BARE_SIDE = 2 ** 18;

/**
 * Types that `file-type` tells by two or three bytes, or four that any table of numbers may begin with: chance puts them at the
 * start of one file in some thousand. What else such a file must have.
 */
const PROOFS: Readonly<Record<string, (start: StartOfFile) => boolean>> = {
  'audio/mpeg': ({ bytes, isWhole }) => {
    const from = endOfId3(bytes);
    // Behind a cover that is longer than what was read.
    return from > bytes.length || areMpegFrames(bytes, { from, isWhole });
  },
  'audio/aac': ({ bytes, isWhole }) => areAdtsFrames(bytes, { from: 0, isWhole }),
  'audio/vnd.dolby.dd-raw': ({ bytes, isWhole }) => areAc3Frames(bytes, { from: 0, isWhole }),
  'video/mp2t': ({ bytes }) =>
    arePackets(bytes, { from: 0, every: 188 }) || arePackets(bytes, { from: 4, every: 192 }),
  'image/bmp': isBitmap,
  'image/gif': ({ bytes }) => /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6)),
  'image/jpeg': ({ bytes }) => (bytes[3] ?? 0) >= 0xc0,
  'image/x-icon': isIcon,
  'image/jxl': ({ bytes }) => bytes[0] === 0 || isBareJpegXl(bytes),
  'application/gzip': ({ bytes }) => bytes[2] === 8 && ((bytes[3] ?? 0xff) & 0xe0) === 0,
  'application/postscript': ({ bytes }) => bytes.toString('latin1', 0, 4) === '%!PS',
  'application/x-bzip2': ({ bytes }) => bytes.toString('hex', 4, 10) === '314159265359',
  'application/x-cpio': ({ bytes }) => bytes.toString('latin1', 0, 4) === '0707',
  'application/x-msdownload': isProgram,
  // Nothing more can be said of these by their start.
  'application/x-apple-diskimage': () => false,
  'application/x-arj': () => false,
  'application/x-compress': () => false,
};

/** Whether a file is more of this type than its first bytes by chance. */
export function isBornOut(mediaType: string, start: StartOfFile): boolean {
  return PROOFS[mediaType]?.(start) ?? true;
}

/** Where sound begins behind ID3v2 tags, of which a file may have several (id3.org, ID3v2.4.0, 3.1 and 3.4); 0 without one. */
function endOfId3(bytes: Buffer): number {
  let at = 0;
  while (at + 10 <= bytes.length && bytes.toString('latin1', at, at + 3) === 'ID3') {
    const tag = at;
    const size = [6, 7, 8, 9].reduce((sum, place) => sum * 128 + ((bytes[tag + place] ?? 0) & 0x7f), 0);
    const hasFooter = ((bytes[tag + 5] ?? 0) & 0x10) !== 0;
    at += 10 + size + (hasFooter ? 10 : 0);
  }
  return at;
}

/** Packets of a transport stream (ISO/IEC 13818-1), each with its sync byte; those of recorders have four bytes before it. */
function arePackets(
  bytes: Buffer,
  { from, every }: { readonly from: number; readonly every: number },
): boolean {
  const count = Math.min(MOST_PACKETS, Math.floor((bytes.length - from - 1) / every) + 1);
  const isSync = (_: unknown, packet: number) => bytes[from + packet * every] === SYNC_BYTE;
  return count >= LEAST_PACKETS && Array.from({ length: count }).every(isSync);
}

/** BITMAPFILEHEADER and what follows it. */
function isBitmap({ bytes, fileBytes }: StartOfFile): boolean {
  if (bytes.length < 26) return false;
  const [pixelsAt, headerBytes] = [bytes.readUInt32LE(10), bytes.readUInt32LE(14)];
  return BITMAP_HEADERS.has(headerBytes) && pixelsAt >= 14 + headerBytes && pixelsAt <= fileBytes;
}

/** The first of its pictures lies within the file, behind the list of them. */
function isIcon({ bytes, fileBytes }: StartOfFile): boolean {
  if (bytes.length < 6 + ICON_ENTRY_BYTES) return false;
  const [count, size, at] = [bytes.readUInt16LE(4), bytes.readUInt32LE(14), bytes.readUInt32LE(18)];
  return count > 0 && at >= 6 + count * ICON_ENTRY_BYTES && size > 0 && at + size <= fileBytes;
}

/** A codestream without a container begins with two bytes, and with a header that one in thirty others makes as well. */
function isBareJpegXl(bytes: Buffer): boolean {
  try {
    const { isSound, width, height } = readJpegXlHeader(bytes);
    return isSound && Math.max(width, height) <= MAX_BARE_SIDE;
  } catch (error) {
    if (error instanceof UndecodableFileError) return false;
    throw error;
  }
}

/** Its MS-DOS header points to a PE header. */
function isProgram({ bytes }: StartOfFile): boolean {
  if (bytes.length < 64) return false;
  const at = bytes.readUInt32LE(60);
  return bytes.toString('latin1', at, at + 4) === 'PE\0\0';
}
