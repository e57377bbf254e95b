import { Button } from '../../../components/forms/button.tsx';
import { Progress } from '../../../components/page/progress.tsx';
import { useFormats } from '../../../lib/language/format.ts';
import { useText } from '../../../lib/language/text.ts';
import { verifyText } from '../words/text.ts';
import type { Hashing } from '../model/use-verification.ts';
import css from './verify-page.module.css';

/** Before this much time has passed nobody can say how fast it goes. */
const LEAST_MS = 1_000;

export function HashingProgress({ hashing, onCancel }: { readonly hashing: Hashing; onCancel(): void }) {
  const t = useText(verifyText);
  const formats = useFormats();
  const { path, doneBytes, totalBytes, startedAt } = hashing;
  const elapsedMs = Date.now() - startedAt;
  const done = formats.bytes(doneBytes);
  const total = formats.bytes(totalBytes);
  const perSecond = (doneBytes * 1000) / Math.max(1, elapsedMs);
  const secondsLeft = Math.ceil((totalBytes - doneBytes) / Math.max(1, perSecond));
  const left =
    secondsLeft < 100
      ? t('seconds', { count: secondsLeft })
      : t('minutes', { count: Math.ceil(secondsLeft / 60) });
  const note =
    elapsedMs < LEAST_MS
      ? t('hashingNote', { done, total })
      : t('hashingRate', { done, total, rate: formats.bytes(perSecond), left });
  return (
    <div className={css['progress']}>
      <Progress
        label={t('hashing', { name: path })}
        value={totalBytes === 0 ? null : doneBytes / totalBytes}
        note={note}
      />
      <Button onPress={onCancel}>{t('cancel')}</Button>
    </div>
  );
}
