import { Details } from '../../../../components/facts/details.tsx';
import { Notice, StateMark } from '../../../../components/page/notice.tsx';
import { Progress } from '../../../../components/page/progress.tsx';
import { errorCode } from '../../../../lib/session/error-text.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from './download-list.module.css';
import type { DownloadState } from '../model/downloads.ts';
import { licenseText } from '../../license/words/license-text.ts';
import type { DownloadItem } from '../model/download-item.ts';

const LOST_NAMED = 12;

interface DownloadProgressProps {
  readonly wanted: DownloadItem;
  readonly state: DownloadState;
}

/** How far a download is, and what came in its way. */
export function DownloadProgress({ wanted, state }: DownloadProgressProps) {
  const t = useText(licenseText);
  switch (state.phase) {
    case 'idle':
      return null;
    case 'failed':
      return <Failure wanted={wanted} state={state} />;
    case 'saved':
      return (
        <div role="status" className={css['state']}>
          <StateMark tone="live">{t('saved')}</StateMark>
          <LostFrames lost={state.lost} />
        </div>
      );
    case 'running':
    case 'paused':
    case 'checking':
      return <Amount bytes={wanted.bytes} state={state} phase={state.phase} />;
  }
}

interface AmountProps {
  readonly bytes: number;
  readonly state: DownloadState;
  readonly phase: 'running' | 'paused' | 'checking';
}

function Amount({ bytes, state: { done, bytesPerSecond: speed }, phase }: AmountProps) {
  const t = useText(licenseText);
  const formats = useFormats();
  const timeLeft = useTimeLeft();
  const labels = { running: t('arriving'), paused: t('paused'), checking: t('checking') };
  const amount = t('ofBytes', { done: formats.bytes(done), total: formats.bytes(bytes) });
  const note =
    speed === null || speed === 0
      ? amount
      : `${amount} · ${t('speed', { speed: formats.bytes(speed), left: timeLeft((bytes - done) / speed) })}`;
  return (
    <div className={css['state']}>
      <Progress label={labels[phase]} value={bytes === 0 ? 1 : Math.min(1, done / bytes)} note={note} />
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

/** The others were saved: they are not held up. */
function LostFrames({ lost }: Pick<DownloadState, 'lost'>) {
  const t = useText(licenseText);
  const formats = useFormats();
  if (lost.length === 0) return null;
  const named = lost.slice(0, LOST_NAMED);
  return (
    <Notice tone="unknown">
      <p>
        {t('framesLost', {
          count: lost.length,
          frames: formats.list(named),
          rest: lost.length - named.length,
        })}
      </p>
    </Notice>
  );
}

function Failure({ wanted, state: { error, failedPath } }: DownloadProgressProps) {
  const t = useText(licenseText);
  return (
    <div className={css['state']}>
      <Notice tone="refused" isLive>
        <p>{wordsFor(error, t)}</p>
        <Details>
          <p lang="en">
            {failedPath === '' ? wanted.id : failedPath}{' '}
            {error instanceof Error ? error.message : String(error)}
          </p>
        </Details>
      </Notice>
    </div>
  );
}

type FailureKey = 'fileRefused' | 'fileLost' | 'fileUnreadable' | 'fileWrong' | 'fileFull' | 'fileBroken';

function wordsFor(error: unknown, t: (key: FailureKey) => string): string {
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return t('fileFull');
  switch (errorCode(error)) {
    case 'NOT_FOUND':
    case 'SIGN_IN_REQUIRED':
      return t('fileRefused');
    case 'CONTENT_DAMAGED':
    case 'CONTENT_MISSING':
      return t('fileLost');
    case 'CONTENT_UNREADABLE':
      return t('fileUnreadable');
    case 'CONTENT_MISMATCH':
      return t('fileWrong');
    default:
      return t('fileBroken');
  }
}
