import type { SequenceTrouble } from '@lanran/sdk/publishing/sequence-check';
import {
  type FrameSequence,
  groupFrames,
  type ListedFile,
  paddedFrame,
  sequenceName,
} from '@lanran/protocol/files/sequences';

const SHOWN_RANGES = 12;
const SHOWN_LINES = 50;

interface Told<T> {
  /** What else is said of a file that stands for itself. */
  readonly particulars?: (file: T) => string;
  /** What the platform found out about sequences. */
  readonly troubles?: readonly SequenceTrouble[];
}

/** A line a file, and one for each sequence of frames: `plate.1001–1120.exr  118 frames  … bytes  missing 1044, 1077`. */
export function fileLines<T extends ListedFile>(
  files: readonly T[],
  { particulars = () => '', troubles = [] }: Told<T> = {},
): string[] {
  const lines = groupFrames(files).flatMap((item) => {
    if (item.kind === 'sequence') return [sequenceLine(item, troubles)];
    const file = files[item.index];
    return file === undefined
      ? []
      : [[file.path, `${file.bytes} bytes`, particulars(file)].filter(Boolean).join('  ')];
  });
  const more = lines.length - SHOWN_LINES;
  return more > 0 ? [...lines.slice(0, SHOWN_LINES), `and ${more} more; --json lists all`] : lines;
}

function sequenceLine(sequence: FrameSequence, troubles: readonly SequenceTrouble[]): string {
  const name = sequenceName(sequence);
  const { unlike = [], undecodable = [] } = troubles.find((trouble) => trouble.name === name) ?? {};
  const { frames, bytes, missing, missingCount, emptyCount, padding, step } = sequence;
  const ranges = missing
    .slice(0, SHOWN_RANGES)
    .map(({ first, last }) =>
      [...new Set([first, last])].map((frame) => paddedFrame(frame, padding)).join('–'),
    );
  const listed = (numbers: readonly number[]) =>
    numbers.map((frame) => paddedFrame(frame, padding)).join(', ');
  const gaps = `${missingCount} missing: ${ranges.join(', ')}${missing.length > SHOWN_RANGES ? ' …' : ''}`;
  return [
    name,
    `${frames.length} frames${step > 1 ? ` in steps of ${step}` : ''}`,
    `${bytes} bytes`,
    ...(missingCount > 0 ? [gaps] : []),
    ...(emptyCount > 0 ? [`${emptyCount} without any byte`] : []),
    ...(undecodable.length > 0
      ? [`${undecodable.length} can't be decoded here: ${listed(undecodable)}`]
      : []),
    ...(unlike.length > 0 ? [`${unlike.length} unlike the others: ${listed(unlike)}`] : []),
  ].join('  ');
}
