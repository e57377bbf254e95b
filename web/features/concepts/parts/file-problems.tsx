import { DataTable } from '../../../components/facts/data-table.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { speakProblem } from '../model/concept-file.ts';
import type { ImportCheck } from '../model/proposal-documents.ts';
import { importText } from '../words/import-text.ts';

/** As many as the platform tells at once. */
const MOST = 100;

/** Each with its line, or its concept, and the field. */
export function FileProblems({ problems }: Pick<ImportCheck, 'problems'>) {
  const t = useText(importText);
  const { language } = useLanguage();
  const rows = problems.map(({ field, message }, at) => ({
    at,
    ...speakProblem({ field: field ?? '', message }, language),
  }));
  return (
    <>
      <Notice tone="refused" isLive>
        <p>{t(rows.length >= MOST ? 'wrongMany' : 'wrong', { count: rows.length })}</p>
      </Notice>
      <DataTable
        caption={t('problems')}
        isCaptionHidden
        rows={rows}
        rowKey={({ at }) => String(at)}
        columns={[
          {
            title: t('place'),
            isHeading: true,
            cell: ({ line, place }) =>
              line === null ? <code>{place}</code> : t('line', { line: String(line) }),
          },
          { title: t('field'), cell: ({ field }) => <code>{field}</code> },
          { title: t('what'), cell: ({ text }) => text },
        ]}
      />
    </>
  );
}
