import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { nameFullDisk } from './full-disk.ts';

export interface ScratchFileOptions {
  /** On the disk that has room for it; made when missing. Its owner empties it at the start (see below). */
  readonly directory: string;
  /** Read to its end, or destroyed. */
  readonly source: Readable;
  /** Where a process finds its open files by number; null for a system without. Linux's unless given. */
  readonly openFilesDir?: string | null;
}

/**
 * Writes a source to a file for tools that seek or take a path. The path may be opened, for reading, by this process and by
 * its children while `use` runs, and never again. On Linux it is `/proc/<pid>/fd/<n>` of a file without a name: whatever kills
 * the process, the directory holds no byte of the source afterwards. Such a path tells nothing of the type: no tool may go by
 * an extension. Elsewhere the file has a name (mode 600) until `use` ends, and a kill leaves it for its owner to remove.
 */
export async function withScratchFile<T>(
  { directory, source, openFilesDir = findOpenFilesDir() }: ScratchFileOptions,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const path = join(directory, randomUUID());
  let handle: FileHandle | null = null;
  try {
    const file = await nameFullDisk(async () => {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      return open(path, 'wx+', 0o600);
    });
    handle = file;
    // Before it has a byte: a kill in between leaves an empty file.
    if (openFilesDir !== null) await rm(path);
    for await (const portion of source) await nameFullDisk(() => file.writeFile(portion as Uint8Array));
    return await use(openFilesDir === null ? path : join(openFilesDir, String(handle.fd)));
  } finally {
    source.destroy();
    await handle?.close();
    await rm(path, { force: true });
  }
}

export interface ScratchTargetOptions extends Omit<ScratchFileOptions, 'source'> {
  /** What the tool goes by, e.g. `.zip`. */
  readonly extension: string;
}

/**
 * A file for a tool to write that takes a path, then to be read by its handle. As above, on Linux the path is only a link to a
 * file without a name: a kill leaves the link alone.
 */
export async function withScratchTarget<T>(
  { directory, extension, openFilesDir = findOpenFilesDir() }: ScratchTargetOptions,
  use: (path: string, file: FileHandle) => Promise<T>,
): Promise<T> {
  const path = join(directory, `${randomUUID()}${extension}`);
  let handle: FileHandle | null = null;
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    handle = await open(path, 'wx+', 0o600);
    if (openFilesDir !== null) {
      await rm(path);
      await symlink(join(openFilesDir, String(handle.fd)), path);
    }
    return await use(path, handle);
  } finally {
    await handle?.close();
    await rm(path, { force: true });
  }
}

/** Where a process finds its open files by number; null for a system without. */
export function findOpenFilesDir(): string | null {
  const directory = `/proc/${process.pid}/fd`;
  return existsSync(directory) ? directory : null;
}
