import type { DecodedTarget } from '../decoded-target.ts';
import type { OriginalFile } from '../original-file.ts';
import { PictureRefusal } from '../picture-refusal.ts';
import { type TiffDirectory, tiffDirectoriesOf } from './tiff-directories.ts';

const TAGS = {
  width: 256,
  height: 257,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  stripBytes: 279,
  jpegAt: 513,
  jpegBytes: 514,
};
const [UNCOMPRESSED, RGB] = [1, 2];
/** Photometric interpretations of what the sensor saw (DNG 1.7). */
const RAW: ReadonlySet<number> = new Set([32_803, 34_892]);
const MAX_PREVIEW_BYTES = 268_435_456;
/** A frame that browsers decode: baseline, extended or progressive, not lossless. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);

interface Preview {
  readonly start: number;
  readonly length: number;
  readonly pixels: number;
}

/** The largest preview that a camera, or a converter, put into its raw file (DNG, CR2, NEF, ARW), the right way up. */
export function decodeCamera(file: OriginalFile, target: DecodedTarget): void {
  const directories = tiffDirectoriesOf(file);
  const jpegs = directories.flatMap((directory) => jpegIn(file, directory));
  const [largest] = jpegs.toSorted((one, other) => other.pixels - one.pixels);
  if (largest !== undefined) {
    const jpeg = file.read(largest.start, largest.length);
    target.writeJpeg(oriented(jpeg, orientationOf(directories)));
    return;
  }
  const plain = directories.find((directory) => isPlain(directory));
  if (plain === undefined)
    throw new PictureRefusal('UNSUPPORTED', {
      en: 'It has no preview picture in it. Publish a TIFF or JPEG beside it.',
      zh: '其中没有内嵌的预览图像。请另发布一份 TIFF 或 JPEG。',
    });
  writePlain(file, plain, target);
}

function first(directory: TiffDirectory, tag: keyof typeof TAGS): number | undefined {
  return directory.get(TAGS[tag])?.[0];
}

function jpegIn(file: OriginalFile, directory: TiffDirectory): Preview[] {
  if (RAW.has(first(directory, 'photometric') ?? 0)) return [];
  const strips = directory.get(TAGS.stripOffsets) ?? [];
  const [start, length] =
    first(directory, 'jpegAt') === undefined && strips.length === 1
      ? [strips[0], first(directory, 'stripBytes')]
      : [first(directory, 'jpegAt'), first(directory, 'jpegBytes')];
  if (
    start === undefined ||
    length === undefined ||
    length > MAX_PREVIEW_BYTES ||
    start + length > file.bytes
  )
    return [];
  const pixels = pixelsOfJpeg(file.read(start, Math.min(length, 65_536)));
  return pixels === null ? [] : [{ start, length, pixels }];
}

/** By its frame header (ITU-T T.81, B.2.2); null for what is no JPEG of a picture. */
function pixelsOfJpeg(bytes: Buffer): number | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return null;
    if (FRAMES.has(marker)) return bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7);
    // Other frames, and pixels before any frame.
    if ((marker >= 0xc3 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8) || marker === 0xda)
      return null;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

function orientationOf([main]: readonly TiffDirectory[]): number {
  const orientation = main === undefined ? undefined : first(main, 'orientation');
  return orientation !== undefined && orientation >= 1 && orientation <= 8 ? orientation : 1;
}

/** With an EXIF segment that says how the camera was held, unless it has one of its own. */
function oriented(jpeg: Buffer, orientation: number): Uint8Array[] {
  if (orientation === 1 || jpeg.subarray(0, 4_096).includes('Exif\0\0')) return [jpeg];
  const exif = Buffer.from(
    'ffe1002245786966000049492a00080000000100120103000100000000000000' + '00000000',
    'hex',
  );
  exif.writeUInt16LE(orientation, 28);
  return [jpeg.subarray(0, 2), exif, jpeg.subarray(2)];
}

/** Eight bits, without compression. */
function isPlain(directory: TiffDirectory): boolean {
  return (
    first(directory, 'compression') === UNCOMPRESSED &&
    first(directory, 'photometric') === RGB &&
    first(directory, 'samples') === 3 &&
    (directory.get(258) ?? []).every((bits) => bits === 8)
  );
}

function writePlain(file: OriginalFile, directory: TiffDirectory, target: DecodedTarget): void {
  const size = { width: first(directory, 'width') ?? 0, height: first(directory, 'height') ?? 0 };
  target.require(size);
  const data = Buffer.alloc(size.width * size.height * 3);
  const lengths = directory.get(TAGS.stripBytes) ?? [];
  let at = 0;
  for (const [strip, start] of (directory.get(TAGS.stripOffsets) ?? []).entries()) {
    const length = Math.min(lengths[strip] ?? 0, data.length - at);
    file.readInto(data.subarray(at, at + length), start);
    at += length;
  }
  target.writePixels({ ...size, channels: 3, data });
}
