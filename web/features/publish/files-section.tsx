import { memo, useMemo, useRef, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Details } from '../../components/details.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Notice, StateMark } from '../../components/notice.tsx';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/text.ts';
import { type ChosenFile, placeAgain, type RefusedFile, sortOut } from './chosen-files.ts';
import { FileChooser } from './file-chooser.tsx';
import { type FileActions, FileRow } from './file-row.tsx';
import { areReady, type FileRow as Row } from './file-rows.ts';
import css from './files.module.css';
import { FilesProgress } from './files-progress.tsx';
import { filesText } from './files-text.ts';
import type { Uploads, UploadsView } from './uploads.ts';

/** Beyond it, the rest is shown when asked for. */
const FIRST_ROWS = 60;
const FIRST_REFUSED = 5;

interface FilesSectionProps {
  readonly rows: readonly Row[];
  readonly uploads: Uploads;
  readonly view: UploadsView;
  /** Takes it out of the draft on the platform. */
  remove(path: string): Promise<void>;
}

/** The files of a draft: chosen, hashed, sent, and how each stands. */
export const FilesSection = memo(function FilesSection({ rows, uploads, view, remove }: FilesSectionProps) {
  const t = useText(filesText);
  const formats = useFormats();
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  const [isAll, setIsAll] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const summary = useRef<HTMLDivElement>(null);
  const actions = useMemo<FileActions>(
    () => ({
      pause: (path) => uploads.pause(path),
      resume: (path) => uploads.resume(path),
      remove: (path) => {
        uploads.cancel(path);
        // The row goes, and its button with it: the focus stays beside what is left.
        summary.current?.focus();
        remove(path).then(() => setError(null), setError);
      },
    }),
    [uploads, remove],
  );
  const add = (chosen: readonly ChosenFile[]) => {
    const { files, refused: left } = sortOut(
      placeAgain(chosen, rows.filter(needsPerson)),
      rows.map(({ path }) => path),
    );
    setRefused(left);
    uploads.add(files);
  };
  const needy = rows.filter(needsPerson);
  const ordered = needy.length === 0 ? rows : [...needy, ...rows.filter((row) => !needsPerson(row))];
  const shown = isAll ? ordered : ordered.slice(0, FIRST_ROWS);
  const size = formats.bytes(rows.reduce((sum, { bytes }) => sum + bytes, 0));
  return (
    <section className={css['section']} aria-labelledby="files-title" id="files">
      <h2 id="files-title">{t('title')}</h2>
      <FileChooser onChosen={add} />
      <Refused files={refused} />
      {needy.length > 0 && <ChooseAgain rows={needy} />}
      <FilesProgress uploads={uploads} view={view} />
      {error !== null && <ErrorNotice error={error} />}
      <div ref={summary} tabIndex={-1} className={css['summary']} role="status">
        <span>{t('summary', { count: rows.length, size })}</span>
        {areReady(rows) && <StateMark tone="live">{t('ready')}</StateMark>}
        {needy.length > 0 && <StateMark tone="unknown">{t('attention', { count: needy.length })}</StateMark>}
      </div>
      {rows.length > 0 && (
        <ul role="list" aria-label={t('list')} className={css['list']}>
          {shown.map((row) => (
            <FileRow key={row.path} row={row} actions={actions} />
          ))}
        </ul>
      )}
      {shown.length < rows.length && (
        <div>
          <Button onPress={() => setIsAll(true)}>{t('showAll', { count: rows.length })}</Button>
        </div>
      )}
    </section>
  );
});

function needsPerson({ standing }: Row): boolean {
  return (
    standing === 'failed' || standing === 'unchecked' || standing === 'interrupted' || standing === 'differs'
  );
}

/** Said once, however many files it is about. */
function ChooseAgain({ rows }: { readonly rows: readonly Row[] }) {
  const t = useText(filesText);
  const count = (standing: Row['standing']) => rows.filter((row) => row.standing === standing).length;
  const unchecked = count('unchecked');
  const interrupted = count('interrupted');
  if (unchecked + interrupted === 0) return null;
  return (
    <Notice tone="unknown" title={t('againTitle', { count: unchecked + interrupted })}>
      {unchecked > 0 && <p>{t('advice.unchecked', { count: unchecked })}</p>}
      {interrupted > 0 && <p>{t('advice.interrupted', { count: interrupted })}</p>}
    </Notice>
  );
}

function Refused({ files }: { readonly files: readonly RefusedFile[] }) {
  const t = useText(filesText);
  if (files.length === 0) return null;
  const list = (some: readonly RefusedFile[]) => (
    <ul>
      {some.map(({ path, why }, at) => (
        <li key={`${path} ${String(at)}`}>
          <strong translate="no">{path}</strong> {t(`refused.${why}`)}
        </li>
      ))}
    </ul>
  );
  const rest = files.slice(FIRST_REFUSED);
  return (
    <Notice tone="unknown" isLive title={t('refusedTitle', { count: files.length })}>
      {list(files.slice(0, FIRST_REFUSED))}
      {rest.length > 0 && <Details summary={t('refusedRest', { count: rest.length })}>{list(rest)}</Details>}
    </Notice>
  );
}
