import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class DataDirectoryInUseError extends Error {
  override readonly name = 'DataDirectoryInUseError';
  readonly code = 'DATA_DIRECTORY_IN_USE';

  constructor(directory: string, processId: number, variable: string) {
    super(
      `The data directory ${directory} is in use by process ${processId}. Stop that one first, or choose another with ${variable}.`,
    );
  }
}

/** Where they stand in `statusOf`. */
const STATE = 0;
const START_TIME = 19;
const ENDED_STATES = ['Z', 'X'];

/**
 * Takes a data directory (made when missing) for this process alone. The lock names its holder by process id and start
 * time, so that one left by `kill -9` is recognized and replaced, even after its id was given to another process.
 * `variable` is what a person sets to choose another directory. Returns the release. Throws DataDirectoryInUseError while the holder lives.
 */
export function lockDataDirectory(directory: string, variable = 'DATA_DIR'): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = join(directory, 'lock');
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, identify(process.pid), { mode: 0o600 });
  try {
    while (!tryLink(mine, lock)) removeStale(lock, { directory, variable });
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
    if (isSystemError(error, 'EEXIST')) return false;
    throw error;
  }
}

function removeStale(lock: string, { directory, variable }: { directory: string; variable: string }): void {
  const holder = readIfPresent(lock);
  if (holder === null) return;
  if (isLive(holder)) throw new DataDirectoryInUseError(directory, processIdOf(holder), variable);
  // Moved aside first: of two processes that saw the same stale lock, one moves it and the other finds nothing.
  const stale = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, stale);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return;
    throw error;
  }
  if (readIfPresent(stale) !== holder) tryLink(stale, lock);
  rmSync(stale, { force: true });
}

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Does the process run that `identify` named? */
export function isLive(identity: string): boolean {
  const processId = processIdOf(identity);
  return isRunning(processId) && identify(processId) === identity;
}

function processIdOf(identity: string): number {
  return Number(identity.split(' ')[0]);
}

function isRunning(processId: number): boolean {
  if (!Number.isSafeInteger(processId) || processId <= 0) return false;
  // Killed, and only not taken note of yet by its parent: in a container that may be never.
  if (ENDED_STATES.includes(statusOf(processId)[STATE] ?? '')) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return isSystemError(error, 'EPERM');
  }
}

/** Process id and, where /proc exists, start time in clock ticks. */
export function identify(processId: number): string {
  return `${processId} ${statusOf(processId)[START_TIME] ?? ''}`;
}

/** The fields of a process's stat behind its name, which may hold anything (proc(5)); empty where there is none. */
function statusOf(processId: number): string[] {
  const stat = readIfPresent(`/proc/${processId}/stat`);
  return stat === null ? [] : stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
