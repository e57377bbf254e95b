import { contentDoubtText } from '@lanran/sdk/publishing/file-doubts';
import { Pause, Play, RotateCcw, Trash2 } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { type Tone, StateMark } from '../../../../components/page/notice.tsx';
import { RefusedError } from '@lanran/sdk/kernel/errors';
import { errorCode, errorText } from '../../../../lib/session/error-text.ts';
import { HashingError } from '../../../../lib/files/hash-file.ts';
import { OtherFileError } from '../../../../lib/files/other-file-error.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import type { FileRow as Row } from '../model/file-rows.ts';
import css from './files.module.css';
import { filesText } from '../words/files-text.ts';
import { canPass, isOfAll } from '../model/upload-phase.ts';

export interface FileActions {
  pause(paths: readonly string[]): void;
  resume(paths: readonly string[]): void;
  remove(paths: readonly string[]): void;
}

const TONES: Readonly<Record<Row['standing'], Tone>> = {
  working: 'plain',
  paused: 'unknown',
  failed: 'refused',
  arrived: 'live',
  kept: 'live',
  unchecked: 'unknown',
  interrupted: 'unknown',
  missing: 'unknown',
  expired: 'unknown',
  differs: 'refused',
};

/** One file and how it stands. Drawn anew only when that changes: there may be thousands. */
export const FileRow = memo(function FileRow({
  row,
  actions,
}: {
  readonly row: Row;
  readonly actions: FileActions;
}) {
  const t = useText(filesText);
  const formats = useFormats();
  const { path, bytes, standing, work } = row;
  const label = (action: string) => t('actionOn', { action, path });
  const isMoving = work !== null && standing === 'working' && work.phase !== 'done';
  const isPart = standing === 'paused' || standing === 'interrupted';
  const isShare = (isMoving && work.phase !== 'elsewhere') || (isPart && work !== null && work.sentBytes > 0);
  // What would stop every file is gone on with above the list; what was refused for good is not offered again.
  const canRetry = standing === 'failed' && canPass(work?.error) && !isOfAll(work?.error);
  const isStopped = standing === 'paused' || canRetry;
  return (
    <li className={css['row']}>
      <div className={css['file']}>
        <span className={css['path']} translate="no">
          {path}
        </span>
        <span className={css['size']}>{formats.bytes(bytes)}</span>
      </div>
      <div className={css['standing']}>
        <StateMark tone={work?.phase === 'offline' ? 'unknown' : TONES[standing]}>
          <Standing row={row} />
        </StateMark>
        {isShare && (
          <span className={css['share']}>
            {isPart
              ? t('progressOf', { done: formats.bytes(work.sentBytes), total: formats.bytes(bytes) })
              : formats.share(shareOf(row))}
          </span>
        )}
        <Advice row={row} />
        <Doubt doubt={row.doubt} />
      </div>
      <div className={css['buttons']}>
        {isMoving && work.phase !== 'checking' && (
          <Button kind="quiet" aria-label={label(t('pause'))} onPress={() => actions.pause([path])}>
            <Pause size={18} aria-hidden="true" />
          </Button>
        )}
        {isStopped && (
          <Button
            kind="quiet"
            aria-label={label(t(standing === 'failed' ? 'retry' : 'resume'))}
            onPress={() => actions.resume([path])}
          >
            {standing === 'failed' ? (
              <RotateCcw size={18} aria-hidden="true" />
            ) : (
              <Play size={18} aria-hidden="true" />
            )}
          </Button>
        )}
        <Button kind="quiet" aria-label={label(t('remove'))} onPress={() => actions.remove([path])}>
          <Trash2 size={18} aria-hidden="true" />
        </Button>
      </div>
      {isShare && <span className={css['bar']} style={{ inlineSize: `${String(shareOf(row) / 100)}%` }} />}
    </li>
  );
});

function Standing({ row: { standing, work } }: { readonly row: Row }) {
  const t = useText(filesText);
  const phase = work?.phase ?? 'done';
  if ((standing === 'working' || standing === 'paused' || standing === 'failed') && phase !== 'missing')
    return t(`phase.${phase}`);
  if (standing === 'working' || standing === 'paused' || standing === 'failed') return t('phase.waiting');
  return t(`standing.${standing}`);
}

/** Said before it is signed, for then it stays. */
function Doubt({ doubt }: Pick<Row, 'doubt'>) {
  const t = useText(filesText);
  const { language } = useLanguage();
  if (doubt === null) return null;
  return <StateMark tone="unknown">{t('doubt', { what: contentDoubtText(doubt)[language] })}</StateMark>;
}

function Advice({ row: { standing, work } }: { readonly row: Row }) {
  const t = useText(filesText);
  const { language } = useLanguage();
  const say = (text: ReactNode) => <span className={css['advice']}>{text}</span>;
  const error = work?.error;
  if (standing === 'differs') return say(t('advice.differs'));
  if (work?.phase === 'elsewhere') return say(t('advice.elsewhere'));
  if (work?.phase === 'offline')
    return say(t(errorCode(error) === 'CONFLICT' ? 'advice.busy' : 'advice.offline'));
  if (standing !== 'failed') return null;
  if (error instanceof OtherFileError) return say(t(`advice.other.${error.differs}`));
  if (error instanceof HashingError)
    return say(t(error.code === 'UNREADABLE' ? 'advice.UNREADABLE' : 'advice.HASHING'));
  if (isOfAll(error)) return say(t('advice.halted'));
  switch (errorCode(error)) {
    case 'NOT_FOUND':
      return say(t('advice.draftGone'));
    case 'BAD_INPUT':
      return say(
        t.rich('advice.refused', {
          reason: reasonIn(error),
          english: (words) => <span lang="en">{words}</span>,
        }),
      );
    case 'LIMIT_EXCEEDED':
      return say(isTooLarge(error) ? errorText(error, language).text : t('advice.tooMany'));
    default:
      return say(errorText(error, language).text);
  }
}

/** Without the protocol's name of the field, which is nothing to the person. */
function reasonIn(error: unknown): string {
  if (!(error instanceof RefusedError)) return '';
  return error.field === null ? error.message : error.message.replace(`${error.field}: `, '');
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RefusedError && error.limit !== null;
}

/** In basis points, of hashing or of sending: what is under way. */
function shareOf({ bytes, work }: Row): number {
  if (work === null || bytes === 0) return 0;
  const done = work.phase === 'hashing' || work.phase === 'waiting' ? work.hashedBytes : work.sentBytes;
  return Math.round((done / bytes) * 100) * 100;
}
