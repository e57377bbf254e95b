import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ListChecks, Upload } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '../../../components/forms/button.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { Progress } from '../../../components/page/progress.tsx';
import { useText } from '../../../lib/language/text.ts';
import { DoubtfulFiles } from '../../../lib/files/doubtful-files.tsx';
import { BatchSheet } from './batch-sheet.tsx';
import type { ImportSource } from '../model/engine.ts';
import css from './import.module.css';
import { countsOf, ImportRun, settled } from '../model/import-run.ts';
import { importText } from '../words/import-text.ts';
import { keepResult } from '../model/kept-import.ts';
import { ProblemTable } from './problem-table.tsx';
import { RunProgress } from './run-progress.tsx';
import { RunStopped } from './run-stopped.tsx';
import { SpokenError } from './spoken-error.tsx';

interface ImportSectionProps {
  readonly source: ImportSource;
  readonly organization: string;
  /** Whether something is under way or over. */
  onSettled(isSettled: boolean): void;
  onNext(): void;
}

/** Checked, then imported: nothing is published that was not signed on a sheet. */
export function ImportSection({ source, organization, onSettled, onNext }: ImportSectionProps) {
  const t = useText(importText);
  const cache = useQueryClient();
  const [done, setDone] = useState(0);
  const check = useMutation({
    mutationFn: async (of: ImportSource) => {
      setDone(0);
      const { checkImport } = await import('../model/engine.ts');
      return { of, ...(await checkImport(of, (count) => setDone((before) => before + count))) };
    },
  });
  const [{ run, isOf }, setRun] = useState(() => runOf(source));
  const view = useSyncExternalStore(run.subscribe, run.getView);
  const isRunning = view.phase === 'running';
  useEffect(() => {
    if (view.phase !== 'done') return;
    void cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'import' });
  }, [cache, view.phase]);
  useEffect(() => {
    if (!isRunning) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isRunning]);
  useEffect(() => {
    const { organizationId, table } = isOf;
    const keep = () => {
      const now = run.getView();
      if (now.phase === 'idle') return;
      keepResult(organizationId, {
        isOver: now.phase === 'done',
        counts: countsOf(now),
        columns: table.columns,
        records: settled(now.records.values(), now.problems),
        problems: now.problems,
      });
    };
    window.addEventListener('pagehide', keep);
    return () => {
      window.removeEventListener('pagehide', keep);
      keep();
      run.stop();
    };
  }, [run, isOf]);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // What was pressed is gone with its phase: the focus goes on to what came of it.
    if (view.phase !== 'idle' && document.activeElement === document.body) place.current?.focus();
  }, [view.phase]);
  useEffect(() => onSettled(isRunning || view.phase === 'done'), [isRunning, view.phase, onSettled]);
  const checked = check.data?.of === source ? check.data : null;
  const count = source.table.rows.length + source.table.problems.length;
  const start = () => {
    const next = isOf === source ? run : null;
    const begun = next ?? runOf(source).run;
    if (next === null) setRun({ run: begun, isOf: source });
    void begun.start();
  };
  return (
    <section ref={place} tabIndex={-1} className={css['section']} aria-labelledby="import-title">
      <h2 id="import-title">{t('import', { count: checked?.counts.ready ?? count })}</h2>
      {view.phase === 'idle' && (
        <>
          <p>{t('checkText')}</p>
          <div>
            <Button onPress={() => check.mutate(source)} isDisabled={check.isPending}>
              <ListChecks size={18} aria-hidden="true" />
              {t('check')}
            </Button>
          </div>
          {check.isPending && (
            <Progress label={t('checking', { done, all: count })} value={count === 0 ? null : done / count} />
          )}
          {check.isError && <SpokenError error={check.error} />}
          {checked !== null && (
            <>
              <Notice tone={checked.failed === 0 ? 'live' : 'unknown'} isLive>
                {t('checkedAll', {
                  ready: checked.counts.ready,
                  existing: checked.counts.existing,
                  failed: checked.failed,
                })}
              </Notice>
              <DoubtfulFiles files={checked.doubts} />
              <ProblemTable
                problems={checked.problems}
                columns={source.table.columns}
                fileName="dry-run.csv"
              />
            </>
          )}
        </>
      )}
      {view.phase === 'idle' && (
        <>
          <p>{t('importText')}</p>
          <div>
            <Button kind="main" onPress={start} isDisabled={check.isPending || checked?.counts.ready === 0}>
              <Upload size={18} aria-hidden="true" />
              {t('import', { count: checked?.counts.ready ?? count })}
            </Button>
          </div>
        </>
      )}
      {view.phase === 'stopped' && <RunStopped error={view.error} onGoOn={start} />}
      {view.phase !== 'idle' && <RunProgress run={run} view={view} table={source.table} onNext={onNext} />}
      {view.toSign !== null && (
        <BatchSheet
          key={view.toSign.number}
          batch={view.toSign}
          organization={organization}
          onSigned={(signed) => run.signed(signed)}
          onClose={() => run.stop()}
        />
      )}
    </section>
  );
}

function runOf(source: ImportSource): { readonly run: ImportRun; readonly isOf: ImportSource } {
  const run = new ImportRun({
    run: async (hooks) => (await import('../model/engine.ts')).runImport(source, hooks),
    now: () => performance.now(),
  });
  return { run, isOf: source };
}
