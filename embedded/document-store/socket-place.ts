import { createHash, randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, rmSync, type Stats, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** Below what a socket's address holds on any system: 104 to 108 bytes (unix(7)). */
const MAX_PATH_BYTES = 100;
/** Drivers take a host for a socket by this ending. */
export const SOCKET_ENDING = '.sock';
const SOCKET_NAME = `documents${SOCKET_ENDING}`;
/** Names the directory of a socket that is not in the data directory. */
const RECORD_NAME = 'socket-directory';

/** Where a store's socket is, as long as somebody holds it. */
export interface SocketPlace {
  readonly path: string;
  /** Removes its directory where that is not the data directory. The store removes the socket. */
  release(): void;
}

/**
 * A place for the socket of a data directory: in it or, where that path is none for a socket or other accounts get into
 * it, in a new directory of mode 0700 below the system's temporary one. The caller holds the lock of the data directory: what a killed process left is removed.
 */
export function takeSocketPlace(dataDir: string): SocketPlace {
  removeLeftover(dataDir);
  const inside = join(resolve(dataDir), SOCKET_NAME);
  // MongoDB's driver for Node decodes a path twice, and can't have a percent sign in it.
  const isUsable = Buffer.byteLength(inside) <= MAX_PATH_BYTES && !inside.includes('%');
  if (isUsable && isOwn(dataDir)) return { path: inside, release: () => undefined };
  const directory = join(tmpdir(), `${prefixOf(dataDir)}${randomBytes(4).toString('hex')}`);
  const path = join(directory, SOCKET_NAME);
  if (Buffer.byteLength(path) > MAX_PATH_BYTES)
    throw new Error(`${path} is too long for a socket. Set TMPDIR to a directory with a shorter path.`);
  // Recorded first: whatever ends this process, the next one finds the directory.
  writeFileSync(join(dataDir, RECORD_NAME), directory, { mode: 0o600 });
  // Fails where anything has that name, a link too.
  mkdirSync(directory, { mode: 0o700 });
  return { path, release: () => removeLeftover(dataDir) };
}

/** Removes the socket that a killed process left. The caller holds the lock of the data directory: nobody listens there. */
export function removeStaleSocket(path: string): void {
  const found = statusOf(path);
  if (found === null) return;
  if (!found.isSocket())
    throw new Error(`${path} is no socket. Move it away: the document store listens there.`);
  rmSync(path);
}

/** @throws unless the socket's directory belongs to this account and no other one gets into it */
export function requirePrivatePlace(path: string): void {
  const directory = dirname(path);
  if (!isOwn(directory))
    throw new Error(
      `${directory} has to be a directory of this account that no other one may enter: chmod 700 ${directory}`,
    );
}

function removeLeftover(dataDir: string): void {
  const record = join(dataDir, RECORD_NAME);
  const directory = readIfPresent(record);
  if (directory === null) return;
  // A copied data directory names the place of the one that it was copied from.
  if (basename(directory).startsWith(prefixOf(dataDir)) && isOwn(directory))
    rmSync(directory, { recursive: true });
  rmSync(record, { force: true });
}

/** Of this data directory and no other. */
function prefixOf(dataDir: string): string {
  return `lanran-${createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 8)}-`;
}

function isOwn(directory: string): boolean {
  const found = statusOf(directory);
  return (
    found !== null && found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0
  );
}

/** Of the name itself: links are not followed. */
function statusOf(path: string): Stats | null {
  return lstatSync(path, { throwIfNoEntry: false }) ?? null;
}

function readIfPresent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
