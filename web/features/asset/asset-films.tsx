import { useText } from '../../lib/text.ts';
import css from './asset-pictures.module.css';
import type { AssetOnPage } from './documents.ts';
import { assetText } from './text.ts';

/** Films to be watched by who may have the originals; others find them in the list of files. */
export function AssetFilms({ asset }: { readonly asset: AssetOnPage }) {
  const t = useText(assetText);
  const films = asset.files.filter(({ mediaType }) => mediaType.startsWith('video/'));
  return films.map((file) => (
    <figure key={file.id} className={css['figure']}>
      {/* What the holder published is shown as it is; subtitles, where there are any, are files of their own. */}
      {/* eslint-disable-next-line jsx-a11y/media-has-caption */}
      <video
        className={css['film']}
        controls
        preload="metadata"
        src={`/files/${encodeURIComponent(file.id)}`}
        aria-label={t('film', { path: file.path })}
      />
      <figcaption className={css['caption']}>{file.path}</figcaption>
    </figure>
  ));
}
