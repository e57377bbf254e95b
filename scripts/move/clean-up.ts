import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf } from '../start/store-places.ts';
import { requireApart } from './apart.ts';
import { MoveRefusedError } from './errors.ts';
import { MOVABLE, type Movable, type Move, type Route } from './move-file.ts';
import { lockMoves, moverOf, type OpenedInstallation } from './opened.ts';
import { EMBEDDED, isSamePlace, shownPlace } from './place.ts';
import { removeDocuments, removeFiles } from './remove.ts';
import { serversOf } from './routes.ts';
import { readServices } from './services-file.ts';
import { openServers, type Places, type Side } from './sides.ts';
import { lockUnlessInUse } from './source.ts';

/**
 * What ends a move: CLEAN_UP removes the former place of one that is done, GIVE_UP what was copied to the new place of one
 * that was not switched.
 */
export type Ending = 'CLEAN_UP' | 'GIVE_UP';

/** What `endMove` will remove, one line each. @throws MoveRefusedError unless the move is in the state for it */
export async function listLeftovers(ending: Ending, opened: OpenedInstallation): Promise<string[]> {
  const move = await requireMove(ending, opened);
  const damaged = ending === 'CLEAN_UP' ? move.leftBehind.length : 0;
  return MOVABLE.flatMap((store) => {
    const place = move[store]?.[endOf(ending)];
    if (place === undefined) return [];
    const withDamaged =
      store === 'files' && damaged > 0
        ? `, with the damaged files that were left behind there (${damaged}) and what can still be read of them`
        : '';
    if (place === EMBEDDED) return [`the folder ${join(opened.dataDir, folderOf(store))}${withDamaged}`];
    return [
      `${store === 'documents' ? 'all collections' : 'all pins'} at ${shownPlace(place)}${withDamaged}`,
    ];
  });
}

/** Removes what the move leaves behind. After an end in the middle, the same goes on. @throws MoveRefusedError */
export async function endMove(ending: Ending, opened: OpenedInstallation): Promise<void> {
  const { dataDir, file, secrets } = opened;
  const release = lockMoves(file);
  try {
    const move = await requireMove(ending, opened);
    const left = await openLeft(move, ending, opened);
    const unlock = isBeforeServed(move) ? lockStopped(dataDir) : () => undefined;
    try {
      const mover = await moverOf(secrets);
      if (left.documents !== null || left.files !== null) {
        const used = await openUsed(await placesInUse(move, ending, dataDir), opened, isBeforeServed(move));
        try {
          await requireApart(left, used, mover.filesMarker);
        } finally {
          await used.close();
        }
      }
      if (left.documents !== null) await removeDocuments(left.documents, mover);
      if (left.files !== null) await removeFiles(left.files, mover);
    } finally {
      unlock();
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

/** No start may take the new place meanwhile. @throws MoveRefusedError */
function lockStopped(dataDir: string): () => void {
  const unlock = lockUnlessInUse(dataDir);
  if (unlock !== null) return unlock;
  throw new MoveRefusedError(
    'The platform is starting in the new place. Stop it, then run the same command again. Nothing was removed.',
  );
}

/** What the platform uses of what moved; of embedded stores nothing while it is stopped: nobody serves them. */
async function openUsed(
  places: Places,
  { dataDir, secrets }: OpenedInstallation,
  isStopped: boolean,
): Promise<Side> {
  const unlock = isStopped ? null : lockUnlessInUse(dataDir);
  const isServed = !isStopped && unlock === null;
  unlock?.();
  const services = isServed ? await readServices(dataDir) : null;
  const addresses = { documents: services?.mongoUri ?? null, files: services?.ipfsApiUrl ?? null };
  const addressOf = (store: Movable) => (places[store] === EMBEDDED ? addresses[store] : places[store]);
  return openServers({ documents: addressOf('documents'), files: addressOf('files') }, { secrets });
}

/** Where the platform has the stores that moved, as its last start said; before it served from the new place, the former one. */
async function placesInUse(move: Move, ending: Ending, dataDir: string): Promise<Places> {
  if (ending === 'GIVE_UP' && isBeforeServed(move))
    return { documents: move.documents?.from ?? null, files: move.files?.from ?? null };
  const services = await readServices(dataDir);
  const addresses = { documents: services.mongoUri, files: services.ipfsApiUrl };
  const placeOf = (store: Movable) => {
    if (move[store] === null) return null;
    return services.embedded.includes(store) ? EMBEDDED : addresses[store];
  };
  return { documents: placeOf('documents'), files: placeOf('files') };
}

/** Done by a start that did not come to serve. */
function isBeforeServed({ state, isServed }: Move): boolean {
  return state === 'DONE' && !isServed;
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
  const used = await placesInUse(move, ending, dataDir);
  for (const store of MOVABLE) {
    const place = move[store]?.[endOf(ending)];
    if (place === undefined) continue;
    if (isSamePlace(used[store] ?? EMBEDDED, place))
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

function faultOfGiveUp({ state, isServed }: Move): string | null {
  if (state !== 'DONE' || !isServed) return null;
  return 'The move is done: the platform has served from the new place, and the former one is out of date. To go back, remove the former place with --clean-up, then move again.';
}
