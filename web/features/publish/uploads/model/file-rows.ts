import type { ContentDoubt } from '@lanran/sdk/publishing/file-signatures';
import type { FileDigest } from '@lanran/protocol/files/file-digest';
import type { ServerFile } from '../../editor/model/queries.ts';
import type { FileWork } from './upload-phase.ts';

export type FileStanding =
  /** On its way from this page. */
  | 'working'
  | 'paused'
  | 'failed'
  /** There, and the same as the file that was hashed here. */
  | 'arrived'
  /** There, as in the version before. */
  | 'kept'
  /** There, but never hashed in this browser: choose it again before it is signed. */
  | 'unchecked'
  /** A part is there, of a visit before: choose it again to go on. */
  | 'interrupted'
  /** Chosen in a visit before, and not begun: choose it again. */
  | 'missing'
  /** A part was there, and was given up since: choose it again. */
  | 'expired'
  /** There, but not the file that was hashed here. */
  | 'differs';

export interface FileRow {
  readonly path: string;
  readonly bytes: number;
  readonly standing: FileStanding;
  readonly sha256: string | null;
  readonly work: FileWork | null;
  /** It is to take the place of a whole file of the draft, which stays there until then. */
  readonly isReplacement: boolean;
  /** Of what was chosen here: it is not what its name promises. */
  readonly doubt: ContentDoubt | null;
}

interface RowParts {
  readonly server: readonly ServerFile[];
  readonly work: ReadonlyMap<string, FileWork>;
  readonly digests: ReadonlyMap<string, FileDigest>;
  readonly doubts: ReadonlyMap<string, ContentDoubt>;
  /** SHA-256 by path, of the version that a draft revises. */
  readonly kept: ReadonlyMap<string, string>;
}

/** Every file of a draft, with what stands between it and a signature. By path, as in the manifest. */
export function rowsOf({ server, work, digests, doubts, kept }: RowParts): FileRow[] {
  const rows = new Map<string, FileRow>();
  for (const file of server) {
    rows.set(file.path, {
      path: file.path,
      bytes: Number(file.bytes),
      sha256: file.sha256,
      standing: standingOf(file, digests.get(file.path) ?? null, kept),
      work: null,
      isReplacement: file.isReplacement,
      doubt: doubts.get(file.path) ?? null,
    });
  }
  for (const item of work.values()) {
    const there = rows.get(item.path);
    // Told before the list was asked for again; or sent whole by another tab.
    const isSettled = item.phase === 'done' || item.phase === 'missing';
    if (isSettled && there !== undefined && there.standing !== 'interrupted') continue;
    const { path, bytes, sha256 } = item;
    const standing = standingOfWork(item, there !== undefined);
    const isReplacement = there !== undefined && (there.isReplacement || there.standing !== 'interrupted');
    const doubt = doubts.get(path) ?? null;
    rows.set(path, { path, bytes, sha256, standing, work: item, isReplacement, doubt });
  }
  return [...rows.values()].sort((left, right) =>
    left.path < right.path ? -1 : Number(left.path > right.path),
  );
}

function standingOfWork({ phase, isBegun }: FileWork, isThere: boolean): FileStanding {
  if (phase === 'paused' || phase === 'failed') return phase;
  if (phase !== 'missing') return 'working';
  if (isThere) return 'interrupted';
  return isBegun ? 'expired' : 'missing';
}

function standingOf(
  { path, isComplete, sha256 }: ServerFile,
  digest: FileDigest | null,
  kept: ReadonlyMap<string, string>,
): FileStanding {
  if (!isComplete) return 'interrupted';
  if (digest !== null) return digest.sha256 === sha256 ? 'arrived' : 'differs';
  return sha256 !== null && kept.get(path) === sha256 ? 'kept' : 'unchecked';
}

/** Whether the platform has it; told before the list of what it has is asked for again. */
export function isThere({ standing, work }: FileRow): boolean {
  return standing === 'arrived' || standing === 'kept' || (standing === 'working' && work?.phase === 'done');
}

/** Whether nothing goes on without the person. */
export function needsPerson({ standing }: Pick<FileRow, 'standing'>): boolean {
  return standing === 'failed' || standing === 'differs' || isToChooseAgain({ standing });
}

/** Whether the page has to be given the file again. */
export function isToChooseAgain({ standing }: Pick<FileRow, 'standing'>): boolean {
  return ['unchecked', 'interrupted', 'missing', 'expired'].includes(standing);
}

/** How near the top of a long list: what needs the person first, then what moves. */
export function urgencyOf(row: FileRow): number {
  if (needsPerson(row)) return 0;
  if (row.standing === 'working') return isQueued(row) ? 2 : 1;
  return row.standing === 'paused' ? 3 : 4;
}

function isQueued({ work }: FileRow): boolean {
  return work === null || work.phase === 'waiting' || work.phase === 'ready' || work.phase === 'done';
}

/** Whether nothing stands between the files and a signature. */
export function areReady(rows: readonly FileRow[]): boolean {
  return rows.length > 0 && rows.every(({ standing }) => standing === 'arrived' || standing === 'kept');
}
