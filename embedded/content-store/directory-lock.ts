import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataDirectoryInUseError, systemErrorCode } from './errors.ts';

/**
 * Keeps a second process off a data directory. The lock file names its holder by process id and start time, so that a
 * lock left by `kill -9` is recognized and replaced, even after its id was given to another process.
 * @returns what releases the lock.
 * @throws DataDirectoryInUseError while the holder lives.
 */
export function lockDirectory(directory: string): () => void {
  const lock = join(directory, 'lock');
  const mine = join(directory, `lock.${process.pid}`);
  writeFileSync(mine, identify(process.pid));
  try {
    while (!tryLink(mine, lock)) removeStale(lock, directory);
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(lock, { force: true });
}

/** `link` is atomic and fails when the name is taken: exactly one process gets it. */
function tryLink(source: string, target: string): boolean {
  try {
    linkSync(source, target);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function removeStale(lock: string, directory: string): void {
  const holder = readIfPresent(lock);
  if (holder === null) return;
  const pid = Number(holder.split(' ')[0]);
  if (isRunning(pid) && identify(pid) === holder) throw new DataDirectoryInUseError(directory, pid);
  // Renamed first, so that of two processes that both saw a stale lock only one removes it.
  const stale = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, stale);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = readIfPresent(stale);
  if (moved !== holder) tryLink(stale, lock);
  rmSync(stale, { force: true });
}

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}

/** Process id and, where /proc exists, its start time in clock ticks (proc(5), stat field 22). */
function identify(pid: number): string {
  const stat = readIfPresent(`/proc/${pid}/stat`);
  const startTime = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return `${pid} ${startTime}`;
}
