import { Pause, Play } from 'lucide-react';
import { Button } from '../../../../components/forms/button.tsx';
import { Progress } from '../../../../components/page/progress.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from './files.module.css';
import { filesText } from '../words/files-text.ts';
import { useTimeLeft } from '../../../../lib/files/time-left.ts';
import type { UploadsView } from '../model/upload-phase.ts';
import type { Uploads } from '../model/uploads.ts';

/** All files together: how much, how fast, how long yet. */
export function FilesProgress({ uploads, view }: { readonly uploads: Uploads; readonly view: UploadsView }) {
  const t = useText(filesText);
  const formats = useFormats();
  const timeLeft = useTimeLeft();
  const { isBusy, isPaused, isOffline, halted, totalBytes, hashedBytes, sentBytes, rate } = view;
  if (!isBusy && !isPaused) return null;
  const isHashing = sentBytes === 0 && hashedBytes < totalBytes;
  const done = isHashing ? hashedBytes : sentBytes;
  const share = totalBytes === 0 ? 0 : done / totalBytes;
  const state = isOffline
    ? 'overallOffline'
    : !isBusy
      ? 'overallPaused'
      : isHashing
        ? 'overallHash'
        : 'overallSend';
  const notes = [t('progressOf', { done: formats.bytes(done), total: formats.bytes(totalBytes) })];
  if (rate !== null && !isHashing)
    notes.push(t('speed', { speed: formats.bytes(rate.bytesPerSecond) }), timeLeft(rate.secondsLeft));
  return (
    <div className={css['overall']}>
      <Progress label={t(state)} value={share} note={notes.join(' · ')} />
      {/* Read out at each quarter: more would talk without end. */}
      <span className={css['unseen']} role="status">
        {t('told', { state: t(state), share: formats.share(Math.floor(share * 4) * 2_500) })}
      </span>
      {isBusy && (
        <Button onPress={() => uploads.pauseAll()}>
          <Pause size={18} aria-hidden="true" />
          {t('pauseAll')}
        </Button>
      )}
      {/* Where something stopped them all, the way on is beside what it was. */}
      {!isBusy && isPaused && halted === null && (
        <Button onPress={() => uploads.resumeAll()}>
          <Play size={18} aria-hidden="true" />
          {t('resumeAll')}
        </Button>
      )}
    </div>
  );
}
