import { StartRefusedError } from '../start/data-directory.ts';
import { reasonOf } from '@lanran/sdk/kernel/errors';
import { pass, requireEqual, verifyFiles } from './copy.ts';
import { MARKER_COLLECTION } from './documents.ts';
import { MoveRefusedError } from './errors.ts';
import { markTarget, requireOwn } from './look.ts';
import { type Move, MoveFile } from './move-file.ts';
import { lockMoves, moverOf } from './opened.ts';
import { Progress } from './progress.ts';
import { requireProofs } from './proofs.ts';
import { asSource, openServers, openSide, type SideParts } from './sides.ts';

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
      if (target.documents !== null) await markTarget(target.documents, mover, move.startedAt);
      const parts = {
        source: former,
        target,
        filesMarker: mover.filesMarker,
        folder: file.folder,
        progress: new Progress((line) => say(`moving    ${line}`)),
        signal,
      };
      const changes = await pass('copying what changed', parts);
      await requireEqual(parts);
      await verifyFiles(parts);
      const proofs = await requireProofs(former, target);
      signal.throwIfAborted();
      file.write({ ...move, state: 'DONE' });
      if (target.documents !== null) await target.documents.drop(MARKER_COLLECTION);
      say(
        `moved     ${changes} changes since the copy; all documents, pins and blocks are the same on both sides${proofs === 0 ? '' : `, and ${proofs} proofs hold`}`,
      );
    } finally {
      await target.close();
    }
  } finally {
    await former.close();
  }
}

/** The platform serves from the new side: the former one may be removed when somebody asks for it. */
export function markServed(dataDir: string): void {
  const file = new MoveFile(dataDir);
  const move = file.read();
  if (move?.state === 'DONE' && !move.isServed) file.write({ ...move, isServed: true });
}
