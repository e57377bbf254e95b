import { type FrameSequence, groupFrames, sequenceName } from '@lanran/protocol/files/sequences';
import {
  type FileRow,
  isThere,
  isToChooseAgain,
  needsPerson,
  urgencyOf,
} from '../../uploads/model/file-rows.ts';
import type { FilePhase } from '../../uploads/model/upload-phase.ts';

/** What stands in the list of a draft's files: a file, or the frames of one sequence. */
export type DraftItem =
  | { readonly kind: 'file'; readonly key: string; readonly row: FileRow }
  | {
      readonly kind: 'sequence';
      readonly key: string;
      /** `plate.1001–1120.exr`. */
      readonly name: string;
      readonly frames: Pick<FrameSequence, 'padding' | 'missing' | 'missingCount'>;
      /** In the order of frames. */
      readonly rows: readonly FileRow[];
    };
export type SequenceItem = Extract<DraftItem, { kind: 'sequence' }>;

/** How the frames of a sequence stand, counted. */
export interface SequenceStanding {
  readonly arrived: number;
  /** Refused, or not the file that was chosen here. */
  readonly failed: readonly FileRow[];
  readonly toChooseAgain: number;
  readonly working: number;
  /** Of those on their way, what says most; null when there are none. */
  readonly phase: FilePhase | null;
  readonly paused: number;
  readonly bytes: number;
  readonly sentBytes: number;
}

/** What moves says more than what waits. */
const TELLING: readonly FilePhase[] = [
  'sending',
  'checking',
  'offline',
  'hashing',
  'elsewhere',
  'ready',
  'waiting',
];

export function itemsOf(rows: readonly FileRow[]): DraftItem[] {
  return groupFrames(rows).flatMap((item): DraftItem[] => {
    if (item.kind === 'single') {
      const row = rows[item.index];
      return row === undefined ? [] : [{ kind: 'file', key: row.path, row }];
    }
    const { padding, missing, missingCount, prefix, suffix } = item;
    return [
      {
        kind: 'sequence',
        // Stays the same while frames are added.
        key: `${prefix}\0${String(padding)}\0${suffix}`,
        name: sequenceName(item),
        frames: { padding, missing, missingCount },
        rows: item.indexes.flatMap((index) => rows[index] ?? []),
      },
    ];
  });
}

/** Of many, those first that something is happening to, or has to. */
export function byUrgency(items: readonly DraftItem[]): DraftItem[] {
  const ranked = items.map((item) => ({
    item,
    rank:
      item.kind === 'file'
        ? urgencyOf(item.row)
        : item.rows.reduce((least, row) => Math.min(least, urgencyOf(row)), Infinity),
  }));
  return ranked.sort((left, right) => left.rank - right.rank).map(({ item }) => item);
}

export function standingOfSequence(rows: readonly FileRow[]): SequenceStanding {
  const count = (is: (row: FileRow) => boolean) => rows.filter(is).length;
  const sum = (pick: (row: FileRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const phases = new Set(
    rows.flatMap((row) => (row.standing === 'working' && !isThere(row) ? (row.work?.phase ?? []) : [])),
  );
  return {
    arrived: count(isThere),
    phase: TELLING.find((phase) => phases.has(phase)) ?? null,
    failed: rows.filter((row) => needsPerson(row) && !isToChooseAgain(row)),
    toChooseAgain: count(isToChooseAgain),
    working: count((row) => row.standing === 'working' && !isThere(row)),
    paused: count(({ standing }) => standing === 'paused'),
    bytes: sum(({ bytes }) => bytes),
    sentBytes: sum((row) => (isThere(row) ? row.bytes : (row.work?.sentBytes ?? 0))),
  };
}
