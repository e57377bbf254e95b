import { pickText } from '../../lib/session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../lib/language/language.tsx';

interface LocalizedProps {
  readonly text: { readonly en: string | null; readonly zh: string | null } | null | undefined;
}

/** A name or title in the reader's language, else in the other, told apart for voices and fonts. */
export function Localized({ text }: LocalizedProps) {
  const { language } = useLanguage();
  const picked = pickText(text, language);
  if (picked === null) return null;
  if (picked.language === language) return <>{picked.text}</>;
  return <span lang={LANGUAGE_TAGS[picked.language]}>{picked.text}</span>;
}
