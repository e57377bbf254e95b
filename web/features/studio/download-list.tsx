import { Button } from '../../components/button.tsx';
import { Details } from '../../components/details.tsx';
import { Notice, StateMark } from '../../components/notice.tsx';
import { Progress } from '../../components/progress.tsx';
import { errorCode } from '../../lib/error-text.ts';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/text.ts';
import css from './download-list.module.css';
import { type DownloadState, pauseDownload, startDownload, useDownload } from './downloads.ts';
import type { LicensedFile } from './file-request.ts';
import { licenseText } from './license-text.ts';
import { keepsParts } from './opfs-part-store.ts';

/** The files of a license, each with its progress; a reload goes on where it was. */
export function DownloadList({ files }: { readonly files: readonly LicensedFile[] }) {
  const t = useText(licenseText);
  const canKeep = keepsParts();
  const downloadAll = async () => {
    for (const file of files) await startDownload(file);
  };
  return (
    <>
      {!canKeep && (
        <Notice tone="unknown">
          <p>{t('filesPlain')}</p>
        </Notice>
      )}
      {canKeep && files.length > 1 && (
        <div>
          <Button kind="main" onPress={() => void downloadAll()}>
            {t('downloadAll')}
          </Button>
        </div>
      )}
      <ul role="list" className={css['files']}>
        {files.map((file) => (
          <li key={file.id}>{canKeep ? <FileRow file={file} /> : <PlainRow file={file} />}</li>
        ))}
      </ul>
    </>
  );
}

function PlainRow({ file }: { readonly file: LicensedFile }) {
  const formats = useFormats();
  return (
    <p className={css['name']}>
      <a href={`/files/${file.id}`} download>
        {file.path}
      </a>{' '}
      <span className={css['soft']}>{formats.bytes(file.bytes)}</span>
    </p>
  );
}

function FileRow({ file }: { readonly file: LicensedFile }) {
  const t = useText(licenseText);
  const formats = useFormats();
  const state = useDownload(file);
  return (
    <div className={css['file']}>
      <p className={css['name']}>
        <strong>{file.path}</strong> <span className={css['soft']}>{formats.bytes(file.bytes)}</span>
      </p>
      <FileButton file={file} state={state} />
      <FileState file={file} state={state} />
      {state.phase === 'failed' && <FileError file={file} error={state.error} />}
      <Details>
        <p>
          <code>{file.sha256}</code>
        </p>
        <p>
          <a href={`/files/${file.id}`} download>
            {t('plainLink')}
          </a>
        </p>
      </Details>
    </div>
  );
}

function FileButton({ file, state }: { readonly file: LicensedFile; readonly state: DownloadState }) {
  const t = useText(licenseText);
  const name = { file: file.path };
  switch (state.phase) {
    case 'running':
    case 'checking':
      return (
        <Button onPress={() => pauseDownload(file)} aria-label={t('pauseOf', name)}>
          {t('pause')}
        </Button>
      );
    case 'paused':
    case 'failed':
      return (
        <Button kind="main" onPress={() => void startDownload(file)} aria-label={t('resumeOf', name)}>
          {t('resume')}
        </Button>
      );
    case 'saved':
      return (
        <Button onPress={() => void startDownload(file)} aria-label={t('againOf', name)}>
          {t('again')}
        </Button>
      );
    case 'idle':
      return (
        <Button onPress={() => void startDownload(file)} aria-label={t('downloadOf', name)}>
          {t('download')}
        </Button>
      );
  }
}

function FileState({ file, state }: { readonly file: LicensedFile; readonly state: DownloadState }) {
  const t = useText(licenseText);
  const formats = useFormats();
  const timeLeft = useTimeLeft();
  if (state.phase === 'idle' || state.phase === 'failed') return null;
  if (state.phase === 'saved')
    return (
      <p role="status" className={css['state']}>
        <StateMark tone="live">{t('saved')}</StateMark>
      </p>
    );
  const labels = { running: t('arriving'), paused: t('paused'), checking: t('checking') };
  const amount = t('ofBytes', { done: formats.bytes(state.done), total: formats.bytes(file.bytes) });
  const speed = state.bytesPerSecond;
  const note =
    speed === null || speed === 0
      ? amount
      : `${amount} · ${t('speed', { speed: formats.bytes(speed), left: timeLeft((file.bytes - state.done) / speed) })}`;
  return (
    <div className={css['state']}>
      <Progress
        label={labels[state.phase]}
        value={file.bytes === 0 ? 1 : Math.min(1, state.done / file.bytes)}
        note={note}
      />
    </div>
  );
}

function useTimeLeft(): (seconds: number) => string {
  const t = useText(licenseText);
  return (seconds) =>
    seconds >= 90
      ? t('minutes', { minutes: Math.round(seconds / 60) })
      : t('seconds', { seconds: Math.max(1, Math.round(seconds)) });
}

function FileError({ file, error }: { readonly file: LicensedFile; readonly error: unknown }) {
  const t = useText(licenseText);
  return (
    <div className={css['state']}>
      <Notice tone="refused" isLive>
        <p>{wordsFor(error, t)}</p>
        <Details>
          <p lang="en">
            {file.id} {error instanceof Error ? error.message : String(error)}
          </p>
        </Details>
      </Notice>
    </div>
  );
}

type FailureKey = 'fileRefused' | 'fileLost' | 'fileWrong' | 'fileFull' | 'fileBroken';

function wordsFor(error: unknown, t: (key: FailureKey) => string): string {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return t('fileFull');
  switch (errorCode(error)) {
    case 'NOT_FOUND':
    case 'SIGN_IN_REQUIRED':
      return t('fileRefused');
    case 'CONTENT_DAMAGED':
    case 'CONTENT_MISSING':
      return t('fileLost');
    case 'CONTENT_MISMATCH':
      return t('fileWrong');
    default:
      return t('fileBroken');
  }
}
