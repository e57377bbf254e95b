import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pageStart } from '../domain/pages.ts';
import { DIRECT, isDirectRefused } from './direct-io.ts';

export interface SequentialFileOptions {
  readonly path: string;
  /** Where the next bytes go; what lies before stays. */
  readonly position: number;
  /** Past the page cache, where system and disk allow it. */
  readonly isDirect: boolean;
}

/**
 * A file that is written in order. Direct I/O writes whole pages from the caller's memory: nothing is copied, and the page cache keeps
 * what others read. The bytes after the last whole page are kept until the next write or `flush`.
 */
export class SequentialFile {
  readonly #handle: FileHandle;
  /** Null where the file goes through the page cache. */
  #direct: FileHandle | null;
  readonly #isPaged: boolean;
  /** What the page of the next byte holds before it. */
  #page: Uint8Array;
  /** Where it is to be written; null when the file has it. */
  #pagePosition: number | null = null;

  private constructor(handle: FileHandle, direct: FileHandle | null, page: Uint8Array) {
    this.#handle = handle;
    this.#direct = direct;
    this.#isPaged = direct !== null;
    this.#page = page;
  }

  static async open({ path, position, isDirect }: SequentialFileOptions): Promise<SequentialFile> {
    const handle = await open(path, 'r+');
    let direct: FileHandle | null = null;
    try {
      direct = isDirect ? await openDirect(path) : null;
      const page = Buffer.alloc(direct === null ? 0 : position - pageStart(position));
      if (page.length > 0) await handle.read(page, 0, page.length, position - page.length);
      return new SequentialFile(handle, direct, page);
    } catch (error) {
      await direct?.close();
      await handle.close();
      throw error;
    }
  }

  /** Where in a block the bytes have to begin that go to this position of the file. */
  leadAt(position: number): number {
    return this.#isPaged ? position - pageStart(position) : 0;
  }

  /** Writes the block from `leadAt(position)` up to `end`; the block begins at a page of memory, and what is before the lead is overwritten. */
  async write(block: Uint8Array, end: number, position: number): Promise<void> {
    const lead = this.leadAt(position);
    block.set(this.#page);
    const whole = this.#isPaged ? pageStart(end) : end;
    await this.#write(block.subarray(0, whole), position - lead);
    this.#page = block.slice(whole, end);
    this.#pagePosition = position - lead + whole;
  }

  /** Resolves when all that was written is in the file; a power cut may still lose it. */
  async flush(): Promise<void> {
    const position = this.#pagePosition;
    if (position !== null) await writeAll(this.#handle, this.#page, { position });
    this.#pagePosition = null;
  }

  /** Resolves when what is in the file is on the disk. */
  async datasync(): Promise<void> {
    await this.#handle.datasync();
  }

  async read(target: Uint8Array, position: number): Promise<number> {
    return (await this.#handle.read(target, 0, target.length, position)).bytesRead;
  }

  async close(): Promise<void> {
    await this.#direct?.close();
    await this.#handle.close();
  }

  async #write(pages: Uint8Array, position: number): Promise<void> {
    if (this.#direct === null) return writeAll(this.#handle, pages, { position });
    try {
      await writeAll(this.#direct, pages, { position, isPaged: true });
    } catch (error) {
      if (!isDirectRefused(error)) throw error;
      // A disk of larger blocks, for one.
      await this.#direct.close();
      this.#direct = null;
      await writeAll(this.#handle, pages, { position });
    }
  }
}

async function writeAll(
  handle: FileHandle,
  bytes: Uint8Array,
  { position, isPaged = false }: { readonly position: number; readonly isPaged?: boolean },
): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const from = isPaged ? pageStart(written) : written;
    const { bytesWritten } = await handle.write(bytes, from, bytes.length - from, position + from);
    written = from + bytesWritten;
  }
}

async function openDirect(path: string): Promise<FileHandle | null> {
  if (DIRECT === null) return null;
  try {
    return await open(path, constants.O_RDWR | DIRECT);
  } catch (error) {
    if (isDirectRefused(error)) return null;
    throw error;
  }
}
