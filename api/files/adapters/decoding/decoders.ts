import type { DecodedTarget } from './decoded-target.ts';
import type { DecodedMediaType } from './decoder-messages.ts';
import type { OriginalFile } from './original-file.ts';

/** Fills the target with the picture of a file. @throws PictureRefusal, and whatever a library throws about the file */
export type PictureDecoder = (file: OriginalFile, target: DecodedTarget) => void | Promise<void>;

const camera = async () => (await import('./camera/camera-decoder.ts')).decodeCamera;
const heic = async () => (await import('./heic-decoder.ts')).decodeHeic;

/** Each is loaded when a file needs it. */
export const DECODERS: Readonly<Record<DecodedMediaType, () => Promise<PictureDecoder>>> = {
  'image/x-exr': async () => (await import('./exr/exr-decoder.ts')).decodeExr,
  'image/x-dpx': async () => (await import('./dpx/dpx-decoder.ts')).decodeDpx,
  'image/vnd.adobe.photoshop': async () => (await import('./photoshop/photoshop-decoder.ts')).decodePhotoshop,
  'image/heic': heic,
  'image/heif': heic,
  'image/jxl': async () => (await import('./jpeg-xl-decoder.ts')).decodeJpegXl,
  'image/x-adobe-dng': camera,
  'image/x-canon-cr2': camera,
  'image/x-nikon-nef': camera,
  'image/x-sony-arw': camera,
  'application/pdf': async () => (await import('./pdf-decoder.ts')).decodePdf,
};
