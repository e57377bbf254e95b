import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DataDirectoryInUseError, lockDataDirectory } from '@lanran/embedded/directory-lock';
import { folderOf } from '../start/store-places.ts';
import { readEmbeddedStores } from './embedded-stores.ts';
import { listFiles, listOwn, SIGNED_CHECKPOINT, type Snapshot } from './snapshot.ts';

const DOCUMENTS = 'document-store/data.mdb';
const INDEX_OF_FILES = 'content-store/index/data.mdb';
const CHAIN = 'chain/journal';
/** Of stores, and of folders that documents refer to. */
const KEPT =
  /^(document-store\/data\.mdb|content-store\/(index\/data\.mdb|files\/.+)|chain\/journal|(staging|request-files)\/.+)$/;
/** A platform that was killed leaves its stores a moment to end. */
const ENDED_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;

/** What a backup holds of a data directory whose stores do not run: nothing has to be copied first. */
export async function takeAtRest(dataDir: string): Promise<Snapshot> {
  const stores = [...(await readEmbeddedStores(dataDir))].map(folderOf);
  const lists = await Promise.all(
    [...stores, 'staging', 'request-files'].map((folder) => listFiles(dataDir, folder)),
  );
  const signed = join(dataDir, SIGNED_CHECKPOINT);
  const files = [
    ...lists.flat().filter(({ path }) => KEPT.test(path)),
    ...(existsSync(signed) ? [{ path: SIGNED_CHECKPOINT, source: signed }] : []),
    ...(await listOwn(dataDir)),
  ];
  const partOf = (path: string) => (files.some((file) => file.path === path) ? 'EMBEDDED' : 'OUTSIDE');
  return {
    parts: { documents: partOf(DOCUMENTS), files: partOf(INDEX_OF_FILES), chain: partOf(CHAIN) },
    files,
  };
}

/** Does `work` while no store of the data directory can start. @throws DataDirectoryInUseError when one goes on running */
export async function whileAtRest<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const folders = [...(await readEmbeddedStores(dataDir))].map((store) => join(dataDir, folderOf(store)));
  const releases: (() => void)[] = [];
  try {
    for (const folder of folders.filter((each) => existsSync(each)))
      releases.push(await lockWhenFree(folder));
    return await work();
  } finally {
    for (const release of releases) release();
  }
}

async function lockWhenFree(folder: string): Promise<() => void> {
  const until = performance.now() + ENDED_WITHIN_MS;
  for (;;) {
    try {
      return lockDataDirectory(folder);
    } catch (error) {
      if (!(error instanceof DataDirectoryInUseError) || performance.now() > until) throw error;
      await pause(LOOK_EVERY_MS);
    }
  }
}
