import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import {
  chmod,
  type FileHandle,
  link,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
  statfs,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { inParallel } from '../in-parallel.ts';
import { StorageFullError, systemErrorCode } from '../errors.ts';

/** Room kept for the index, so that a disk filled by content can still record what it holds. */
const RESERVED_BYTES = 8 * 1_048_576;
const SYNCS_AT_ONCE = 16;

/**
 * The files themselves: `files/<two letters>/<root CID>`, each exactly as it came, and `incoming/` for those on their way.
 * A file is moved in whole, after it is on disk and before the index tells of it.
 */
export class FileBlobs {
  readonly #files: string;
  readonly #incoming: string;

  constructor(private readonly directory: string) {
    this.#files = resolve(directory, 'files');
    this.#incoming = join(directory, 'incoming');
    rmSync(this.#incoming, { recursive: true, force: true });
    mkdirSync(this.#files, { recursive: true });
    mkdirSync(this.#incoming, { recursive: true });
  }

  pathOf(cid: string): string {
    return join(this.#files, cid.slice(-3, -1), cid);
  }

  incomingPath(): string {
    return join(this.#incoming, randomUUID());
  }

  async createIncoming(): Promise<{ path: string; handle: FileHandle }> {
    await this.ensureRoom();
    const path = this.incomingPath();
    return { path, handle: await this.refuseIfFull(() => open(path, 'wx+', 0o600)) };
  }

  /** Makes incoming files' bytes survive a power cut; several at a time, which the disk does in one go. */
  async sync(incoming: readonly string[]): Promise<void> {
    await this.refuseIfFull(() =>
      inParallel(incoming, SYNCS_AT_ONCE, async (path) => {
        const handle = await open(path, 'r');
        try {
          await handle.datasync();
        } finally {
          await handle.close();
        }
      }),
    );
  }

  /** Moves finished, synced incoming files to their places, replacing copies that are damaged or missing. */
  async shelve(files: readonly { incoming: string; cid: string }[]): Promise<void> {
    await this.refuseIfFull(async () => {
      const shelves = new Set(files.map(({ cid }) => dirname(this.pathOf(cid))));
      await inParallel(shelves, SYNCS_AT_ONCE, (shelf) => mkdir(shelf, { recursive: true }));
      await inParallel(files, SYNCS_AT_ONCE, async ({ incoming, cid }) => {
        await chmod(incoming, 0o400);
        await rename(incoming, this.pathOf(cid));
      });
      await inParallel(shelves, SYNCS_AT_ONCE, syncDirectory);
    });
  }

  async remove(cid: string): Promise<void> {
    await rm(this.pathOf(cid), { force: true });
  }

  /** Gives another directory's file a second name on the shelf. @returns false if it is on another file system. */
  async linkIncoming(source: string, incoming: string): Promise<boolean> {
    try {
      await link(source, incoming);
      return true;
    } catch (error) {
      if (systemErrorCode(error) === 'EXDEV' || systemErrorCode(error) === 'EPERM') return false;
      throw error;
    }
  }

  /** Bytes of a shelved file, or null if there is none. */
  async sizeOf(cid: string): Promise<number | null> {
    try {
      return (await stat(this.pathOf(cid))).size;
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return null;
      throw error;
    }
  }

  /** Names in `incoming/`: files on their way. */
  async listIncoming(): Promise<string[]> {
    return readdir(this.#incoming);
  }

  /** Removes files whose add was cut short after they were moved in. */
  async sweep(isKnown: (cid: string) => boolean): Promise<void> {
    for (const cid of await this.list()) {
      if (!isKnown(cid)) await this.remove(cid);
    }
  }

  async isEmpty(): Promise<boolean> {
    return (await this.list()).length === 0;
  }

  /** @throws StorageFullError if less than the reserve is free. */
  async ensureRoom(): Promise<void> {
    const { bavail, bsize } = await statfs(this.directory);
    if (bavail * bsize < RESERVED_BYTES) throw new StorageFullError(this.directory);
  }

  async totalBytes(): Promise<number> {
    const { blocks, bsize } = await statfs(this.directory);
    return blocks * bsize;
  }

  async refuseIfFull<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const code = systemErrorCode(error);
      if (code === 'ENOSPC' || code === 'EDQUOT')
        throw new StorageFullError(this.directory, { cause: error });
      throw error;
    }
  }

  /** CIDs of all files on the shelf. */
  async list(): Promise<string[]> {
    const shelves = await readdir(this.#files);
    const names = await Promise.all(shelves.map((shelf) => readdir(join(this.#files, shelf))));
    return names.flat();
  }
}

/** Makes a name in a directory survive a power cut. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
