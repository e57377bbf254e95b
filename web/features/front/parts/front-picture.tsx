import type { CSSProperties } from 'react';
import { Link } from 'react-router';
import { FRONT_PICTURE_SIZES, pictureBox } from '@lanran/protocol/files/rendition-sources';
import { Localized } from '../../../components/facts/localized.tsx';
import { Picture } from '../../../components/facts/picture.tsx';
import { useAssetTitle } from '../../../lib/assets/asset-names.ts';
import { useText } from '../../../lib/language/text.ts';
import type { FrontAsset } from '../model/front-page.ts';
import { frontText } from '../words/text.ts';
import css from './front-page.module.css';

/** The newest object, large; its place is kept until it is known. */
export function FrontPicture({ asset }: { readonly asset: FrontAsset | null }) {
  if (asset === null) return <div className={css['picture']} style={ratioStyle({ width: 4, height: 3 })} />;
  return <Shown asset={asset} />;
}

function Shown({ asset }: { readonly asset: FrontAsset }) {
  const t = useText(frontText);
  const title = useAssetTitle(asset.title);
  const { image } = asset.cover ?? { image: null };
  if (image === null) return null;
  return (
    <figure className={css['picture']} style={ratioStyle(pictureBox(image))}>
      <Link to={`/assets/${asset.id}`} aria-label={title.text} lang={title.lang}>
        <Picture file={asset.cover} alt="" sizes={FRONT_PICTURE_SIZES} fallback={null} isEager />
      </Link>
      <figcaption>
        <span lang={title.lang}>{title.text}</span>
        {asset.community !== null && (
          <>
            {' · '}
            <Localized text={asset.community.name} />
          </>
        )}
        {asset.synthetic && ` · ${t('synthetic')}`}
      </figcaption>
    </figure>
  );
}

/** A custom property, which React's type of styles does not know. */
function ratioStyle({ width, height }: { readonly width: number; readonly height: number }): CSSProperties {
  return { '--ratio': (width / height).toFixed(4) } as CSSProperties;
}
