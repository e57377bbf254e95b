import { Download, Pause } from 'lucide-react';
import type { Table } from '@lanran/sdk/import/table';
import { Button } from '../../../components/forms/button.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { Progress } from '../../../components/page/progress.tsx';
import { csvOf } from '@lanran/protocol/kernel/csv';
import { useTimeLeft } from '../../../lib/files/time-left.ts';
import { useFormats } from '../../../lib/language/format.ts';
import { saveText } from '../../../lib/kept/save-file.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './import.module.css';
import { countsOf, type ImportRun, type RunView } from '../model/import-run.ts';
import { importText } from '../words/import-text.ts';
import { ProblemTable } from './problem-table.tsx';
import { speakProblem } from '../model/problem-words.ts';
import { RecordTable } from './record-table.tsx';

interface RunProgressProps {
  readonly run: ImportRun;
  readonly view: RunView;
  readonly table: Pick<Table, 'columns' | 'rows' | 'problems'>;
  onNext(): void;
}

/** How far an import is, record by record; and what came of it. */
export function RunProgress({ run, view, table, onNext }: RunProgressProps) {
  const t = useText(importText);
  const { language } = useLanguage();
  const formats = useFormats();
  const timeLeft = useTimeLeft();
  const { columns } = table;
  const count = table.rows.length + table.problems.length;
  const records = [...view.records.values()];
  const { published, existing, failed } = countsOf(view);
  const over = published + existing + failed;
  const notes = [
    t('progressOf', { done: formats.bytes(view.sentBytes), total: formats.bytes(view.totalBytes) }),
    ...(view.rate === null
      ? []
      : [t('speed', { speed: formats.bytes(view.rate.bytesPerSecond) }), timeLeft(view.rate.secondsLeft)]),
  ];
  const save = () => {
    const spoken = view.problems.map((problem) => speakProblem(problem, { columns, language }));
    const states = new Map<number, string>();
    for (const { row, place, text, english } of spoken) {
      const words = `${place === '' ? '' : t('place', { place })}${text}${english ?? ''}`;
      states.set(row, [...(states.has(row) ? [states.get(row)] : []), words].join(' '));
    }
    const rows = [
      ...records.map(({ row, externalId, state, assetId }) => [
        String(row),
        externalId,
        states.has(row) ? t('states.failed') : t(`states.${state}`),
        assetId === null ? '' : new URL(`/assets/${assetId}`, window.location.href).href,
        states.get(row) ?? '',
      ]),
      ...[...states]
        .filter(([row]) => !view.records.has(row))
        .map(([row, message]) => [String(row), '', t('states.failed'), '', message]),
    ];
    const head = [t('row'), t('record'), t('state'), t('see'), t('message')];
    saveText(csvOf([head, ...rows]), 'import.csv', 'text/csv');
  };
  return (
    <div className={css['column']}>
      {view.phase === 'running' && (
        <>
          <Progress label={t('told', { done: over, all: count })} value={count === 0 ? null : over / count} />
          {view.toSign === null && view.totalBytes > 0 && (
            <Progress
              label={t(view.isOffline ? 'offline' : 'sending')}
              value={Math.min(1, view.sentBytes / view.totalBytes)}
              note={notes.join(' · ')}
            />
          )}
          <p role="status" className={css['soft']}>
            {view.isOffline
              ? t('offlineKept')
              : view.toSign === null
                ? t('told', { done: over, all: count })
                : t('waitingToSign')}
          </p>
          <div>
            <Button onPress={() => run.stop()}>
              <Pause size={18} aria-hidden="true" />
              {t('stop')}
            </Button>
          </div>
        </>
      )}
      {view.phase === 'done' && (
        <>
          <Notice tone={failed === 0 ? 'live' : 'unknown'} isLive title={t('done')}>
            <p>{t('doneCounts', { published, existing, failed })}</p>
          </Notice>
          <div className={css['row']}>
            <Button onPress={save}>
              <Download size={18} aria-hidden="true" />
              {t('report')}
            </Button>
            <Button onPress={onNext}>{t('next')}</Button>
          </div>
          <ProblemTable problems={view.problems} columns={columns} fileName="import-errors.csv" />
        </>
      )}
      <RecordTable records={records} />
    </div>
  );
}
