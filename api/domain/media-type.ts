export const UNKNOWN_MEDIA_TYPE = 'application/octet-stream';
/** How many of a file's first bytes tell its type. */
export const SNIFFED_BYTES = 1_024;

/** A sign of a type: the first bytes as hex; `..` stands for any byte. */
type Sign = readonly [mediaType: string, pattern: string];

/** https://mimesniff.spec.whatwg.org, https://www.iana.org/assignments/media-types; EXR and DPX by their specifications. */
const SIGNS: readonly Sign[] = [
  ['image/jpeg', 'ffd8ff'],
  ['image/png', '89504e470d0a1a0a'],
  ['image/gif', '47494638..61'],
  ['image/webp', '52494646........57454250'],
  ['image/tiff', '49492a00'],
  ['image/tiff', '4d4d002a'],
  ['image/tiff', '49492b00'],
  ['image/tiff', '4d4d002b'],
  ['image/x-exr', '762f3101'],
  ['image/x-dpx', '53445058'],
  ['image/x-dpx', '58504453'],
  ['image/jp2', '0000000c6a5020200d0a870a'],
  ['image/vnd.adobe.photoshop', '38425053'],
  ['application/pdf', '255044462d'],
  ['application/mxf', '060e2b34020501010d010201'],
  ['video/matroska', '1a45dfa3'],
  ['video/x-msvideo', '52494646........41564920'],
  ['audio/wav', '52494646........57415645'],
  ['audio/flac', '664c6143'],
  ['audio/mpeg', '494433'],
  ['application/ogg', '4f676753'],
  ['model/gltf-binary', '676c5446'],
  ['application/zip', '504b0304'],
  ['application/gzip', '1f8b08'],
];

/** Brands of ISO base media files (`ftyp`). */
const BRANDS: readonly (readonly [mediaType: string, brands: readonly string[]])[] = [
  ['image/avif', ['avif', 'avis']],
  ['image/heic', ['heic', 'heix', 'hevc', 'mif1', 'msf1']],
  ['video/quicktime', ['qt  ']],
];

/** The type that the first bytes show, never the name; unknown ones are `application/octet-stream`. */
export function mediaTypeOf(start: Uint8Array): string {
  const bytes = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, SNIFFED_BYTES));
  const hex = bytes.toString('hex');
  const sign = SIGNS.find(([, pattern]) => matches(hex, pattern));
  if (sign !== undefined) return sign[0];
  if (bytes.subarray(4, 8).toString('latin1') === 'ftyp') return typeOfBrand(bytes);
  return isSvg(bytes) ? 'image/svg+xml' : UNKNOWN_MEDIA_TYPE;
}

function matches(hex: string, pattern: string): boolean {
  if (hex.length < pattern.length) return false;
  return Array.from(pattern).every((digit, at) => digit === '.' || digit === hex[at]);
}

function typeOfBrand(bytes: Buffer): string {
  const brand = bytes.subarray(8, 12).toString('latin1');
  return BRANDS.find(([, brands]) => brands.includes(brand))?.[0] ?? 'video/mp4';
}

function isSvg(bytes: Buffer): boolean {
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  return text.startsWith('<') && /<svg[\s>]/i.test(text);
}
