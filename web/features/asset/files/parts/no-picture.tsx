import { PicturePlaceholder } from '../../../../components/facts/picture-placeholder.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useMissingPictureWords } from '../../../../lib/pictures/missing-picture.ts';
import { filesWent } from '../../../../lib/taking-down/left.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { AssetOnPage } from '../../asset/model/documents.ts';
import { assetText } from '../../asset/words/text.ts';

interface NoPictureProps {
  readonly asset: Pick<
    AssetOnPage,
    'missingPicture' | 'holder' | 'takeDowns' | 'version' | 'publishedAt' | 'files'
  >;
}

/** In place of a picture, why there is none. */
export function NoPicture({ asset }: NoPictureProps) {
  const t = useText(assetText);
  const { language } = useLanguage();
  const wordsFor = useMissingPictureWords();
  const { missingPicture, holder } = asset;
  // Which pictures there were is not known any more.
  if (missingPicture?.why !== 'NOT_YET' && filesWent(asset.takeDowns, asset).length > 0)
    return (
      <PicturePlaceholder>{t(asset.files.length === 0 ? 'filesGone' : 'pictureWent')}</PicturePlaceholder>
    );
  // One that was made since the list of files was read.
  if (missingPicture === null) return <PicturePlaceholder>{t('brokenPicture')}</PicturePlaceholder>;
  const name = pickText(holder.name, language)?.text ?? holder.slug;
  return <PicturePlaceholder>{wordsFor(missingPicture, { holder: name })}</PicturePlaceholder>;
}
