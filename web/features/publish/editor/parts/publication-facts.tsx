import type { Fact } from '../../../../components/facts/facts.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useContentWords } from '../../uploads/parts/content-words.tsx';
import { CONTENT_FIELDS, type DraftContent } from '../model/draft-form.ts';
import type { FileRow } from '../../uploads/model/file-rows.ts';
import type { Draft } from '../model/queries.ts';
import css from './sheet.module.css';
import { signText } from '../words/sign-text.ts';
import { publishText } from '../words/text.ts';

interface PublicationFactsParts {
  readonly content: DraftContent;
  readonly draft: Draft;
  readonly rows: readonly FileRow[];
}

/** Everything that a signature will say, field by field. */
export function usePublicationFacts({ content, draft, rows }: PublicationFactsParts): readonly Fact[] {
  const t = useText(signText);
  const words = useText(publishText);
  const say = useContentWords();
  const formats = useFormats();
  const { language } = useLanguage();
  const { name, slug } = draft.organization;
  const size = formats.bytes(rows.reduce((sum, { bytes }) => sum + bytes, 0));
  const fields = CONTENT_FIELDS.flatMap((field): Fact[] => {
    const value = field === 'access' ? <ConsequenceOf access={content.access} /> : say(content, field);
    if (value === null) return [];
    return [{ name: words(`field.${field}`), value: <span className={css['text']}>{value}</span> }];
  });
  return [
    ...fields,
    { name: t('files'), value: t('filesValue', { count: rows.length, size }) },
    { name: t('holder'), value: pickText(name, language)?.text ?? slug },
    { name: t('log'), value: t('logValue') },
  ];
}

function ConsequenceOf({ access }: { readonly access: DraftContent['access'] }) {
  const words = useText(publishText);
  return (
    <>
      <strong>{words(`access.${access}`)}</strong>
      <br />
      {words(`accessHint.${access}`)}
    </>
  );
}
