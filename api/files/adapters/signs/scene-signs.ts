import { constants, gunzipSync } from 'node:zlib';

/** What the files of a scene begin with, where two bytes would not do. */
const SIGNS: readonly (readonly [mediaType: string, sign: RegExp])[] = [
  ['model/vnd.usdc', /^PXR-USDC/],
  ['application/x-alembic', /^Ogawa[\0\xff]/],
  ['application/x-maya-binary', /^FOR[48](.{4}|.{12})Maya/s],
  // A cpio archive whose first entry is named so.
  ['application/x-houdini-hip', /^070707[0-7]{70}\.start\0/],
  ['application/x-houdini-bgeo', /^(BgeoV|\x7fNSJb|scf1)/s],
];
/** Format, size of pointers, byte order and version; since 5.0 the length of the header stands before the version. */
const BLENDER = /^BLENDER(?:[_-][vV]\d{3}|\d\d-\d\d[vV]\d{4})/;
const HDF5 = '89484446' + '0d0a1a0a';
const ZSTD = '28b52ffd';
const GZIP = '1f8b08';
/** Of a local header of ZIP: not compressed, and the name of the first file (APPNOTE 4.3.7, and the USDZ specification). */
const ZIP_HEAD_BYTES = 30;
const UNPACKED_BYTES = 32;

/** The type of a scene by the start of its file: USD, Alembic, Maya, Houdini, Blender also as they are compressed. Null for others. */
export async function sceneTypeOf(start: Buffer): Promise<string | null> {
  const text = start.toString('latin1', 0, 128);
  const known = SIGNS.find(([, sign]) => sign.test(text));
  if (known !== undefined) return known[0];
  if (BLENDER.test(text)) return 'application/x-blender';
  const hex = start.toString('hex', 0, 8);
  if (hex === HDF5) return start.includes('abc_ver') ? 'application/x-alembic' : 'application/x-hdf5';
  if (text.startsWith('PK\x03\x04')) return isUsdPackage(start) ? 'model/vnd.usdz+zip' : null;
  const unpacked = hex.startsWith(ZSTD) ? await unzstd(start) : hex.startsWith(GZIP) ? ungzip(start) : null;
  return unpacked !== null && BLENDER.test(unpacked) ? 'application/x-blender' : null;
}

function isUsdPackage(start: Buffer): boolean {
  if (start.length < ZIP_HEAD_BYTES || start.readUInt16LE(8) !== 0) return false;
  const name = start.toString('utf8', ZIP_HEAD_BYTES, ZIP_HEAD_BYTES + start.readUInt16LE(26));
  return /\.usd[ac]?$/i.test(name);
}

/** What a frame has its decoder keep (RFC 8878, 3.1.1.1); Blender writes a mebibyte. */
const MAX_WINDOW_BYTES = 16_777_216;

function zstdWindowBytes(start: Buffer): number {
  const [flags = 0, window = 0] = start.subarray(4, 6);
  const isSingle = (flags & 0x20) !== 0;
  if (!isSingle) return 2 ** (10 + (window >> 3)) * (1 + (window & 7) / 8);
  // A single segment is as long as its content, which a dictionary's id stands before.
  const at = 5 + ([0, 1, 2, 4][flags & 3] ?? 0);
  const size = [1, 2, 4, 8][flags >> 6] ?? 1;
  if (at + size > start.length) return Infinity;
  return size === 8 ? Number(start.readBigUInt64LE(at)) : start.readUIntLE(at, size);
}

/** The first bytes, of a start that is cut somewhere. */
async function unzstd(start: Buffer): Promise<string | null> {
  if (zstdWindowBytes(start) > MAX_WINDOW_BYTES) return null;
  const { Decompress } = await import('fzstd');
  let unpacked = '';
  const stream = new Decompress((portion) => {
    if (unpacked === '') unpacked = Buffer.from(portion.subarray(0, UNPACKED_BYTES)).toString('latin1');
  });
  try {
    stream.push(start);
  } catch {
    // What came before the cut, or the damage, is enough.
  }
  return unpacked === '' ? null : unpacked;
}

function ungzip(start: Buffer): string | null {
  try {
    const unpacked = gunzipSync(start.subarray(0, 4_096), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: 8_388_608,
    });
    return unpacked.toString('latin1', 0, UNPACKED_BYTES);
  } catch {
    return null;
  }
}
