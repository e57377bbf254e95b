import { lazy, Suspense, useState } from 'react';
import { Picture } from '../../../../components/facts/picture.tsx';
import { useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './asset-pictures.module.css';
import type { AssetFile, AssetOnPage } from '../../asset/model/documents.ts';
import { isFilm } from '../model/film.ts';
import { NoPicture } from './no-picture.tsx';
import { assetText } from '../../asset/words/text.ts';
import { StillPicture } from './still-picture.tsx';

const ZoomPicture = lazy(async () => ({ default: (await import('./zoom-picture.tsx')).ZoomPicture }));

const MAX_STRIP = 60;

type PictureOf = AssetFile & { readonly image: NonNullable<AssetFile['image']> };

/** The chosen picture, large, and the others as a strip below it. */
export function AssetPictures({ asset, title }: { readonly asset: AssetOnPage; readonly title: string }) {
  const t = useText(assetText);
  const { me } = useSession();
  // Films are played below; their picture stands for them until then.
  const pictures = asset.files.filter((file): file is PictureOf => file.image !== null && !isFilm(file));
  const [chosenId, setChosenId] = useState(asset.cover?.id ?? null);
  const chosen = pictures.find(({ id }) => id === chosenId) ?? pictures[0];
  if (chosen === undefined) {
    if (asset.files.some(isFilm)) return null;
    return <NoPicture asset={asset} />;
  }
  const isOpen = asset.access === 'OPEN';
  return (
    <figure className={css['figure']}>
      <Suspense key={chosen.id} fallback={<StillPicture file={chosen} title={title} isOpen={isOpen} />}>
        <ZoomPicture
          file={chosen}
          title={title}
          isOpen={isOpen}
          // A studio may have licensed it: the platform says.
          mayHaveTiles={isOpen || me !== null}
        />
      </Suspense>
      {!isOpen && <figcaption className={css['caption']}>{t('watermark')}</figcaption>}
      {pictures.length > 1 && (
        <ul role="list" className={css['strip']} aria-label={t('strip')}>
          {pictures.slice(0, MAX_STRIP).map((file) => (
            <li key={file.id} className={css['thumbnail']}>
              <button
                type="button"
                aria-pressed={file.id === chosen.id}
                aria-label={t('show', { path: file.path })}
                onClick={() => setChosenId(file.id)}
              >
                <Picture file={file} alt="" sizes="7rem" fallback={<span>{file.path}</span>} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}
