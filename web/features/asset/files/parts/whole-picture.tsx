import type { CSSProperties } from 'react';
import {
  OPEN_RENDITION_SIZES,
  RENDITION_SIZES,
  renditionSources,
  renditionUrl,
} from '@lanran/protocol/files/rendition-sources';
import css from './zoom-picture.module.css';

export interface PictureFile {
  readonly id: string;
  readonly image: { readonly width: number; readonly height: number; readonly placeholder: string };
}

interface WholePictureProps {
  readonly file: PictureFile;
  readonly title: string;
  /** Open files have a larger rendition. */
  readonly isOpen: boolean;
  readonly sizes: string;
  readonly onError?: () => void;
}

export function WholePicture({ file, title, isOpen, sizes, onError }: WholePictureProps) {
  const { width, height, placeholder } = file.image;
  return (
    <img
      className={css['image']}
      style={placeholderStyle(placeholder)}
      src={renditionUrl(file.id, 960)}
      srcSet={renditionSources(file.id, file.image, isOpen ? OPEN_RENDITION_SIZES : RENDITION_SIZES)}
      sizes={sizes}
      width={width}
      height={height}
      alt={title}
      fetchPriority="high"
      draggable={false}
      onError={onError}
    />
  );
}

/** Its colors until it is there; only what is an image inside the address itself. */
function placeholderStyle(placeholder: string): CSSProperties {
  return /^data:image\/webp;base64,[A-Za-z0-9+/=]+$/.test(placeholder)
    ? { backgroundImage: `url("${placeholder}")` }
    : {};
}
