import { StateMark } from '../../components/notice.tsx';
import { useFormats } from '../../lib/format.ts';
import { useText } from '../../lib/text.ts';
import type { ListedSequence } from './file-documents.ts';
import { fileText } from './file-text.ts';
import css from './file-table.module.css';

const SHOWN_RANGES = 12;

/** How many frames a sequence has, which are missing, and which are not like the others. */
export function SequenceKind({ sequence }: { readonly sequence: ListedSequence }) {
  const t = useText(fileText);
  const { list } = useFormats();
  const { frameCount: count, step, padding, missing, missingCount, emptyCount, unlike } = sequence;
  const frame = (number: number) =>
    `${number < 0 ? '-' : ''}${String(Math.abs(number)).padStart(padding, '0')}`;
  const ranges = missing
    .slice(0, SHOWN_RANGES)
    .map(({ first, last }) => (first === last ? frame(first) : `${frame(first)}–${frame(last)}`));
  const gaps = `${list(ranges)}${missing.length > SHOWN_RANGES ? t('more') : ''}`;
  return (
    <>
      <p className={css['kind']}>
        {t('frames', { count, step })}
        {missingCount === 0 && ` · ${t('whole')}`}
      </p>
      {missingCount > 0 && (
        <p>
          <StateMark tone="unknown">{t('missing', { count: missingCount, frames: gaps })}</StateMark>
        </p>
      )}
      {emptyCount > 0 && (
        <p>
          <StateMark tone="refused">{t('empty', { count: emptyCount })}</StateMark>
        </p>
      )}
      {unlike.length > 0 && (
        <p>
          <StateMark tone="unknown">{t('unlike', { frames: list(unlike.map(frame)) })}</StateMark>
        </p>
      )}
    </>
  );
}
