import type { FileHandle } from 'node:fs/promises';
import { openFile } from './file-content.ts';

/** Memory that is used again: fresh memory for each block would cost a page fault for every 4 KiB. */
const ROOM_BYTES = 1_048_576;
/** Of those that nobody reads into. */
const MOST_ROOMS_KEPT = 8;
const rooms: Buffer[] = [];

/** Reads parts of files, one after the other, and keeps the last file open: many blocks of a walk are of one. */
export class LastFile {
  #path: string | null = null;
  #handle: FileHandle | null = null;
  #room: Buffer | null = null;

  /** Null where the file is missing or shorter. Ask for one part at a time. */
  async read(path: string, { offset, span }: { offset: number; span: number }): Promise<Uint8Array | null> {
    return this.#fill(Buffer.allocUnsafe(span), path, offset);
  }

  /** As `read`; the bytes are valid until the next are asked for. */
  async readBriefly(
    path: string,
    { offset, span }: { offset: number; span: number },
  ): Promise<Uint8Array | null> {
    if (span > ROOM_BYTES) return this.read(path, { offset, span });
    this.#room ??= rooms.pop() ?? Buffer.allocUnsafeSlow(ROOM_BYTES);
    return this.#fill(this.#room.subarray(0, span), path, offset);
  }

  /** After the last bytes were used. */
  async close(): Promise<void> {
    if (this.#room !== null && rooms.length < MOST_ROOMS_KEPT) rooms.push(this.#room);
    this.#room = null;
    await this.#leave();
  }

  async #fill(bytes: Buffer, path: string, offset: number): Promise<Uint8Array | null> {
    if (path !== this.#path) {
      await this.#leave();
      this.#handle = await openFile(path);
      this.#path = this.#handle === null ? null : path;
    }
    if (this.#handle === null) return null;
    const { bytesRead } = await this.#handle.read(bytes, 0, bytes.length, offset);
    return bytesRead === bytes.length ? bytes : null;
  }

  async #leave(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    this.#path = null;
    await handle?.close();
  }
}
