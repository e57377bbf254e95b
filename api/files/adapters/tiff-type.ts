import type { SniffedFile } from '../ports/media-type-detector.ts';

/** Byte order and version of TIFF 6.0, section 2. */
const SIGNS = { littleEndian: '49492a00', bigEndian: '4d4d002a' } as const;
const HEADER_BYTES = 8;
const ENTRY_BYTES = 12;
/** More entries than any camera writes; damage can promise 65,535. */
const MAX_ENTRIES = 512;
/** Tags by which a TIFF is a camera's: SR2Private of Sony, DNGVersion of the DNG specification. */
const CAMERA_TAGS: ReadonlyMap<number, string> = new Map([
  [50_341, 'image/x-sony-arw'],
  [50_706, 'image/x-adobe-dng'],
]);

/**
 * The type of a TIFF whose first directory lies past the start that was read: libtiff writes it last, behind all pixels, where
 * `file-type` can't look. One whose directory is cut off is a TIFF too. Null for what is no TIFF.
 */
export async function tiffTypeOf(start: Uint8Array, file: SniffedFile): Promise<string | null> {
  const header = Buffer.from(start.subarray(0, HEADER_BYTES));
  const sign = header.toString('hex', 0, 4);
  const isLittleEndian = sign === SIGNS.littleEndian;
  if (header.length < HEADER_BYTES || (!isLittleEndian && sign !== SIGNS.bigEndian)) return null;
  const at = isLittleEndian ? header.readUInt32LE(4) : header.readUInt32BE(4);
  if (at < HEADER_BYTES) return null;
  const end = Math.min(file.bytes, at + 2 + MAX_ENTRIES * ENTRY_BYTES);
  if (end <= at) return 'image/tiff';
  const directory = Buffer.from(await file.read({ start: at, end }));
  const read16 = (offset: number) =>
    isLittleEndian ? directory.readUInt16LE(offset) : directory.readUInt16BE(offset);
  const count = directory.length < 2 ? 0 : read16(0);
  for (let entry = 0; entry < count; entry += 1) {
    const offset = 2 + entry * ENTRY_BYTES;
    if (offset + ENTRY_BYTES > directory.length) break;
    const type = CAMERA_TAGS.get(read16(offset));
    if (type !== undefined) return type;
  }
  return 'image/tiff';
}
