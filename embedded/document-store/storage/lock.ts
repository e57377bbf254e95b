import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';

export class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError';
  readonly code = 'DATA_DIRECTORY_IN_USE';
}

/**
 * Takes the data directory for this process. LMDB would let two processes in, and each would number its records alike.
 * Returns the release. A lock left by `kill -9` names a process that is gone, and is replaced.
 */
export function lockDataDirectory(dataDir: string): () => void {
  const path = join(dataDir, 'document-store.lock');
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (tryCreate(path)) return () => rmSync(path, { force: true });
    const holder = readHolder(path);
    if (holder !== null && isAlive(holder)) {
      throw new DataDirectoryInUseError(
        `The data directory ${resolve(dataDir)} is in use by process ${holder.pid}. Stop that one first, or set another DATA_DIR.`,
      );
    }
    rmSync(path, { force: true });
  }
  throw new DataDirectoryInUseError(
    `Other processes are taking ${resolve(dataDir)} at the same moment. Try again.`,
  );
}

interface Holder {
  readonly pid: number;
  /** Clock ticks after boot (Linux), so that a reused process id is not mistaken for the holder; empty elsewhere. */
  readonly startedAt: string;
}

function tryCreate(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, `${process.pid} ${startTimeOf(process.pid)}`);
    closeSync(file);
    return true;
  } catch (error) {
    if (isErrorCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function readHolder(path: string): Holder | null {
  try {
    const [pid, startedAt = ''] = readFileSync(path, 'utf8').split(' ');
    // A lock torn by a crash names nobody; its writer is gone.
    return Number(pid) > 0 ? { pid: Number(pid), startedAt } : null;
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function isAlive({ pid, startedAt }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return isErrorCode(error, 'EPERM');
  }
  return startedAt === startTimeOf(pid);
}

/** Field 22 of /proc/<pid>/stat (proc(5)); the command name before it may hold spaces and parentheses. */
function startTimeOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
