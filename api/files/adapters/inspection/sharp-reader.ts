import type { Metadata } from 'sharp';
import { factSection, type Inspection, notice } from '../../domain/technical-metadata.ts';
import { loadSharp } from '../load-sharp.ts';
import type { PathReader } from './excerpt-inspector.ts';
import { profileNameOf } from './icc-profile.ts';

const DEPTHS: Readonly<Record<string, number>> = {
  uchar: 8,
  char: 8,
  ushort: 16,
  short: 16,
  uint: 32,
  int: 32,
  float: 32,
  complex: 64,
  double: 64,
};

/** What the headers of pictures say, by sharp (libvips). No pixel is decoded, so that their number does not matter. */
export class SharpReader implements PathReader {
  readonly subject = 'picture header';

  appliesTo(mediaType: string): boolean {
    return /^image\/(jpeg|a?png|webp|gif|tiff|avif|heic|heif)$/.test(mediaType);
  }

  async read(path: string): Promise<Inspection> {
    const found = await metadataOf(path);
    if ('refusal' in found) {
      const detail = `Its picture header can't be read: ${found.refusal}`;
      return { sections: [], notices: [notice('UNDECODABLE', detail)] };
    }
    const isSampled = found.bitsPerSample !== undefined && found.bitsPerSample > 0;
    return {
      sections: factSection('IMAGE', {
        WIDTH: found.width,
        HEIGHT: found.pageHeight ?? found.height,
        BIT_DEPTH: isSampled ? found.bitsPerSample : DEPTHS[found.depth],
        CHANNELS: found.channels,
        COLOR_SPACE: found.space,
        COLOR_PROFILE: found.icc === undefined ? null : profileNameOf(found.icc),
        COMPRESSION: found.compression,
        // 1 is upright (EXIF 3.0, tag 274), and not worth telling.
        ORIENTATION: found.orientation === 1 ? null : found.orientation,
        RESOLUTION: found.density,
        PAGES: found.pages === undefined || found.pages < 2 ? null : found.pages,
      }),
      notices: [],
    };
  }
}

async function metadataOf(path: string): Promise<Metadata | { readonly refusal: string }> {
  const sharp = await loadSharp();
  try {
    return await sharp(path, { limitInputPixels: false, failOn: 'none' }).metadata();
  } catch (error) {
    return { refusal: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}
