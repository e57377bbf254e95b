import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DataDirectoryInUseError, lockDataDirectory } from '@lanran/embedded/directory-lock';

export class StartRefusedError extends Error {
  override readonly name = 'StartRefusedError';
}

export function isErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Makes the data directory where it is missing, and tries to write into it. @throws StartRefusedError */
export function makeDataDirectory(dataDir: string): void {
  try {
    makeFolders(dataDir);
    const probe = join(dataDir, `probe.${process.pid}`);
    closeSync(openSync(probe, 'w', 0o600));
    rmSync(probe);
  } catch (cause) {
    throw new StartRefusedError(
      `The data directory ${dataDir} can't be used: ${faultOf(cause)}. Choose another with LANRAN_DATA_DIR.`,
      { cause },
    );
  }
}

/**
 * Takes the data directory for a platform. @returns the release
 * @throws StartRefusedError while a move reads its stores, DataDirectoryInUseError while another process has it
 */
export function lockForPlatform(dataDir: string): () => void {
  try {
    return lockDataDirectory(dataDir, 'LANRAN_DATA_DIR');
  } catch (cause) {
    if (!(cause instanceof DataDirectoryInUseError) || !isHeldByMove(dataDir)) throw cause;
    throw new StartRefusedError(
      `npx lanran move is copying the stores of ${dataDir}. Wait until it ends, or stop it with Ctrl-C: what it copied stays, and the same command goes on later. Nothing was changed.`,
      { cause },
    );
  }
}

/** A move has its own lock, too. */
function isHeldByMove(dataDir: string): boolean {
  const moves = join(dataDir, 'move', 'lock');
  return existsSync(moves) && readFileSync(moves, 'utf8') === readFileSync(join(dataDir, 'lock'), 'utf8');
}

/** One by one: in /proc, Node's own recursive way never ends. */
function makeFolders(path: string): void {
  if (!existsSync(path)) {
    makeFolders(dirname(path));
    mkdirSync(path, { mode: 0o700 });
  } else if (!statSync(path).isDirectory()) {
    throw new NoFolderError(path);
  }
}

class NoFolderError extends Error {
  override readonly name = 'NoFolderError';
  constructor(path: string) {
    super(`${path} is a file`);
  }
}

const FAULTS: readonly (readonly [string, string])[] = [
  ['EROFS', 'its file system is read-only'],
  ['EACCES', 'this account may not write there'],
  ['EPERM', 'this account may not write there'],
  ['ENOSPC', 'its disk is full'],
  ['EDQUOT', 'the disk quota of this account is used up'],
  ['ENOENT', 'no folder can be made there'],
  ['ENAMETOOLONG', 'its name is too long'],
];

function faultOf(cause: unknown): string {
  const known = FAULTS.find(([code]) => isErrorCode(cause, code));
  if (known !== undefined) return known[1];
  return cause instanceof Error ? cause.message : String(cause);
}

/** Writes a small file whole or not at all, and so that a power cut takes nothing back: temporary file, fsync, rename, fsync of the folder. */
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
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
