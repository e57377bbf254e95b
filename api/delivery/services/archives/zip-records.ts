/* Records of a ZIP file (PKWARE APPNOTE.TXT 6.3.10): stored, not compressed; sizes and offsets past 4 GiB as ZIP64 (4.5.3). */

const LARGEST_32 = 0xffff_ffff;
const LARGEST_16 = 0xffff;
/** Bit 3: the checksum follows the bytes. Bit 11: names are UTF-8. */
const FLAGS = (1 << 3) | (1 << 11);
const VERSION_PLAIN = 20;
const VERSION_ZIP64 = 45;
/** As Unix writes it, so that permissions count. */
const MADE_BY = (3 << 8) | VERSION_ZIP64;
const REGULAR_FILE = (0o100644 << 16) >>> 0;

/** A file, and where in the archive it begins. */
export interface ZippedFile {
  readonly name: Uint8Array;
  readonly bytes: number;
  readonly offset: number;
}

/** Date and time as MS-DOS has them, in UTC, by two seconds. */
export interface DosTime {
  readonly date: number;
  readonly time: number;
}

export function dosTimeOf(moment: Date): DosTime {
  return {
    date: ((moment.getUTCFullYear() - 1980) << 9) | ((moment.getUTCMonth() + 1) << 5) | moment.getUTCDate(),
    time: (moment.getUTCHours() << 11) | (moment.getUTCMinutes() << 5) | (moment.getUTCSeconds() >> 1),
  };
}

export function isLarge(bytes: number): boolean {
  return bytes >= LARGEST_32;
}

/** 4.3.7 */
export function localHeader({ name, bytes }: ZippedFile, { date, time }: DosTime): Uint8Array {
  const extra = isLarge(bytes) ? 20 : 0;
  const { view, record } = recordOf(30 + name.length + extra);
  view.setUint32(0, 0x0403_4b50, true);
  view.setUint16(4, isLarge(bytes) ? VERSION_ZIP64 : VERSION_PLAIN, true);
  view.setUint16(6, FLAGS, true);
  view.setUint16(10, time, true);
  view.setUint16(12, date, true);
  if (isLarge(bytes)) {
    view.setUint32(18, LARGEST_32, true);
    view.setUint32(22, LARGEST_32, true);
  }
  view.setUint16(26, name.length, true);
  view.setUint16(28, extra, true);
  record.set(name, 30);
  // Both sizes are zero here: they follow the bytes (4.4.4).
  if (extra > 0) writeExtraHead(view, 30 + name.length, 16);
  return record;
}

/** 4.3.9: what follows the bytes. */
export function dataDescriptor({ bytes }: ZippedFile, crc32: number): Uint8Array {
  const { view, record } = recordOf(descriptorBytes(bytes));
  view.setUint32(0, 0x0807_4b50, true);
  view.setUint32(4, crc32, true);
  if (isLarge(bytes)) {
    view.setBigUint64(8, BigInt(bytes), true);
    view.setBigUint64(16, BigInt(bytes), true);
  } else {
    view.setUint32(8, bytes, true);
    view.setUint32(12, bytes, true);
  }
  return record;
}

export function descriptorBytes(bytes: number): number {
  return isLarge(bytes) ? 24 : 16;
}

/** 4.3.12: the file in the central directory. */
export function centralHeader(
  { name, bytes, offset }: ZippedFile,
  { date, time, crc32 }: DosTime & { readonly crc32: number },
): Uint8Array {
  const wide = [...(isLarge(bytes) ? [bytes, bytes] : []), ...(isLarge(offset) ? [offset] : [])];
  const extra = wide.length === 0 ? 0 : 4 + 8 * wide.length;
  const { view, record } = recordOf(46 + name.length + extra);
  view.setUint32(0, 0x0201_4b50, true);
  view.setUint16(4, MADE_BY, true);
  view.setUint16(6, extra > 0 ? VERSION_ZIP64 : VERSION_PLAIN, true);
  view.setUint16(8, FLAGS, true);
  view.setUint16(12, time, true);
  view.setUint16(14, date, true);
  view.setUint32(16, crc32, true);
  view.setUint32(20, Math.min(bytes, LARGEST_32), true);
  view.setUint32(24, Math.min(bytes, LARGEST_32), true);
  view.setUint16(28, name.length, true);
  view.setUint16(30, extra, true);
  view.setUint32(38, REGULAR_FILE, true);
  view.setUint32(42, Math.min(offset, LARGEST_32), true);
  record.set(name, 46);
  if (extra > 0) writeExtraHead(view, 46 + name.length, 8 * wide.length);
  wide.forEach((value, at) => {
    view.setBigUint64(46 + name.length + 4 + 8 * at, BigInt(value), true);
  });
  return record;
}

export interface CentralDirectory {
  readonly count: number;
  readonly bytes: number;
  readonly offset: number;
}

/** 4.3.14 to 4.3.16: the end of the archive. */
export function endOfDirectory({ count, bytes, offset }: CentralDirectory): Uint8Array {
  const isWide = count >= LARGEST_16 || isLarge(bytes) || isLarge(offset);
  const { view, record } = recordOf((isWide ? 56 + 20 : 0) + 22);
  const end = isWide ? 76 : 0;
  if (isWide) {
    view.setUint32(0, 0x0606_4b50, true);
    view.setBigUint64(4, 44n, true);
    view.setUint16(12, MADE_BY, true);
    view.setUint16(14, VERSION_ZIP64, true);
    view.setBigUint64(24, BigInt(count), true);
    view.setBigUint64(32, BigInt(count), true);
    view.setBigUint64(40, BigInt(bytes), true);
    view.setBigUint64(48, BigInt(offset), true);
    view.setUint32(56, 0x0706_4b50, true);
    view.setBigUint64(64, BigInt(offset + bytes), true);
    view.setUint32(72, 1, true);
  }
  view.setUint32(end, 0x0605_4b50, true);
  view.setUint16(end + 8, Math.min(count, LARGEST_16), true);
  view.setUint16(end + 10, Math.min(count, LARGEST_16), true);
  view.setUint32(end + 12, Math.min(bytes, LARGEST_32), true);
  view.setUint32(end + 16, Math.min(offset, LARGEST_32), true);
  return record;
}

/** Of the extra field of ZIP64 (4.5.3). */
function writeExtraHead(view: DataView, at: number, bytes: number): void {
  view.setUint16(at, 1, true);
  view.setUint16(at + 2, bytes, true);
}

function recordOf(bytes: number): { readonly view: DataView; readonly record: Uint8Array } {
  const record = new Uint8Array(bytes);
  return { view: new DataView(record.buffer), record };
}
