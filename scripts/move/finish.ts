import { StartRefusedError } from '../start/data-directory.ts';
import { reasonOf } from '@lanran/sdk/kernel/errors';
import { parseLogId } from '@lanran/protocol/kernel/ids';
import { pass, requireEqual, verifyFiles } from './copy.ts';
import { MARKER_COLLECTION } from './documents.ts';
import { MoveRefusedError } from './errors.ts';
import { type Move, MoveFile } from './move-file.ts';
import { lockMoves } from './move.ts';
import { Progress } from './progress.ts';
import { openServers, openSide, type SideParts } from './sides.ts';
import { VerifiedPins } from './verified-pins.ts';

export interface Finish extends SideParts {
  readonly move: Move;
  /** The new side, which this start runs on. */
  readonly services: { readonly mongoUri: string; readonly ipfsApiUrl: string };
  readonly say: (line: string) => void;
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
    if (cause instanceof StartRefusedError) throw cause;
    const reason = cause instanceof MoveRefusedError ? cause.message : `${reasonOf(cause)}.`;
    throw new StartRefusedError(
      `The move could not be finished: ${reason} The former place has everything and is unchanged: with its setting the platform starts as before.`,
      { cause },
    );
  }
}

async function finishLocked(finish: Finish, file: MoveFile): Promise<void> {
  const { move, services, secrets, say } = finish;
  const former = await openSide(
    { documents: move.documents?.from ?? null, files: move.files?.from ?? null },
    finish,
  );
  try {
    const places = {
      documents: move.documents === null ? null : services.mongoUri,
      files: move.files === null ? null : services.ipfsApiUrl,
    };
    const target = await openServers(places, { secrets });
    try {
      const { filesMarkerOf } = await import('@lanran/api/compose-stores');
      const parts = {
        source: former,
        target,
        filesMarker: filesMarkerOf(parseLogId(secrets.logId)).cid,
        verified: new VerifiedPins(file.folder),
        progress: new Progress((line) => say(`moving    ${line}`)),
        signal: new AbortController().signal,
      };
      const changes = await pass('copying what changed', parts);
      await requireEqual(parts);
      await verifyFiles(parts);
      file.write({ ...move, state: 'DONE' });
      if (target.documents !== null) await target.documents.drop(MARKER_COLLECTION);
      say(
        `moved     ${changes} changes since the copy; all documents, pins and blocks are the same on both sides`,
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
