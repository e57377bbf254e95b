import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { useLanguage } from '../../../lib/language/language.tsx';
import { findSpokenError } from '../model/problem-words.ts';

/** What is wrong with a folder, table or mapping, in the words of the import's own catalog. */
export function SpokenError({ error }: { readonly error: unknown }) {
  const { language } = useLanguage();
  const text = findSpokenError(error, language);
  if (text === null) return <ErrorNotice error={error} />;
  return (
    <Notice tone="refused" isLive>
      <p>{text}</p>
    </Notice>
  );
}
