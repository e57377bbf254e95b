import { sha256 } from '@lanran/protocol/kernel/hash';
import { concat, fromHex, toHex, utf8, type Hex } from '@lanran/protocol/kernel/bytes';
import type { FixityOutcome, FixityTally } from '@lanran/protocol/files/fixity';
import type { BodyField } from '@lanran/protocol/log/body';
import type { AssetId, StatementHash } from '@lanran/protocol/kernel/ids';
import type { AssetFile } from '../../assets/domain/asset.ts';

/** How a stored original is, as far as reading it tells. That it was brought back is a run's to say. */
export const FIXITY_STATES = [
  'OK',
  'DAMAGED',
  'MISSING',
  'UNREADABLE',
] as const satisfies readonly FixityOutcome[];
export type FixityState = (typeof FIXITY_STATES)[number];

/** It could not be read; its bytes may be whole. */
export function isOutOfReach(state: FixityState | null): boolean {
  return state === 'UNREADABLE' || state === 'MISSING';
}

/** A content that originals have: what is read and hashed once for all of them. */
export type Content = Pick<AssetFile, 'sha256' | 'cid' | 'bytes'>;

/** A content as an original of one asset, in whichever of its versions. */
export interface FixityFile extends Content {
  readonly assetId: AssetId;
  /** As the first version with it names it. */
  readonly path: string;
  /** The leaf of that version. */
  readonly leafIndex: number;
  /** When it was last read and hashed: first as it was published, then by checks. */
  readonly readAt: Date;
  /** Null until its first check. */
  readonly state: FixityState | null;
  /** Since when it is in that state. */
  readonly since: Date;
  /** When it was last brought back; null when it never was. */
  readonly repairedAt: Date | null;
  /** The run that stated so, or is about to. */
  readonly repairedIn: Hex | null;
  /** The run that read it last; null for none, or a check outside of runs. */
  readonly runId: Hex | null;
}

export const FIXITY_SCOPES = ['ALL', 'ASSET'] as const;
export type FixityScope = (typeof FIXITY_SCOPES)[number];

/** READING goes on. CONCLUDED has found all it will, and its statement is made. LOGGED has it in the log. */
export type FixityRunState = 'READING' | 'CONCLUDED' | 'LOGGED';

/** One reading of all originals, or of one asset's, that ends as one statement. */
export interface FixityRun {
  readonly id: Hex;
  readonly scope: FixityScope;
  /** Null for all. */
  readonly assetId: AssetId | null;
  readonly state: FixityRunState;
  /** Versions among so many leaves are those whose files it reads. */
  readonly logSize: number;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** Salts its entries; told to nobody. */
  readonly secret: Hex;
  /** The content read last; null before the first. */
  readonly lastKey: string | null;
  readonly results: FixityTally;
  /** Of contents that RESTRICTED assets alone have; of a run of one asset always nothing. */
  readonly restrictedResults: FixityTally;
  /** Of its statement, once it is concluded. */
  readonly body: readonly BodyField[] | null;
  readonly statementHash: StatementHash | null;
  readonly leafIndex: number | null;
}

/** Names a content; runs read in the order of these. */
export function contentKey({ sha256, cid }: Pick<Content, 'sha256' | 'cid'>): string {
  return `${sha256}:${cid}`;
}

/** docs/formats.md, "Fixity". */
export function entrySalt(secret: Hex, content: Pick<Content, 'sha256' | 'cid'>): Hex {
  return toHex(sha256(concat(fromHex(secret), utf8(content.sha256), utf8(content.cid))));
}

const DAY_MS = 86_400_000;

export interface FixitySchedule {
  /** Each original is to be read at least this often. */
  readonly everyDays: number;
}

/** A tenth of the schedule, at least a day: what a run may be late before people are told. */
export function graceDays({ everyDays }: FixitySchedule): number {
  return Math.max(1, Math.ceil(everyDays / 10));
}

/**
 * When the next run is to begin so that the original that was not read for longest is read in time: earlier than its day by as long
 * as the last run took and a quarter, at most by half of the schedule. Null where there are no originals.
 */
export function nextRunAt(
  { everyDays }: FixitySchedule,
  {
    oldestReadAt,
    lastRun,
  }: {
    readonly oldestReadAt: Date | null;
    readonly lastRun: Pick<FixityRun, 'startedAt' | 'endedAt'> | null;
  },
): Date | null {
  if (oldestReadAt === null) return null;
  const lastRunMs = lastRun?.endedAt == null ? 0 : lastRun.endedAt.getTime() - lastRun.startedAt.getTime();
  const leadMs = Math.min(lastRunMs * 1.25, (everyDays * DAY_MS) / 2);
  return new Date(oldestReadAt.getTime() + everyDays * DAY_MS - leadMs);
}

/** A run was missed, or is too slow: some original was not read for longer than schedule and grace. */
export function isMissed(schedule: FixitySchedule, oldestReadAt: Date | null, now: Date): boolean {
  if (oldestReadAt === null) return false;
  const days = schedule.everyDays + graceDays(schedule);
  return now.getTime() > oldestReadAt.getTime() + days * DAY_MS;
}
