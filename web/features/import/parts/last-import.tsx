import { Button } from '../../../components/forms/button.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './import.module.css';
import { importText } from '../words/import-text.ts';
import type { KeptResult } from '../model/kept-import.ts';
import { ProblemTable } from './problem-table.tsx';
import { RecordTable } from './record-table.tsx';

/** What came of the import before, after the page was left or loaded anew. */
export function LastImport({ result, onForget }: { readonly result: KeptResult; onForget(): void }) {
  const t = useText(importText);
  const { isOver, counts, columns, records, problems } = result;
  return (
    <section className={css['section']} aria-labelledby="last-title">
      <h2 id="last-title">{t('last')}</h2>
      <Notice tone={isOver && counts.failed === 0 ? 'live' : 'unknown'}>
        {!isOver && <p>{t('lastStopped')}</p>}
        <p>{t('doneCounts', { ...counts })}</p>
      </Notice>
      <div>
        <Button onPress={onForget}>{t('lastForget')}</Button>
      </div>
      <ProblemTable problems={problems} columns={columns} fileName="import-errors.csv" />
      <RecordTable records={records} />
    </section>
  );
}
