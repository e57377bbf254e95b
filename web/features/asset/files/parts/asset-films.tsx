import { useState } from 'react';
import { PicturePlaceholder } from '../../../../components/facts/picture-placeholder.tsx';
import { renditionUrl } from '@lanran/protocol/files/rendition-sources';
import { useText } from '../../../../lib/language/text.ts';
import css from './asset-pictures.module.css';
import type { AssetFile, AssetOnPage } from '../../asset/model/documents.ts';
import { isFilm } from '../model/film.ts';
import { NoPicture } from './no-picture.tsx';
import { assetText } from '../../asset/words/text.ts';

interface AssetFilmsProps {
  readonly asset: AssetOnPage;
  /** Whoever may have the original may watch it, where no smaller film was made. */
  readonly canDownload: boolean;
}

/** Films to be watched by whoever sees the asset, small and marked unless they are open. */
export function AssetFilms({ asset, canDownload }: AssetFilmsProps) {
  const t = useText(assetText);
  return asset.files.filter(isFilm).map((file) => (
    <figure key={file.id} className={css['figure']}>
      <Film file={file} asset={asset} canDownload={canDownload} />
      <figcaption className={css['caption']}>
        {file.path}
        {asset.access !== 'OPEN' && file.image !== null && <> · {t('watermark')}</>}
      </figcaption>
    </figure>
  ));
}

function Film({ file, asset, canDownload }: AssetFilmsProps & { readonly file: AssetFile }) {
  const t = useText(assetText);
  const { id, path, image } = file;
  const [isBroken, setIsBroken] = useState(false);
  if (image === null && !canDownload)
    return asset.missingPicture === null ? (
      <PicturePlaceholder>{t('noFilm')}</PicturePlaceholder>
    ) : (
      <NoPicture asset={asset} />
    );
  if (isBroken) return <PicturePlaceholder ratio={16 / 9}>{t('unplayable', { path })}</PicturePlaceholder>;
  const name = encodeURIComponent(id);
  const source =
    image === null
      ? { src: `/files/${name}` }
      : { src: `/renditions/${name}/film.mp4`, poster: renditionUrl(id, 960) };
  return (
    // What the holder published is shown as it is; subtitles, where there are any, are files of their own.
    // eslint-disable-next-line jsx-a11y/media-has-caption
    <video
      className={css['film']}
      controls
      playsInline
      preload="metadata"
      {...source}
      aria-label={t('film', { path })}
      onError={() => setIsBroken(true)}
    />
  );
}
