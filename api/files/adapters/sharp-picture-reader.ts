import type { SmallPicture } from '../domain/colors.ts';
import type { Picture } from '../domain/picture.ts';
import type { PictureReader } from '../ports/picture-reader.ts';
import { loadSharp } from './load-sharp.ts';

export class SharpPictureReader implements PictureReader {
  async readPlaceholder({ placeholder }: Pick<Picture, 'placeholder'>): Promise<SmallPicture> {
    const webp = Buffer.from(placeholder.slice(placeholder.indexOf(',') + 1), 'base64');
    const sharp = await loadSharp();
    const flat = sharp(webp).flatten({ background: 'white' }).toColourspace('srgb').raw();
    const { data, info } = await flat.toBuffer({ resolveWithObject: true });
    return { pixels: data, channels: info.channels };
  }
}
