import { paddedFrame } from '@lanran/protocol/files/sequences';
import { StateMark } from '../../components/page/notice.tsx';
import { useFormats } from '../language/format.ts';
import { useText } from '../language/text.ts';
import css from './sequence-kind.module.css';
import { sequenceText } from './sequence-text.ts';

const SHOWN_RANGES = 12;

/** A sequence as the platform groups frames. */
export interface GroupedFrames {
  readonly frameCount: number;
  readonly step: number;
  readonly padding: number;
  readonly missing: readonly { readonly first: number; readonly last: number }[];
  readonly missingCount: number;
  readonly emptyCount: number;
  /** Numbers of frames that are not like the others, where that was asked for. */
  readonly unlike?: readonly number[];
  /** Numbers of frames that can't be decoded here, or only in part, likewise. */
  readonly undecodable?: readonly number[];
}

/** How many frames a sequence has, which are missing, and which are not like the others. */
export function SequenceKind({ sequence }: { readonly sequence: GroupedFrames }) {
  const t = useText(sequenceText);
  const { list } = useFormats();
  const { frameCount: count, step, padding, missing, missingCount, emptyCount } = sequence;
  const { unlike = [], undecodable = [] } = sequence;
  const frame = (number: number) => paddedFrame(number, padding);
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
      {undecodable.length > 0 && (
        <p>
          <StateMark tone="unknown">{t('undecodable', { frames: list(undecodable.map(frame)) })}</StateMark>
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
