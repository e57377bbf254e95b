import { Woven } from '../../components/woven.tsx';
import { pickText } from '../../lib/api.ts';
import { useLanguage } from '../../lib/language.tsx';
import { useMissingPictureWords } from '../../lib/missing-picture.ts';
import { useText } from '../../lib/text.ts';
import type { AssetOnPage } from './documents.ts';
import { assetText } from './text.ts';

interface NoPictureProps {
  readonly asset: Pick<AssetOnPage, 'missingPicture' | 'holder'>;
}

/** In place of a picture, why there is none. */
export function NoPicture({ asset: { missingPicture, holder } }: NoPictureProps) {
  const t = useText(assetText);
  const { language } = useLanguage();
  const wordsFor = useMissingPictureWords();
  // One that was made since the list of files was read.
  if (missingPicture === null) return <Woven>{t('brokenPicture')}</Woven>;
  const name = pickText(holder.name, language)?.text ?? holder.slug;
  return <Woven>{wordsFor(missingPicture, { holder: name })}</Woven>;
}
