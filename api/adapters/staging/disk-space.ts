import { statfs } from 'node:fs/promises';
import type { DiskSpace } from '../../ports/disk-space.ts';

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
}
