import { type CSSProperties, type ReactNode, useState } from 'react';
import { pictureBox, renditionSources, renditionUrl } from '@lanran/protocol/files/rendition-sources';
import css from './picture.module.css';

export interface PictureFile {
  readonly id: string;
  readonly image: { readonly width: number; readonly height: number; readonly placeholder: string } | null;
}

interface PictureProps {
  /** One with `image`; without, `fallback` is shown. */
  readonly file: PictureFile | null;
  /** Empty beside a title that says the same. */
  readonly alt: string;
  /** The `sizes` of the image, e.g. `(width < 40rem) 100vw, 20rem`. */
  readonly sizes: string;
  /** Shown when there is no picture, or when it does not load. */
  readonly fallback: ReactNode;
  /** True for the page's main picture. */
  readonly isEager?: boolean;
}

/** In natural proportions, with its blurred colors while it loads; its place is kept from the start. */
export function Picture({ file, alt, sizes, fallback, isEager = false }: PictureProps) {
  const [state, setState] = useState<'loading' | 'shown' | 'missing'>('loading');
  if (file?.image == null || state === 'missing') return fallback;
  const { width, height, placeholder } = file.image;
  const box = pictureBox(file.image);
  return (
    <span className={css['picture']} style={ratioOf(box)}>
      {state === 'loading' && <span className={css['placeholder']} style={backgroundOf(placeholder)} />}
      <img
        src={renditionUrl(file.id, 640)}
        srcSet={renditionSources(file.id, box)}
        sizes={sizes}
        width={width}
        height={height}
        alt={alt}
        loading={isEager ? 'eager' : 'lazy'}
        fetchPriority={isEager ? 'high' : 'auto'}
        decoding={isEager ? 'sync' : 'async'}
        onLoad={() => setState('shown')}
        onError={() => setState('missing')}
      />
    </span>
  );
}

function ratioOf({ width, height }: { readonly width: number; readonly height: number }): CSSProperties {
  return { aspectRatio: `${width} / ${height}` };
}

/** Only what is an image inside the address itself: nothing is fetched from elsewhere. */
function backgroundOf(placeholder: string): CSSProperties {
  return /^data:image\/webp;base64,[A-Za-z0-9+/=]+$/.test(placeholder)
    ? { backgroundImage: `url("${placeholder}")` }
    : {};
}
