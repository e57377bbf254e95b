import {
  type FrameSequence,
  groupFrames,
  type ListedFile,
  paddedFrame,
  sequenceName,
} from '@lanran/protocol/sequences';

const SHOWN_RANGES = 12;
const SHOWN_LINES = 50;

/** A line a file, and one for each sequence of frames: `plate.1001–1120.exr  118 frames  … bytes  missing 1044, 1077`. */
export function fileLines<T extends ListedFile>(
  files: readonly T[],
  particulars: (file: T) => string = () => '',
): string[] {
  const lines = groupFrames(files).flatMap((item) => {
    if (item.kind === 'sequence') return [sequenceLine(item)];
    const file = files[item.index];
    return file === undefined
      ? []
      : [[file.path, `${file.bytes} bytes`, particulars(file)].filter(Boolean).join('  ')];
  });
  const more = lines.length - SHOWN_LINES;
  return more > 0 ? [...lines.slice(0, SHOWN_LINES), `and ${more} more; --json lists all`] : lines;
}

function sequenceLine(sequence: FrameSequence): string {
  const { frames, bytes, missing, missingCount, emptyCount, padding, step } = sequence;
  const ranges = missing
    .slice(0, SHOWN_RANGES)
    .map(({ first, last }) =>
      [...new Set([first, last])].map((frame) => paddedFrame(frame, padding)).join('–'),
    );
  const gaps = `${missingCount} missing: ${ranges.join(', ')}${missing.length > SHOWN_RANGES ? ' …' : ''}`;
  return [
    sequenceName(sequence),
    `${frames.length} frames${step > 1 ? ` in steps of ${step}` : ''}`,
    `${bytes} bytes`,
    ...(missingCount > 0 ? [gaps] : []),
    ...(emptyCount > 0 ? [`${emptyCount} without any byte`] : []),
  ].join('  ');
}
