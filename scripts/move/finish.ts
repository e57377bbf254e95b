import type { RawDatabase } from '@lanran/api/compose-stores';
import { StartRefusedError } from '../start/data-directory.ts';
import { reasonOf } from '@lanran/sdk/kernel/errors';
import { UpgradeFile } from '../upgrade/upgrade-file.ts';
import { requireApart } from './apart.ts';
import { pass, removeGarbage, requireEqual, verifyFiles } from './copy.ts';
import { MARKER_COLLECTION } from './documents.ts';
import { MoveRefusedError } from './errors.ts';
import { MARKER, markTarget, requireOwn } from './look.ts';
import { type Move, MoveFile } from './move-file.ts';
import { lockMoves, moverOf } from './opened.ts';
import { Progress } from './progress.ts';
import { requireProofs } from './proofs.ts';
import { asSource, openServers, openSide, type SideParts } from './sides.ts';

const ANSWER_WITHIN_MS = 30_000;

export interface Finish extends SideParts {
  readonly move: Move;
  /** The new side, which this start runs on. */
  readonly services: { readonly mongoUri: string; readonly ipfsApiUrl: string };
  readonly say: (line: string) => void;
  /** Ends the pass early. */
  readonly signal: AbortSignal;
}

/**
 * The last pass of a move, before anything writes: what the platform wrote since the copy, then a comparison of every document,
 * pin and block. @throws StartRefusedError; the former side is as it was
 */
export async function finishMove(finish: Finish): Promise<void> {
  const file = new MoveFile(finish.settings.dataDir);
  try {
    const release = lockMoves(file);
    try {
      await finishLocked(finish, file);
    } finally {
      release();
    }
  } catch (cause) {
    if (cause instanceof StartRefusedError || finish.signal.aborted) throw cause;
    const reason = cause instanceof MoveRefusedError ? cause.message : `${reasonOf(cause)}.`;
    throw new StartRefusedError(
      `The move could not be finished: ${reason} The former place has everything and is unchanged: with its setting the platform starts as before.`,
      { cause },
    );
  }
}

async function finishLocked(finish: Finish, file: MoveFile): Promise<void> {
  const { move, services, secrets, say, signal } = finish;
  // Its documents say what is open, also where only files move.
  const places = {
    documents: move.documents?.from ?? services.mongoUri,
    files: move.files?.from ?? null,
  };
  const former = asSource(await openSide(places, finish), move);
  try {
    const addresses = {
      documents: move.documents === null ? null : services.mongoUri,
      files: move.files === null ? null : services.ipfsApiUrl,
    };
    const target = await openServers(addresses, { secrets });
    try {
      const mover = await moverOf(secrets);
      say('moving    the last pass; SIGTERM stops it, and the next start goes on');
      await requireOwn(target, mover);
      await requireApart(target, former, mover.filesMarker);
      if (target.documents !== null) await markTarget(target.documents, mover, move.startedAt);
      const parts = {
        source: former,
        target,
        filesMarker: mover.filesMarker,
        folder: file.folder,
        leftBehind: new Set(move.leftBehind),
        leavesDamaged: false,
        progress: new Progress((line) => say(`moving    ${line}`)),
        signal,
      };
      const changed = new Set<string>();
      const onChanged = (collection: string) => changed.add(collection);
      const changes = await pass('comparing, and copying what changed', parts, { onChanged });
      await requireEqual(parts, changed);
      await removeGarbage(parts);
      await verifyFiles(parts);
      const proofs = await requireProofs(former, target);
      signal.throwIfAborted();
      file.write({ ...move, state: 'DONE' });
      say(
        `moved     ${changes} changes since the copy; all documents, pins and blocks are the same on both sides${exceptionOf(move)}${proofs === 0 ? '' : `, and ${proofs} proofs hold`}`,
      );
    } finally {
      await target.close();
    }
  } finally {
    await former.close();
  }
}

function exceptionOf({ leftBehind: { length } }: Move): string {
  return length === 0 ? '' : `, but for the damaged files that were left behind (${length})`;
}

/**
 * Before anything is acknowledged from the new side: the former one is then out of date, and may be removed when somebody asks for
 * it. An end in the middle leaves the move as one that was not served yet.
 */
export async function markServed(
  dataDir: string,
  { mongoUri }: { readonly mongoUri: string },
): Promise<void> {
  const file = new MoveFile(dataDir);
  const move = file.read();
  if (move?.state !== 'DONE' || move.isServed) return;
  if (move.documents !== null)
    await withDatabase(mongoUri, async (documents) => {
      const names = await documents.collections();
      if (names.includes(MARKER_COLLECTION)) await documents.drop(MARKER_COLLECTION);
    });
  file.write({ ...move, isServed: true });
}

/** The platform writes to the former side again: what was taken for the same on both is a copy to bring up to date. */
export function takeBack(dataDir: string, move: Move): void {
  // The documents of the former side had no step of an upgrade that was done on the new one.
  const upgrades = new UpgradeFile(dataDir);
  const upgrade = upgrades.read();
  if (upgrade !== null && (upgrade.endedAt === null || upgrade.endedAt > move.startedAt))
    upgrades.write({ ...upgrade, done: [], endedAt: null });
  new MoveFile(dataDir).write({ ...move, state: 'COPIED' });
}

/**
 * A database that a move fills says so until the platform serves from it. It may have another address than the move recorded, or
 * the record may be gone. @throws StartRefusedError unless this move has finished it, or is about to
 */
export async function requireNoCopy(
  dataDir: string,
  { mongoUri }: { readonly mongoUri: string },
): Promise<void> {
  const move = new MoveFile(dataDir).read();
  const mark = await withDatabase(mongoUri, (documents) => documents.find(MARKER_COLLECTION, MARKER));
  if (
    mark === null ||
    (move?.documents != null && mark['startedAt'] === move.startedAt && move.state !== 'COPYING')
  )
    return;
  throw new StartRefusedError(
    `The database at MONGODB_URI is the copy of a move that no start has finished (begun at ${String(mark['startedAt'])}): what was written since is not there. Set MONGODB_URI as it was before that move, or unset it for the embedded documents. Nothing was changed.`,
  );
}

async function withDatabase<T>(uri: string, work: (documents: RawDatabase) => Promise<T>): Promise<T> {
  const { RawDatabase: Database } = await import('@lanran/api/compose-stores');
  const documents = await Database.open(uri, ANSWER_WITHIN_MS);
  try {
    return await work(documents);
  } finally {
    await documents.close();
  }
}
