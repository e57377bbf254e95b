import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { identify, isLive } from '@lanran/embedded/directory-lock';
import { isErrorCode } from '../start/data-directory.ts';

/** Process id and start time of who made it: a process id alone is given away again. */
const NAME = /^\.spool-(\d+)-(\d*)-/;

/**
 * A new directory for the snapshot that a backup copies from. It is on the data directory's own disk, so that uploads can be held by a
 * second name, and in `backups`, which no backup holds.
 */
export async function makeSpool(dataDir: string): Promise<string> {
  const backups = join(dataDir, 'backups');
  await mkdir(backups, { recursive: true, mode: 0o700 });
  await removeDeadSpools(dataDir);
  return mkdtemp(join(backups, `.spool-${identify(process.pid).replace(' ', '-')}-`));
}

/** Removes what backups left that were killed: copies of documents and files in clear. */
export async function removeDeadSpools(dataDir: string): Promise<void> {
  const backups = join(dataDir, 'backups');
  for (const name of await readNames(backups)) {
    if (!name.startsWith('.spool-')) continue;
    const [, processId = '', startTime = ''] = NAME.exec(name) ?? [];
    if (!isLive(`${processId} ${startTime}`)) await rm(join(backups, name), { recursive: true, force: true });
  }
}

async function readNames(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return [];
    throw error;
  }
}
