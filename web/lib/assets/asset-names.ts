import { pickText } from '../session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import { assetText } from './asset-text.ts';

type Names = Parameters<typeof pickText>[0];

/** In the reader's language, else in the other. */
export function useAssetTitle(title: Names) {
  const { language } = useLanguage();
  const t = useText(assetText);
  const found = pickText(title, language) ?? { text: t('noTitle'), language };
  return { text: found.text, lang: LANGUAGE_TAGS[found.language] };
}

export function useHolderName(
  holder: { readonly slug: string; readonly name: Names } | null | undefined,
): string {
  const { language } = useLanguage();
  return pickText(holder?.name, language)?.text ?? holder?.slug ?? '';
}
