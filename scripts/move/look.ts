import { existsSync, readdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { RawDatabase } from '@lanran/api/compose-stores';
import { reasonOf } from '@lanran/sdk/kernel/errors';
import { folderOf } from '../start/store-places.ts';
import type { ContentServer } from './files/content-server.ts';
import { MARKER_COLLECTION } from './documents.ts';
import { MoveRefusedError } from './errors.ts';
import { pinsOf } from './files/copy-files.ts';
import { MOVABLE, type Movable } from './move-file.ts';
import type { Side } from './sides.ts';

export const MARKER = 'move';

/** Whose the move is. */
export interface Mover {
  readonly logId: string;
  /** The pin that only this installation makes. */
  readonly filesMarker: string;
}

/** @throws MoveRefusedError unless each server is empty, or has an unfinished move of this log */
export async function requireOwn(
  { documents, files }: Pick<Side, 'documents' | 'files'>,
  mover: Mover,
): Promise<void> {
  if (documents !== null) await requireOwnTarget(documents, mover);
  if (files !== null) await requireOwnNode(files, mover);
}

/** @throws MoveRefusedError unless the database is empty or has an unfinished move of this log */
export async function requireOwnTarget(target: RawDatabase, { logId }: Mover): Promise<void> {
  const names = await target.collections();
  if (names.length === 0) return;
  const marker = names.includes(MARKER_COLLECTION) ? await target.find(MARKER_COLLECTION, MARKER) : null;
  if (marker === null)
    throw new MoveRefusedError(
      `The database of --documents is not empty: it has ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more collections` : ''}. Name an empty database. Nothing was changed.`,
    );
  if (marker['logId'] !== logId)
    throw new MoveRefusedError(
      `The database of --documents has a move of log ${String(marker['logId'])}, and this installation has log ${logId}. Name an empty database. Nothing was changed.`,
    );
}

/** The database then takes writes that a majority has. @throws MoveRefusedError */
export async function markTarget(target: RawDatabase, { logId }: Mover, startedAt: string): Promise<void> {
  try {
    await target.put(MARKER_COLLECTION, { _id: MARKER, logId, startedAt });
  } catch (cause) {
    throw new MoveRefusedError(
      `The database of --documents does not take a write that a majority of its servers has (${reasonOf(cause)}). Check its rights and its replica set, then run the same command again.`,
      { cause },
    );
  }
}

/** @throws MoveRefusedError when the server says that its disk has less room */
export async function requireRoomForDocuments(target: RawDatabase, bytes: number): Promise<void> {
  const bytesFree = await target.bytesFree();
  if (bytesFree === null || bytes <= bytesFree) return;
  throw new MoveRefusedError(
    `About ${bytes} bytes of documents are to come, and the disk of the database of --documents has ${bytesFree} free. Make room there or name another server. Nothing was changed.`,
  );
}

/** @throws MoveRefusedError unless the node pins nothing, or what this installation moved there */
export async function requireOwnNode(target: ContentServer, { filesMarker }: Mover): Promise<void> {
  const pins = await pinsOf(target);
  if (pins.size === 0 || pins.has(filesMarker)) return;
  throw new MoveRefusedError(
    `The node of --files is not empty: it has ${pins.size} pin${pins.size === 1 ? '' : 's'}, and none is the marker of this installation. Name a node of its own. Nothing was changed.`,
  );
}

/** @throws MoveRefusedError when the node says that it can't hold so much */
export async function requireRoom(source: ContentServer, target: ContentServer): Promise<void> {
  const [from, to] = await Promise.all([source.size(), target.size()]);
  if (from.bytes <= to.maxBytes) return;
  throw new MoveRefusedError(
    `The files have ${from.bytes} bytes, and the node of --files holds at most ${to.maxBytes} (StorageMax). Raise Datastore.StorageMax there or name a larger node. Nothing was changed.`,
  );
}

/** Of a place in the data directory, before anything is started there. @throws MoveRefusedError */
export function requireNothingLeft(dataDir: string, stores: readonly Movable[], isResumed: boolean): void {
  if (isResumed) return;
  const used = MOVABLE.filter((store) => stores.includes(store))
    .map((store) => join(dataDir, folderOf(store)))
    .find((folder) => existsSync(folder) && readdirSync(folder).length > 0);
  if (used === undefined) return;
  throw new MoveRefusedError(
    `${used} is not empty. If it is what a move left behind, remove it with npx lanran move --clean-up; else move it away. Nothing was changed.`,
  );
}

/** @throws MoveRefusedError when the disk of the data directory has less room than is to come */
export async function requireDisk(dataDir: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  if (bytes <= bavail * bsize) return;
  throw new MoveRefusedError(
    `About ${bytes} bytes are to come, and the disk of ${dataDir} has ${bavail * bsize} free. Make room first. Nothing was changed.`,
  );
}
