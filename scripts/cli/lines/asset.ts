import { isWholeAsset, type TakeDownScope } from '@lanran/protocol/assets/take-down';
import {
  type FrameSequence,
  groupFrames,
  type ListedFile,
  paddedFrame,
  sequenceName,
} from '@lanran/protocol/files/sequences';
import type { AssetState } from '@lanran/sdk/assets/asset-state';
import type { LabelsAndCredit } from '@lanran/sdk/assets/labels-and-credit';
import { bothOf } from '@lanran/protocol/packages/labels-and-credit-text';
import type { SequenceTrouble } from '@lanran/sdk/publishing/sequence-check';
import type { TakeDownPlan } from '@lanran/sdk/takedowns/take-downs';

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

/** How an asset is to be credited and treated: for the one document. */
export function labelsDocument(asset: LabelsAndCredit | null) {
  return { creditLine: asset?.creditLine ?? null, labels: asset?.community?.labels ?? [] };
}

/** The same as lines, none where nothing is asked. */
export function labelLines(asset: LabelsAndCredit | null): string[] {
  if (asset === null) return [];
  const { creditLine, community } = asset;
  const labels = community?.labels ?? [];
  return [
    ...(creditLine == null ? [] : [`  credit: ${creditLine}`]),
    ...(community == null || labels.length === 0 ? [] : [`  ${bothOf(community.name)} asks:`]),
    ...labels.map(({ code, title, text }) => `    ${bothOf(title)} (${code}): ${bothOf(text)}`),
  ];
}

/** `version 2`, `burial.tif in every version up to then`, `the field title in version 1`. */
export function scopeSentence(scope: TakeDownScope): string {
  if (isWholeAsset(scope)) return 'the whole asset';
  const { version, path, field } = scope;
  const part = path ?? (field === undefined ? null : `the field ${field}`);
  if (part === null) return `version ${version}`;
  return `${part} in ${version === undefined ? 'every version up to then' : `version ${version}`}`;
}

/** What goes and what stays, a line each. */
export function planLines({
  files,
  bytes,
  fields,
  keptElsewhere,
  licenses,
  backups,
}: TakeDownPlan): string[] {
  return [
    `  erased for good: ${files} file(s) of ${bytes} bytes with everything made of them${fields.length === 0 ? '' : `; ${fields.join(', ')}`}`,
    ...(keptElsewhere === 0
      ? []
      : [`  kept: ${keptElsewhere} file(s) that another file, version or asset has too`]),
    '  stays: the entry in the log, hashes of what was erased, and the copies that licensees have',
    ...licenses.map(
      ({ id, licensee, lastDay }) => `  license ${id} of ${licensee.slug}, until ${lastDay}, loses files`,
    ),
    ...backups.map(
      ({ id, createdAt }) => `  backup ${id} of ${createdAt.slice(0, 10)} holds it still: delete it`,
    ),
  ];
}

/** What was taken down of an asset, a line each. */
export function takenDownLines(takeDowns: AssetState['takeDowns']): string[] {
  return takeDowns.flatMap(({ scope, organization, takenDownAt, reason, reasonHash, state, backups }) => {
    const what = scope === null ? 'a part that nobody here knows' : scopeSentence(scope);
    const how = state === 'ERASED' ? '' : scope === null ? ' (waits for its scope)' : ' (being erased)';
    const why = reason ?? `reason ${reasonHash}`;
    return [
      `  taken down by ${organization.slug} on ${takenDownAt.slice(0, 10)}: ${what}${how}: ${why}`,
      ...backups.map(({ id, createdAt }) => `    backup ${id} of ${createdAt.slice(0, 10)} holds it still`),
    ];
  });
}
