import { Pause, Play } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { Progress } from '../../components/progress.tsx';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/text.ts';
import css from './files.module.css';
import { filesText } from './files-text.ts';
import type { Uploads, UploadsView } from './uploads.ts';

/** All files together: how much, how fast, how long yet. */
export function FilesProgress({ uploads, view }: { readonly uploads: Uploads; readonly view: UploadsView }) {
  const t = useText(filesText);
  const formats = useFormats();
  const { isBusy, isPaused, totalBytes, hashedBytes, sentBytes, rate } = view;
  if (!isBusy && !isPaused) return null;
  const isHashing = sentBytes === 0 && hashedBytes < totalBytes;
  const done = isHashing ? hashedBytes : sentBytes;
  const notes = [t('progressOf', { done: formats.bytes(done), total: formats.bytes(totalBytes) })];
  if (rate !== null && !isHashing) {
    const { unit, count } = leftOf(rate.secondsLeft);
    notes.push(t('speed', { speed: formats.bytes(rate.bytesPerSecond) }), t(`left.${unit}`, { count }));
  }
  return (
    <div className={css['overall']}>
      <Progress
        label={t(isHashing ? 'overallHash' : 'overallSend')}
        value={totalBytes === 0 ? 0 : done / totalBytes}
        note={notes.join(' · ')}
      />
      {isBusy && (
        <Button onPress={() => uploads.pauseAll()}>
          <Pause size={18} aria-hidden="true" />
          {t('pauseAll')}
        </Button>
      )}
      {!isBusy && isPaused && (
        <Button onPress={() => uploads.resumeAll()}>
          <Play size={18} aria-hidden="true" />
          {t('resumeAll')}
        </Button>
      )}
    </div>
  );
}

function leftOf(seconds: number): { readonly unit: 'seconds' | 'minutes' | 'hours'; readonly count: number } {
  if (seconds < 90) return { unit: 'seconds', count: Math.ceil(seconds) };
  if (seconds < 90 * 60) return { unit: 'minutes', count: Math.round(seconds / 60) };
  return { unit: 'hours', count: Math.round(seconds / 3600) };
}
