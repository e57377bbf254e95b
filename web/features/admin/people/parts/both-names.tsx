import { Link } from 'react-router';
import { pickText } from '../../../../lib/session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';

interface BothNamesProps {
  readonly slug: string;
  readonly name: { readonly en: string | null; readonly zh: string | null };
}

/** In the reader's language, and the other one below: the accreditor compares both. */
export function BothNames({ slug, name }: BothNamesProps) {
  const { language } = useLanguage();
  const shown = pickText(name, language);
  const other = language === 'en' ? name.zh : name.en;
  const otherTag = LANGUAGE_TAGS[language === 'en' ? 'zh' : 'en'];
  return (
    <>
      <Link to={`/organizations/${slug}`} lang={shown === null ? undefined : LANGUAGE_TAGS[shown.language]}>
        {shown?.text ?? slug}
      </Link>
      {other !== null && other !== shown?.text && (
        <>
          <br />
          <span lang={otherTag}>{other}</span>
        </>
      )}
    </>
  );
}
