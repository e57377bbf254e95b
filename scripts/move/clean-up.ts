import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { loadSecrets } from '../start/secrets.ts';
import { folderOf } from '../start/store-places.ts';
import { movedCollections } from './documents.ts';
import { MoveRefusedError } from './errors.ts';
import { pinsOf } from './files.ts';
import { EMBEDDED, isSamePlace, MOVABLE, type Move, MoveFile, shownPlace } from './move-file.ts';
import { lockMoves, readServices } from './move.ts';
import { openServers } from './sides.ts';

/** What `cleanUp` will remove, one line each. @throws MoveRefusedError unless a move is done and its new side is in use */
export async function listLeftovers(dataDir: string): Promise<string[]> {
  const move = await requireServed(dataDir);
  return MOVABLE.flatMap((store) => {
    const route = move[store];
    if (route === null) return [];
    return route.from === EMBEDDED
      ? [`the folder ${join(resolve(dataDir), folderOf(store))}`]
      : [
          `${store === 'documents' ? 'all collections' : 'all pins'} at ${shownPlace(route.from)}${store === 'files' ? ' (its garbage collection then frees the disk)' : ''}`,
        ];
  });
}

/** Removes what a finished move left behind. @throws MoveRefusedError */
export async function cleanUp(dataDir: string): Promise<void> {
  const directory = resolve(dataDir);
  if (!existsSync(join(directory, 'secrets.json')))
    throw new MoveRefusedError(`${directory} holds no platform.`);
  const file = new MoveFile(directory);
  const release = lockMoves(file);
  try {
    const move = await requireServed(directory);
    const outside = (from: string | undefined) => (from === undefined || from === EMBEDDED ? null : from);
    const former = await openServers(
      { documents: outside(move.documents?.from), files: outside(move.files?.from) },
      { secrets: loadSecrets(directory) },
    );
    try {
      if (former.documents !== null)
        for (const name of await movedCollections(former.documents)) await former.documents.drop(name);
      if (former.files !== null) for (const cid of await pinsOf(former.files)) await former.files.unpin(cid);
    } finally {
      await former.close();
    }
    for (const store of MOVABLE)
      if (move[store]?.from === EMBEDDED)
        await rm(join(directory, folderOf(store)), { recursive: true, force: true });
  } finally {
    release();
  }
  file.remove();
}

async function requireServed(dataDir: string): Promise<Move> {
  const directory = resolve(dataDir);
  const move = new MoveFile(directory).read();
  if (move === null) throw new MoveRefusedError('No move is recorded here: there is nothing to clean up.');
  if (move.state !== 'DONE' || !move.isServed)
    throw new MoveRefusedError(
      'The move is not done: the platform has not served from the new place yet, and only the former one is known to be whole. Nothing was removed.',
    );
  const services = await readServices(directory);
  const addresses = { documents: services.mongoUri, files: services.ipfsApiUrl };
  for (const store of MOVABLE) {
    const from = move[store]?.from;
    if (from === undefined) continue;
    const place = services.embedded.includes(store) ? EMBEDDED : addresses[store];
    if (isSamePlace(place, from))
      throw new MoveRefusedError(`The platform uses the ${store} of the former place. Nothing was removed.`);
  }
  return move;
}
