import { FormatError } from '../kernel/errors.ts';
import { groupFrames, type ListedFile } from './sequences.ts';

/** Which frame of which sequence a file is. */
export interface FileFrame {
  readonly number: number;
  /** Path of the sequence with the number as `printf` writes it, `plate.%04d.exr`; a `%` of the path is `%%`. */
  readonly sequence: string;
}

/** The frames among files, by their place in the list; absent for files that belong to no sequence. */
export function framesOf(files: readonly ListedFile[]): ReadonlyMap<number, FileFrame> {
  const found = new Map<number, FileFrame>();
  for (const item of groupFrames(files)) {
    if (item.kind === 'single') continue;
    const { prefix, suffix, padding, indexes, frames } = item;
    const sequence = `${escaped(prefix)}${padding > 1 ? `%0${padding}d` : '%d'}${escaped(suffix)}`;
    indexes.forEach((index, at) => {
      const number = frames[at];
      if (number !== undefined) found.set(index, { number, sequence });
    });
  }
  return found;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%%');
}

/** Frames from the first to the last, both included, in steps. */
interface SteppedRange {
  readonly first: number;
  readonly last: number;
  readonly step: number;
}

const RANGE = /^(-?\d{1,9})(?:-(-?\d{1,9})(?:x([1-9]\d{0,8}))?)?$/;

/**
 * Reads frames as render managers write them: `1001-1050`, `1001-1050x2` for every second one, several with commas between.
 * @returns whether a frame is among them. @throws FormatError naming the part that is no range
 */
export function parseFrames(text: string): (frame: number) => boolean {
  const ranges = text.split(',').map((part) => parseRange(part.trim()));
  return (frame) =>
    ranges.some(({ first, last, step }) => frame >= first && frame <= last && (frame - first) % step === 0);
}

function parseRange(text: string): SteppedRange {
  const [, first, last = first, step = '1'] = RANGE.exec(text) ?? [];
  if (first === undefined || Number(last) < Number(first))
    throw new FormatError(
      'frames',
      `${JSON.stringify(text)} is no range of frames such as 1001-1050, 1001-1050x2 or 1060`,
    );
  return { first: Number(first), last: Number(last), step: Number(step) };
}
