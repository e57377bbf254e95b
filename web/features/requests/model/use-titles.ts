import { useFormats } from '../../../lib/language/format.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { pickText } from '../../../lib/session/api.ts';
import { threadText } from '../words/thread-text.ts';

interface Titled {
  readonly assetId: string;
  readonly asset: {
    readonly title: { readonly en: string | null; readonly zh: string | null };
    readonly identifier: string | null;
  } | null;
}

/** What the assets of a request are called: by title, and by the holder’s number, as titles repeat. */
export function useTitles(items: readonly Titled[]) {
  const t = useText(threadText);
  const { language } = useLanguage();
  const { list } = useFormats();
  const titleOf = (assetId: string): string => {
    const asset = items.find((item) => item.assetId === assetId)?.asset ?? null;
    const title = pickText(asset?.title, language)?.text ?? t('untitled');
    return asset?.identifier == null ? title : `${title} (${asset.identifier})`;
  };
  return { titleOf, titlesOf: (ids: readonly string[]) => list(ids.map(titleOf)) };
}
