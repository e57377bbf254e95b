import type { JobFailure } from '../../domain/file-job.ts';

/** What sharp does not decode, and the decoder process does. */
export const DECODED_MEDIA_TYPES = [
  'image/x-exr',
  'image/x-dpx',
  'image/vnd.adobe.photoshop',
  'image/heic',
  'image/heif',
  'image/jxl',
  'image/x-adobe-dng',
  'image/x-canon-cr2',
  'image/x-nikon-nef',
  'image/x-sony-arw',
  'application/pdf',
] as const;
export type DecodedMediaType = (typeof DECODED_MEDIA_TYPES)[number];

/** The argument of the decoder process, as JSON. */
export interface DecodeRequest {
  /** Of the original, which may be read anywhere. */
  readonly path: string;
  /** An empty file, to be filled. */
  readonly target: string;
  readonly mediaType: DecodedMediaType;
  readonly maxPixels: number;
}

/** On its standard output, as JSON: what it wrote, why it wrote nothing, or that the disk has no room. */
export type DecodeAnswer =
  | { readonly mediaType: DecodedType; readonly shownAs?: string }
  | { readonly refusal: JobFailure }
  | { readonly fullDisk: string };

/** What the picture pipeline reads: TIFF of 8 bits without compression, or a JPEG as it lay in the original. */
export type DecodedType = 'image/tiff' | 'image/jpeg';
