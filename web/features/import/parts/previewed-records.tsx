import { rightsStatementText } from '@lanran/protocol/assets/rights-statement';
import type { ImportSource, PlannedWebRecord } from '../model/engine.ts';
import { Notice } from '../../../components/page/notice.tsx';
import { pickText } from '../../../lib/session/api.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './import.module.css';
import { importText } from '../words/import-text.ts';
import { MatchedTerms } from './matched-terms.tsx';
import { ProblemLine } from './problem-line.tsx';
import { speakProblem } from '../model/problem-words.ts';
import { SpokenError } from './spoken-error.tsx';
import { usePreview } from '../model/use-import.ts';

interface PreviewedRecordsProps {
  readonly source: ImportSource | null;
  /** The institution's name. */
  readonly organization: string;
}

/** The first records as they would be published, or what is wrong with each. */
export function PreviewedRecords({ source, organization }: PreviewedRecordsProps) {
  const t = useText(importText);
  const { language } = useLanguage();
  const { data, error } = usePreview(source);
  const columns = source?.table.columns ?? [];
  return (
    <div className={css['column']} aria-live="polite">
      <h3>{t('preview')}</h3>
      {error !== null && <SpokenError error={error} />}
      {error === null && data == null && <p className={css['soft']}>{t('previewEmpty')}</p>}
      {error === null && data != null && (
        <>
          {data.records.map(({ row, record, problems }) => (
            <article key={row} className={css['record']}>
              <p className={css['soft']}>
                {t('row')} {row}
              </p>
              {record !== null && <Previewed record={record} />}
              {problems
                .map((problem) => speakProblem(problem, { columns, language }))
                .map((problem) => (
                  <p key={`${problem.place} ${problem.text}`}>
                    {problem.place !== '' && <strong>{t('place', { place: problem.place })}</strong>}
                    <ProblemLine problem={problem} />
                  </p>
                ))}
            </article>
          ))}
          <MatchedTerms matches={data.matches} organization={organization} />
          {data.unread.length > 0 && <Notice>{t('unread', { columns: data.unread.join(', ') })}</Notice>}
        </>
      )}
    </div>
  );
}

function Previewed({ record: { externalId, content, files } }: { readonly record: PlannedWebRecord }) {
  const t = useText(importText);
  const { language } = useLanguage();
  const formats = useFormats();
  const localized = (text: { readonly en?: string; readonly zh?: string } | undefined) =>
    pickText({ en: text?.en ?? null, zh: text?.zh ?? null }, language);
  const title = localized(content.title);
  const description = localized(content.description);
  const terms = (content.terms ?? []).map((term) => localized(term)?.text ?? term.code);
  return (
    <>
      <h4 lang={title === null ? undefined : LANGUAGE_TAGS[title.language]}>{title?.text}</h4>
      <p className={css['soft']}>
        {[externalId, t(`kinds.${content.kind}`), t(`accesses.${content.access}`)].join(' · ')}
      </p>
      {description !== null && (
        <p lang={LANGUAGE_TAGS[description.language]} className={css['text']}>
          {description.text}
        </p>
      )}
      {terms.length > 0 && (
        <p className={css['soft']}>
          {t('terms2')}: {formats.list(terms)}
        </p>
      )}
      {content.rightsStatement !== undefined && (
        <p className={css['soft']}>{rightsStatementText(content.rightsStatement, language)}</p>
      )}
      {content.noCommunityReason !== undefined && (
        <p className={css['soft']}>
          {t('field.noCommunityReason')}: {content.noCommunityReason}
        </p>
      )}
      <p className={css['soft']} translate="no">
        {files.map(({ path, bytes }) => `${path} (${formats.bytes(bytes)})`).join(' · ')}
      </p>
    </>
  );
}
