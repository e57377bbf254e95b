import type { FileHandle } from 'node:fs/promises';
import { openFile } from './file-content.ts';

/** Reads parts of files, one after the other, and keeps the last file open: many blocks of a walk are of one. */
export class LastFile {
  #path: string | null = null;
  #handle: FileHandle | null = null;

  /** Null where the file is missing or shorter. Ask for one part at a time. */
  async read(path: string, { offset, span }: { offset: number; span: number }): Promise<Uint8Array | null> {
    if (path !== this.#path) {
      await this.close();
      this.#handle = await openFile(path);
      this.#path = this.#handle === null ? null : path;
    }
    if (this.#handle === null) return null;
    const bytes = Buffer.allocUnsafe(span);
    const { bytesRead } = await this.#handle.read(bytes, 0, span, offset);
    return bytesRead === span ? bytes : null;
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    this.#path = null;
    await handle?.close();
  }
}
