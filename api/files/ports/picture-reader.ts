import type { SmallPicture } from '../domain/colors.ts';
import type { Picture } from '../domain/picture.ts';

/** Pixels of what stands for a picture until it is there. */
export interface PictureReader {
  readPlaceholder(picture: Pick<Picture, 'placeholder'>): Promise<SmallPicture>;
}
