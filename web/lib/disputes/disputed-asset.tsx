import { Picture } from '../../components/facts/picture.tsx';
import { PicturePlaceholder } from '../../components/facts/picture-placeholder.tsx';
import { pickText } from '../session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import type { DisputedAsset } from './documents.ts';
import { disputesText } from './text.ts';

/** How an asset and its holder are called; of an asset that the reader may not see, that. */
export function useAssetNames(asset: DisputedAsset | null) {
  const t = useText(disputesText);
  const { language } = useLanguage();
  const title = pickText(asset?.title, language) ?? {
    text: t(asset === null ? 'hidden' : 'noTitle'),
    language,
  };
  const holder = pickText(asset?.holder.name, language)?.text ?? asset?.holder.slug ?? '';
  return { title: title.text, lang: LANGUAGE_TAGS[title.language], holder };
}

/** Beside its title, which says what it shows. */
export function DisputedPicture({ asset }: { readonly asset: DisputedAsset }) {
  const t = useText(disputesText);
  return (
    <Picture
      file={asset.cover}
      alt=""
      sizes="9rem"
      fallback={<PicturePlaceholder>{t('noPicture')}</PicturePlaceholder>}
    />
  );
}
