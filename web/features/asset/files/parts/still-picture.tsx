import { ASSET_PICTURE_SIZES } from '@lanran/protocol/files/rendition-sources';
import { frameStyle } from '../model/picture-frame.ts';
import { type PictureFile, WholePicture } from './whole-picture.tsx';
import css from './zoom-picture.module.css';

interface StillPictureProps {
  readonly file: PictureFile;
  readonly title: string;
  readonly isOpen: boolean;
}

/** The picture in its place, until the code to look into it is there (zoom-picture.tsx). */
export function StillPicture({ file, title, isOpen }: StillPictureProps) {
  return (
    <div className={css['viewer']}>
      <div className={css['frame']} style={frameStyle(file.image.width, file.image.height)}>
        <div className={css['content']}>
          <WholePicture file={file} title={title} isOpen={isOpen} sizes={ASSET_PICTURE_SIZES} />
        </div>
      </div>
      <div className={css['controls']} />
    </div>
  );
}
