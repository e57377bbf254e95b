import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf } from '../start/store-places.ts';
import { MoveRefusedError } from './errors.ts';
import { EMBEDDED, isSamePlace, MOVABLE, type Move, type Route, shownPlace } from './move-file.ts';
import { lockMoves, moverOf, type OpenedInstallation } from './opened.ts';
import { removeDocuments, removeFiles } from './remove.ts';
import { serversOf } from './routes.ts';
import { readServices } from './services-file.ts';
import { openServers } from './sides.ts';

/**
 * What ends a move: CLEAN_UP removes the former place of one that is done, GIVE_UP what was copied to the new place of one
 * that was not switched.
 */
export type Ending = 'CLEAN_UP' | 'GIVE_UP';

/** What `endMove` will remove, one line each. @throws MoveRefusedError unless the move is in the state for it */
export async function listLeftovers(ending: Ending, opened: OpenedInstallation): Promise<string[]> {
  const move = await requireMove(ending, opened);
  return MOVABLE.flatMap((store) => {
    const place = move[store]?.[endOf(ending)];
    if (place === undefined) return [];
    if (place === EMBEDDED) return [`the folder ${join(opened.dataDir, folderOf(store))}`];
    return [`${store === 'documents' ? 'all collections' : 'all pins'} at ${shownPlace(place)}`];
  });
}

/** Removes what the move leaves behind. After an end in the middle, the same goes on. @throws MoveRefusedError */
export async function endMove(ending: Ending, opened: OpenedInstallation): Promise<void> {
  const { dataDir, file, secrets } = opened;
  const release = lockMoves(file);
  try {
    const move = await requireMove(ending, opened);
    const left = await openLeft(move, ending, opened);
    try {
      const mover = await moverOf(secrets);
      if (left.documents !== null) await removeDocuments(left.documents, mover);
      if (left.files !== null) await removeFiles(left.files, mover);
    } finally {
      await left.close();
    }
    for (const store of MOVABLE)
      if (move[store]?.[endOf(ending)] === EMBEDDED)
        await rm(join(dataDir, folderOf(store)), { recursive: true, force: true });
  } finally {
    release();
  }
  file.remove();
}

async function openLeft(move: Move, ending: Ending, opened: OpenedInstallation) {
  try {
    return await openServers(serversOf(move, endOf(ending)), opened);
  } catch (cause) {
    if (!(cause instanceof MoveRefusedError)) throw cause;
    throw new MoveRefusedError(
      `${cause.message} If that server is gone for good, delete the folder ${opened.file.folder} instead: it only records the move.`,
      { cause },
    );
  }
}

function endOf(ending: Ending): keyof Route {
  return ending === 'CLEAN_UP' ? 'from' : 'to';
}

async function requireMove(ending: Ending, { dataDir, file }: OpenedInstallation): Promise<Move> {
  const move = file.read();
  if (move === null) throw new MoveRefusedError('No move is recorded here: there is nothing to remove.');
  const fault = ending === 'CLEAN_UP' ? faultOfCleanUp(move) : faultOfGiveUp(move);
  if (fault !== null) throw new MoveRefusedError(`${fault} Nothing was removed.`);
  const services = await readServices(dataDir);
  const addresses = { documents: services.mongoUri, files: services.ipfsApiUrl };
  for (const store of MOVABLE) {
    const place = move[store]?.[endOf(ending)];
    if (place === undefined) continue;
    const used = services.embedded.includes(store) ? EMBEDDED : addresses[store];
    if (isSamePlace(used, place))
      throw new MoveRefusedError(
        `The platform uses the ${store} of ${place === EMBEDDED ? join(dataDir, folderOf(store)) : shownPlace(place)}. Nothing was removed.`,
      );
  }
  return move;
}

function faultOfCleanUp({ state, isServed }: Move): string | null {
  if (state === 'DONE' && isServed) return null;
  return 'The move is not done: the platform has not served from the new place yet, and only the former one is known to be whole. To give up the move, use --give-up.';
}

function faultOfGiveUp({ state }: Move): string | null {
  if (state !== 'DONE') return null;
  return 'The move is done: a start has taken the new place, and the former one is out of date. To go back, remove the former place with --clean-up, then move again.';
}
