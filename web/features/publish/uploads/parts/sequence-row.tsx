import { ChevronDown, ChevronRight, Pause, Play, RotateCcw, Trash2 } from 'lucide-react';
import { memo, useId, useState } from 'react';
import { paddedFrame } from '@lanran/protocol/files/sequences';
import { Button } from '../../../../components/forms/button.tsx';
import { StateMark, type Tone } from '../../../../components/page/notice.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useText } from '../../../../lib/language/text.ts';
import {
  type SequenceItem,
  type SequenceStanding,
  standingOfSequence,
} from '../../editor/model/draft-items.ts';
import { type FileActions, FileRow } from './file-row.tsx';
import css from './files.module.css';
import { filesText } from '../words/files-text.ts';
import { canPass, isOfAll } from '../model/upload-phase.ts';

/** Frames shown at once when the sequence is unfolded. */
const FRAMES_AT_ONCE = 60;
/** Frames at fault that are named without asking. */
const FAILED_AT_ONCE = 5;
const SHOWN_RANGES = 6;

/** Thousands of frames in one line, with those at fault below it; the others when they are asked for. */
export const SequenceRow = memo(function SequenceRow({
  item: { name, rows, frames },
  actions,
}: {
  readonly item: SequenceItem;
  readonly actions: FileActions;
}) {
  const t = useText(filesText);
  const formats = useFormats();
  const listId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [most, setMost] = useState(FRAMES_AT_ONCE);
  const standing = standingOfSequence(rows);
  const { working, paused, failed, bytes, sentBytes, arrived } = standing;
  const label = (action: string) => t('actionOn', { action, path: name });
  const pathsOf = (some: typeof rows) => some.map(({ path }) => path);
  const canRetry = failed.some(({ work }) => canPass(work?.error) && !isOfAll(work?.error));
  const isPart = arrived < rows.length;
  const atFault = new Set(failed);
  const shown = isOpen
    ? [...failed, ...rows.filter((row) => !atFault.has(row))].slice(0, most)
    : failed.slice(0, FAILED_AT_ONCE);
  const gaps = frames.missing
    .slice(0, SHOWN_RANGES)
    .map(({ first, last }) =>
      [...new Set([first, last])].map((frame) => paddedFrame(frame, frames.padding)).join('–'),
    );
  return (
    <li className={css['sequence']}>
      <div className={css['row']}>
        <div className={css['file']}>
          <span className={css['path']} translate="no">
            {name}
          </span>
          <span className={css['size']}>
            {t('frames', { count: rows.length, size: formats.bytes(bytes) })}
            {frames.missingCount > 0 &&
              ` · ${t('framesMissing', {
                count: frames.missingCount,
                frames: formats.list(gaps) + (frames.missing.length > SHOWN_RANGES ? ' …' : ''),
              })}`}
          </span>
        </div>
        <div className={css['standing']}>
          <SequenceState standing={standing} />
          {isPart && (
            <span className={css['share']}>
              {t('framesArrived', {
                arrived,
                all: rows.length,
                share: formats.share(bytes === 0 ? 0 : Math.floor((sentBytes / bytes) * 100) * 100),
              })}
            </span>
          )}
        </div>
        <div className={css['buttons']}>
          {working > 0 && (
            <Button kind="quiet" aria-label={label(t('pause'))} onPress={() => actions.pause(pathsOf(rows))}>
              <Pause size={18} aria-hidden="true" />
            </Button>
          )}
          {working === 0 && (paused > 0 || canRetry) && (
            <Button
              kind="quiet"
              aria-label={label(t(paused > 0 ? 'resume' : 'retry'))}
              onPress={() => actions.resume(pathsOf(rows))}
            >
              {paused > 0 ? (
                <Play size={18} aria-hidden="true" />
              ) : (
                <RotateCcw size={18} aria-hidden="true" />
              )}
            </Button>
          )}
          <Button kind="quiet" aria-label={label(t('remove'))} onPress={() => actions.remove(pathsOf(rows))}>
            <Trash2 size={18} aria-hidden="true" />
          </Button>
          <Button
            kind="quiet"
            aria-label={label(t('showFrames'))}
            aria-expanded={isOpen}
            aria-controls={listId}
            onPress={() => setIsOpen((before) => !before)}
          >
            {isOpen ? (
              <ChevronDown size={18} aria-hidden="true" />
            ) : (
              <ChevronRight size={18} aria-hidden="true" />
            )}
          </Button>
        </div>
        {isPart && bytes > 0 && (
          <span className={css['bar']} style={{ inlineSize: `${String((sentBytes / bytes) * 100)}%` }} />
        )}
      </div>
      <ul
        role="list"
        id={listId}
        aria-label={t('framesOf', { name })}
        className={css['frames']}
        hidden={shown.length === 0}
      >
        {shown.map((row) => (
          <FileRow key={row.path} row={row} actions={actions} />
        ))}
        {isOpen && most < rows.length && (
          <li>
            <Button kind="quiet" onPress={() => setMost((before) => before + FRAMES_AT_ONCE)}>
              {t('showMore', { count: Math.min(FRAMES_AT_ONCE, rows.length - most), all: rows.length })}
            </Button>
          </li>
        )}
      </ul>
    </li>
  );
});

/** The worst of it, in words. */
function SequenceState({ standing }: { readonly standing: SequenceStanding }) {
  const t = useText(filesText);
  const [tone, words] = ((): readonly [Tone, string] => {
    const { failed, toChooseAgain, phase, paused } = standing;
    if (failed.length > 0) return ['refused', t('framesFailed', { count: failed.length })];
    if (toChooseAgain > 0) return ['unknown', t('framesAgain', { count: toChooseAgain })];
    if (phase !== null && phase !== 'missing')
      return [phase === 'offline' ? 'unknown' : 'plain', t(`phase.${phase}`)];
    if (paused > 0) return ['unknown', t('phase.paused')];
    return ['live', t('standing.arrived')];
  })();
  return <StateMark tone={tone}>{words}</StateMark>;
}
