import type { Readable } from 'node:stream';
import type { JobFailure } from '../domain/file-job.ts';
import type { Picture, RenditionSize } from '../domain/picture.ts';

/** The bytes of an original that looks like a picture. */
export interface PictureSource {
  readonly mediaType: string;
  readonly bytes: number;
  read(): Promise<Readable>;
}

export interface WantedRendition {
  readonly size: RenditionSize;
  readonly watermark: string | null;
}

export interface MadePicture {
  /** Null when it can't or must not be decoded, as with too many pixels or bytes. */
  readonly picture: Picture | null;
  readonly refusal: JobFailure | null;
  /** WebP, in the order they were wanted; never larger than the original. */
  readonly renditions: readonly Uint8Array[];
}

/** Turns originals into what a browser shows. A few at a time, whatever is asked of it. */
export interface PictureMaker {
  /**
   * One reading of the original, for its description and every wanted rendition. Null for what is no picture.
   * @throws what the source throws, and UnavailableError when too many wait
   */
  make(source: PictureSource, wanted: readonly WantedRendition[]): Promise<MadePicture | null>;
}
