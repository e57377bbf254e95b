import { statfs } from 'node:fs/promises';
import { StorageFullError } from '../kernel/errors.ts';
import type { DiskSpace } from '../kernel/disk-space.ts';

/** Below it no upload is taken (`disk-staging-area.ts`), and neither documents nor the chain's journal can count on being written. */
export const RESERVED_BYTES = 16 * 1_048_576;

/** The disk that a directory is on. */
export class DirectoryDiskSpace implements DiskSpace {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async read(): Promise<{ readonly freeBytes: number; readonly totalBytes: number }> {
    const { bavail, blocks, bsize } = await statfs(this.#directory);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  }

  /** @throws StorageFullError */
  async check(): Promise<void> {
    const { freeBytes } = await this.read();
    if (freeBytes >= RESERVED_BYTES) return;
    throw new StorageFullError(
      `The disk of ${this.#directory} is full: ${freeBytes} bytes are free, and ${RESERVED_BYTES} are needed for anything to be written. Free some space, or give it a larger one.`,
    );
  }
}
