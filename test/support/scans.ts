import { randomBytes } from 'node:crypto';
import sharp from 'sharp';

/** A TIFF of noise, so that every byte counts: `width` × `height` pixels of three bytes, uncompressed. */
export async function writeScan(path: string, { width, height }: { width: number; height: number }) {
  await sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .tiff({ compression: 'none' })
    .toFile(path);
}
