import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export class StartRefusedError extends Error {
  override readonly name = 'StartRefusedError';
}

/**
 * Takes the data directory for this process alone; the lock names the process, so that one left by `kill -9` is
 * recognized and replaced. Returns the release. Throws StartRefusedError when a live process holds it.
 */
export function lockDataDirectory(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lockPath = join(dataDir, 'start.lock');
  if (!tryCreate(lockPath)) {
    const holder = readHolder(lockPath);
    if (holder !== null && isAlive(holder)) {
      throw new StartRefusedError(
        `The data directory ${resolve(dataDir)} is in use by process ${holder.pid}. Stop that one first, or choose another with LANRAN_DATA_DIR.`,
      );
    }
    rmSync(lockPath, { force: true });
    if (!tryCreate(lockPath)) {
      throw new StartRefusedError(`Another start took ${resolve(dataDir)} at the same moment. Try again.`);
    }
  }
  return () => rmSync(lockPath, { force: true });
}

interface Holder {
  readonly pid: number;
  /** Clock ticks after boot (Linux), so that a reused process id is not mistaken for the holder; null elsewhere. */
  readonly startedAt: string | null;
}

function tryCreate(lockPath: string): boolean {
  try {
    const file = openSync(lockPath, 'wx', 0o600);
    writeSync(file, JSON.stringify({ pid: process.pid, startedAt: startTimeOf(process.pid) }));
    fsyncSync(file);
    closeSync(file);
    return true;
  } catch (error) {
    if (isErrorCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function readHolder(lockPath: string): Holder | null {
  try {
    const { pid, startedAt } = JSON.parse(readFileSync(lockPath, 'utf8')) as Partial<Holder>;
    return typeof pid === 'number' ? { pid, startedAt: startedAt ?? null } : null;
  } catch {
    // A lock torn by a crash names nobody; its writer is gone.
    return null;
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return isErrorCode(error, 'EPERM');
  }
  return holder.startedAt === null || holder.startedAt === startTimeOf(holder.pid);
}

/** Field 22 of /proc/<pid>/stat (proc(5)); the command name before it may hold spaces and parentheses. */
function startTimeOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

export function isErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Writes a small file whole or not at all: temporary file, fsync, rename. */
export function writeFileDurably(path: string, text: string, mode = 0o600): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${process.pid}.tmp`;
  const file = openSync(temporary, 'w', mode);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}
