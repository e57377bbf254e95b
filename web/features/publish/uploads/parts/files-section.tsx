import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { FileChooser } from '../../../../components/forms/file-chooser.tsx';
import { StateMark } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { type Found, type RefusedFile, sortOut } from '../../../../lib/files/chosen-files.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import { CancelSheet } from '../../drafts/parts/cancel-sheet.tsx';
import { ChooseAgain } from './choose-again.tsx';
import { byUrgency, itemsOf } from '../../editor/model/draft-items.ts';
import { type FileActions, FileRow } from './file-row.tsx';
import { areReady, type FileRow as Row, isThere, needsPerson } from '../model/file-rows.ts';
import css from './files.module.css';
import { FilesProgress } from './files-progress.tsx';
import { filesText } from '../words/files-text.ts';
import { Halted } from './halted.tsx';
import { keepAssetFolder, readAssetFolder } from '../model/kept-work.ts';
import { placeChoice } from '../model/place-choice.ts';
import { RefusedFiles } from './refused-files.tsx';
import { SequenceRow } from './sequence-row.tsx';
import type { UploadsView } from '../model/upload-phase.ts';
import type { Uploads } from '../model/uploads.ts';

/** Beyond it, more are shown when asked for: ten thousand rows at once would hold the page up. */
const ROWS_AT_ONCE = 60;
const MORE_ROWS = 240;

interface FilesSectionProps {
  readonly draftId: string;
  readonly rows: readonly Row[];
  readonly uploads: Uploads;
  readonly view: UploadsView;
  /** Takes what they show out of the draft on the platform. */
  remove(rows: readonly Row[]): Promise<void>;
  /** Asks for leave to read again what an earlier visit had chosen. */
  reopen(): Promise<void>;
}

/** The files of a draft: chosen, hashed, sent, and how each stands. */
export const FilesSection = memo(function FilesSection(props: FilesSectionProps) {
  const { draftId, rows, uploads, view, remove, reopen } = props;
  const t = useText(filesText);
  const formats = useFormats();
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  const [most, setMost] = useState(ROWS_AT_ONCE);
  const [canceling, setCanceling] = useState<readonly string[] | null>(null);
  const [error, setError] = useState<unknown>(null);
  const summary = useRef<HTMLDivElement>(null);
  const isFocusLeaving = useRef(false);
  /** Rows that are removed take their buttons with them: the focus stays beside what is left. */
  const catchFocus = () => {
    if (!isFocusLeaving.current || document.activeElement !== document.body) return;
    isFocusLeaving.current = false;
    summary.current?.focus();
  };
  useEffect(catchFocus, [rows]);
  const actions = useMemo<FileActions>(
    () => ({
      pause: (paths) => uploads.pause(paths),
      resume: (paths) => uploads.resume(paths),
      remove: setCanceling,
    }),
    [uploads],
  );
  const rowsAt = (paths: readonly string[]) => {
    const wanted = new Set(paths);
    return rows.filter(({ path }) => wanted.has(path));
  };
  const cancel = async (paths: readonly string[]) => {
    const removed = rowsAt(paths);
    setCanceling(null);
    uploads.cancel(paths);
    isFocusLeaving.current = true;
    try {
      await remove(removed);
      setError(null);
    } catch (problem) {
      setError(problem);
    }
    catchFocus();
  };
  const add = (found: Found) => {
    const placed = placeChoice(found, { rows, assetFolder: readAssetFolder(draftId) });
    if (placed.assetFolder !== null) keepAssetFolder(draftId, placed.assetFolder);
    const { files, refused: left } = sortOut(
      placed.files,
      rows.map(({ path }) => path),
    );
    setRefused([...placed.hidden, ...left]);
    // In the order of their names, as they are listed.
    uploads.add(files.toSorted(({ path: one }, { path: other }) => (one < other ? -1 : Number(one > other))));
  };
  const needy = rows.filter(needsPerson);
  const unfinished = rows.filter((row) => !isThere(row));
  const items = useMemo(() => itemsOf(rows), [rows]);
  const shown = (items.length > ROWS_AT_ONCE || needy.length > 0 ? byUrgency(items) : items).slice(0, most);
  const size = formats.bytes(rows.reduce((sum, { bytes }) => sum + bytes, 0));
  return (
    <section className={css['section']} aria-labelledby="files-title" id="files">
      <h2 id="files-title">{t('title')}</h2>
      <FileChooser hint={t('hashed')} onChosen={add} />
      <RefusedFiles files={refused} />
      {view.isRestoring ? (
        <Skeleton lines={3} />
      ) : (
        <>
          <ChooseAgain rows={rows} reopenable={view.reopenable} reopen={reopen} />
          {view.halted !== null && <Halted error={view.halted} onGoOn={() => uploads.resumeAll()} />}
          <FilesProgress uploads={uploads} view={view} />
          {error !== null && <ErrorNotice error={error} />}
          <div ref={summary} tabIndex={-1} className={css['summary']} role="status">
            <span>{t('summary', { count: rows.length, size })}</span>
            {areReady(rows) && <StateMark tone="live">{t('ready')}</StateMark>}
            {needy.length > 0 && (
              <StateMark tone="unknown">{t('attention', { count: needy.length })}</StateMark>
            )}
          </div>
          {rows.length > 0 && (
            <ul role="list" aria-label={t('list')} className={css['list']}>
              {shown.map((item) =>
                item.kind === 'file' ? (
                  <FileRow key={item.key} row={item.row} actions={actions} />
                ) : (
                  <SequenceRow key={item.key} item={item} actions={actions} />
                ),
              )}
            </ul>
          )}
          <div className={css['more']}>
            {shown.length < items.length && (
              <Button onPress={() => setMost((before) => before + MORE_ROWS)}>
                {t('showMore', {
                  count: Math.min(MORE_ROWS, items.length - shown.length),
                  all: items.length,
                })}
              </Button>
            )}
            {unfinished.length > 1 && (
              <Button kind="quiet" onPress={() => setCanceling(unfinished.map(({ path }) => path))}>
                {t('removeUnfinished', { count: unfinished.length })}
              </Button>
            )}
          </div>
        </>
      )}
      {canceling !== null && (
        <CancelSheet
          rows={rowsAt(canceling)}
          onCancel={() => void cancel(canceling)}
          onClose={() => setCanceling(null)}
        />
      )}
    </section>
  );
});
