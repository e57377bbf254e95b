/** A file of a version, as far as grouping needs it. */
export interface ListedFile {
  readonly path: string;
  readonly bytes: number;
}

/** Frames of one sequence: `plate.1001.exr`, `plate.1002.exr` … */
export interface FrameSequence {
  readonly kind: 'sequence';
  /** What stands before and after the frame number, folders included. */
  readonly prefix: string;
  readonly suffix: string;
  /** Digits a number has at least, filled up with zeros. */
  readonly padding: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  /** 2 for a sequence on twos. */
  readonly step: number;
  /** Frames between the first and the last, in steps, that are not there. */
  readonly missing: readonly FrameRange[];
  readonly missingCount: number;
  readonly bytes: number;
  /** Places in the list that was grouped, in the order of frames. */
  readonly indexes: readonly number[];
  /** Frame numbers, in the same order. */
  readonly frames: readonly number[];
  /** How many frames have no bytes. */
  readonly emptyCount: number;
}

/** Both included; in steps of the sequence. */
export interface FrameRange {
  readonly first: number;
  readonly last: number;
}

/** A file that stands for itself. */
export interface SingleFile {
  readonly kind: 'single';
  readonly index: number;
}

export type FileItem = SingleFile | FrameSequence;

/** After a point, the number is a frame's, as renderers write it. Otherwise it may count photographs: then it takes a long run. */
const LEAST_FRAMES = { afterPoint: 2, otherwise: 12 };
/** Extensions of images that film pipelines number; of these a sequence may be on twos and have any gaps. */
const FRAME_FORMATS: ReadonlySet<string> = new Set(
  'ari arw bmp cin cr2 cr3 dng dpx exr hdr j2c j2k jp2 jpeg jpg jxl nef pic png psb psd rgb sgi tga tif tiff webp'.split(
    ' ',
  ),
);
/** Of other files, such as caches of a simulation: one number in so many may be missing. */
const OTHERS_MISS_ONE_IN = 10;
const MAX_DIGITS = 9;
const FRAME_NAME = new RegExp(`^(.*?)((?<=\\.)-)?(\\d{1,${MAX_DIGITS}})(\\.[^./\\d][^./]*)$`, 's');

interface Frame {
  readonly index: number;
  readonly bytes: number;
  readonly number: number;
  readonly digits: number;
  readonly isPadded: boolean;
}

interface Candidates {
  readonly prefix: string;
  readonly suffix: string;
  readonly frames: Frame[];
}

/**
 * Groups files into items, in the order of the list; a sequence stands where its first file does. Frames belong together when
 * folder, name and extension are the same and their numbers are filled up alike: `a.001.exr` and `a.0001.exr` are of two sequences.
 * Files that are no images are a sequence only when they are numbered one by one and at most a tenth of the numbers is missing.
 */
export function groupFrames(files: readonly ListedFile[]): FileItem[] {
  const items: FileItem[] = [];
  const grouped = new Map<number, FrameSequence>();
  const isGrouped = new Uint8Array(files.length);
  for (const sequence of sequencesOf(files)) {
    let place = files.length;
    for (const index of sequence.indexes) {
      isGrouped[index] = 1;
      if (index < place) place = index;
    }
    grouped.set(place, sequence);
  }
  files.forEach((_, index) => {
    const sequence = grouped.get(index);
    if (sequence !== undefined) items.push(sequence);
    else if (isGrouped[index] === 0) items.push({ kind: 'single', index });
  });
  return items;
}

/** `plate.1001–1120.exr`. */
export function sequenceName({ prefix, suffix, padding, firstFrame, lastFrame }: FrameSequence): string {
  return `${prefix}${paddedFrame(firstFrame, padding)}–${paddedFrame(lastFrame, padding)}${suffix}`;
}

export function paddedFrame(number: number, padding: number): string {
  return `${number < 0 ? '-' : ''}${String(Math.abs(number)).padStart(padding, '0')}`;
}

function sequencesOf(files: readonly ListedFile[]): FrameSequence[] {
  const byName = new Map<string, Candidates>();
  files.forEach(({ path, bytes }, index) => {
    const found = FRAME_NAME.exec(path);
    const [, prefix = '', sign, text = '', suffix = ''] = found ?? [];
    // Minus zero is no frame of its own.
    if (found === null || (sign !== undefined && Number(text) === 0)) return;
    const key = `${prefix}\0${suffix}`;
    const candidates = byName.get(key) ?? { prefix, suffix, frames: [] };
    byName.set(key, candidates);
    const number = sign === undefined ? Number(text) : -Number(text);
    const isPadded = text.length > 1 && text.startsWith('0');
    candidates.frames.push({ index, bytes, number, digits: text.length, isPadded });
  });
  return [...byName.values()].flatMap(({ prefix, suffix, frames }) => {
    const least = prefix.endsWith('.') ? LEAST_FRAMES.afterPoint : LEAST_FRAMES.otherwise;
    return [...byPadding(frames)]
      .filter(([, members]) => members.length >= least)
      .map(([padding, members]) => sequenceOf({ prefix, suffix, padding, members }))
      .filter((sequence) => isOfFrames(sequence));
  });
}

function isOfFrames({ suffix, step, frames, missingCount }: FrameSequence): boolean {
  if (FRAME_FORMATS.has(suffix.slice(1).toLowerCase())) return true;
  return step === 1 && missingCount * OTHERS_MISS_ONE_IN <= frames.length + missingCount;
}

/** A number with more digits than are filled up belongs to those that are: `a.0999`, `a.1000`, `a.10000`. */
function byPadding(frames: readonly Frame[]): Map<number, Frame[]> {
  const padded = new Set(frames.flatMap(({ digits, isPadded }) => (isPadded ? [digits] : [])));
  const paddings = [...padded].sort((one, other) => other - one);
  const least = frames.reduce((lowest, { digits }) => Math.min(lowest, digits), MAX_DIGITS);
  const groups = new Map<number, Frame[]>();
  for (const frame of frames) {
    const padding = frame.isPadded ? frame.digits : (paddings.find((each) => each <= frame.digits) ?? least);
    const group = groups.get(padding) ?? [];
    groups.set(padding, group);
    group.push(frame);
  }
  return groups;
}

function sequenceOf({
  prefix,
  suffix,
  padding,
  members,
}: {
  readonly prefix: string;
  readonly suffix: string;
  readonly padding: number;
  readonly members: readonly Frame[];
}): FrameSequence {
  const sorted = [...members].sort((one, other) => one.number - other.number);
  const frames = sorted.map(({ number }) => number);
  const step = stepOf(frames);
  const missing = missingIn(frames, step);
  const missingCount = missing.reduce((count, { first, last }) => count + (last - first) / step + 1, 0);
  return {
    kind: 'sequence',
    prefix,
    suffix,
    padding,
    firstFrame: frames[0] ?? 0,
    lastFrame: frames.at(-1) ?? 0,
    step,
    missing,
    missingCount,
    bytes: sorted.reduce((sum, { bytes }) => sum + bytes, 0),
    indexes: sorted.map(({ index }) => index),
    frames,
    emptyCount: sorted.filter(({ bytes }) => bytes === 0).length,
  };
}

/** The smallest distance, if all others are its multiples and there are enough to tell; else 1. */
function stepOf(frames: readonly number[]): number {
  if (frames.length < 3) return 1;
  const distances = frames.slice(1).map((number, at) => number - (frames[at] ?? number));
  const smallest = distances.reduce((lowest, distance) => Math.min(lowest, distance));
  return distances.every((distance) => distance % smallest === 0) ? smallest : 1;
}

function missingIn(frames: readonly number[], step: number): FrameRange[] {
  return frames.slice(1).flatMap((number, at) => {
    const before = frames[at] ?? number;
    return number - before > step ? [{ first: before + step, last: number - step }] : [];
  });
}
