import { UNKNOWN_MEDIA_TYPE } from '../domain/media-type.ts';
import type { MediaTypeDetector, SniffedFile } from '../ports/media-type-detector.ts';
import { isBornOut } from './signs/chance-signs.ts';
import { sceneTypeOf } from './signs/scene-signs.ts';
import { textTypeOf } from './text-type.ts';
import { tiffTypeOf } from './tiff-type.ts';

/** How many of a file's first bytes are looked at. */
const SNIFFED_BYTES = 65_536;

/** What `file-type` does not know, by the formats' specifications: OpenEXR file layout, SMPTE ST 268 (DPX), ETSI TS 126 244 … */
const OWN_SIGNS: readonly (readonly [mediaType: string, hex: RegExp])[] = [
  ['image/x-exr', /^762f3101/],
  ['image/x-dpx', /^(53445058|58504453)/],
  // RF64 and BW64 (EBU Tech 3306, ITU-R BS.2088): WAV files of more than 4 GiB.
  ['audio/wav', /^(52463634|42573634).{8}57415645/],
];

/** Types by the `file-type` library where more than chance bears it out, by our own signs for film formats it lacks, and by reading what is text. */
export class FileTypeDetector implements MediaTypeDetector {
  async typeOf(file: SniffedFile): Promise<string> {
    if (file.bytes === 0) return UNKNOWN_MEDIA_TYPE;
    const bytes = await file.read({ start: 0, end: Math.min(file.bytes, SNIFFED_BYTES) });
    const head = Buffer.from(bytes.subarray(0, 16)).toString('hex');
    const own = OWN_SIGNS.find(([, sign]) => sign.test(head));
    if (own !== undefined) return own[0];
    const scene = await sceneTypeOf(Buffer.from(bytes));
    if (scene !== null) return scene;
    const isWhole = file.bytes <= SNIFFED_BYTES;
    const found = (await findKnown(bytes)) ?? (await tiffTypeOf(bytes, file));
    const start = { bytes: Buffer.from(bytes), isWhole, fileBytes: file.bytes };
    const known = found !== null && isBornOut(found, start) ? found : null;
    // Any XML may be SVG.
    const mayBeText = known === null || known === 'application/xml';
    const text = mayBeText ? textTypeOf(bytes, { isWhole }) : null;
    return text ?? known ?? UNKNOWN_MEDIA_TYPE;
  }
}

async function findKnown(bytes: Uint8Array): Promise<string | null> {
  // Loaded with the first file, not at the start.
  const { fileTypeFromBuffer } = await import('file-type');
  try {
    return (await fileTypeFromBuffer(bytes))?.mime ?? null;
  } catch {
    // A container that ends or contradicts itself within its first bytes: what it would have been can't be said.
    return null;
  }
}
