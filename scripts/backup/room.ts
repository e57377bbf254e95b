import { existsSync, type Dirent } from 'node:fs';
import { readdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { folderOf, STORE_NAMES } from '../start/store-places.ts';
import { readEmbeddedStores } from './embedded-stores.ts';
import { LEFT_OUT } from './snapshot.ts';

/** Headers of entries, the manifest, and what file systems keep for themselves. */
const ENTRY_BYTES = 4_096;
/** Copied to the data directory's disk before the archive is written. */
const COPIED = /\/(data\.mdb|journal|signed-checkpoint\.json)$/;

export interface BackupSize {
  /** At most, of the archive. */
  readonly archiveBytes: number;
  /** At most, of what is copied to the data directory's disk meanwhile. */
  readonly spoolBytes: number;
}

/** What a backup of a data directory takes, as it lies there now. */
export async function measureBackup(dataDir: string): Promise<BackupSize> {
  const embedded = await readEmbeddedStores(dataDir);
  const outside = STORE_NAMES.filter((store) => !embedded.has(store)).map(folderOf);
  const names = (await readdir(dataDir)).filter((name) => !LEFT_OUT.test(name) && !outside.includes(name));
  const size = { archiveBytes: 0, spoolBytes: 0 };
  for (const name of names) {
    for await (const path of filesIn(join(dataDir, name))) {
      const bytes = (await stat(path)).size + ENTRY_BYTES;
      size.archiveBytes += bytes;
      if (COPIED.test(path)) size.spoolBytes += bytes;
    }
  }
  return size;
}

/** Bytes that this account may still write on the disk of a folder, or of the next one above that is there. */
export async function freeBytes(folder: string): Promise<number> {
  if (!existsSync(folder)) return freeBytes(dirname(folder));
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Are both on one disk? */
export async function areOnOneDisk(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map(deviceOf));
  return a === b;
}

async function deviceOf(folder: string): Promise<number> {
  return existsSync(folder) ? (await stat(folder)).dev : deviceOf(dirname(folder));
}

async function* filesIn(path: string): AsyncGenerator<string> {
  if (!(await stat(path)).isDirectory()) {
    yield path;
    return;
  }
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (isPlain(entry)) yield join(path, entry.name);
    else if (entry.isDirectory()) yield* filesIn(join(path, entry.name));
  }
}

function isPlain(entry: Dirent): boolean {
  return entry.isFile();
}
