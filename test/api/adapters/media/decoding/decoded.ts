import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { DecodedTarget } from '@lanran/api/files/adapters/decoding/decoded-target';
import type { DecodedMediaType } from '@lanran/api/files/adapters/decoding/decoder-messages';
import { DECODERS } from '@lanran/api/files/adapters/decoding/decoders';
import { OriginalFile } from '@lanran/api/files/adapters/decoding/original-file';

export interface Decoded {
  readonly width: number;
  readonly height: number;
  /** What was done to its light; null for nothing. */
  readonly shownAs: string | null;
  /** In sRGB, of eight bits. */
  pixel(x: number, y: number): number[];
}

/** What a decoder of the decoder process makes of a file, run in this process. @throws PictureRefusal */
export async function decoded(
  bytes: Uint8Array,
  mediaType: DecodedMediaType,
  { maxPixels = 1_000_000 }: { readonly maxPixels?: number } = {},
): Promise<Decoded> {
  const directory = await mkdtemp(join(tmpdir(), 'lanran-decoded-'));
  const [path, target] = [join(directory, 'original'), join(directory, 'decoded')];
  try {
    await writeFile(path, bytes);
    await writeFile(target, '');
    const [file, into] = [new OriginalFile(path), new DecodedTarget({ path: target, maxPixels })];
    try {
      await (
        await DECODERS[mediaType]()
      )(file, into);
    } finally {
      file.close();
      into.close();
    }
    const { data, info } = await sharp(target)
      .autoOrient()
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    const { width, height, channels } = info;
    return {
      width,
      height,
      shownAs: into.shownAs,
      pixel: (x, y) => [...data.subarray((y * width + x) * channels, (y * width + x + 1) * channels)],
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
