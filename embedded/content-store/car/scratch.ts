import { readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { FileBlobs } from '../files/file-blobs.ts';

/** Bytes gathered before a write. */
const WRITE_BYTES = 1_048_576;

/** A part of a scratch file, in bytes. */
export interface Part {
  offset: number;
  length: number;
}

/** Blocks on their way, one behind the other in a file of `incoming/`. Write all, `finish`, then read. */
export class Scratch {
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;
  #bytes = 0;

  private constructor(
    private readonly shelf: FileBlobs,
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(shelf: FileBlobs): Promise<Scratch> {
    const { path, handle } = await shelf.createIncoming();
    await handle.close();
    return new Scratch(shelf, path, await open(path, 'r+'));
  }

  get bytes(): number {
    return this.#bytes;
  }

  async append(block: Uint8Array): Promise<Part> {
    const part = { offset: this.#bytes, length: block.length };
    this.#gathered.push(block);
    this.#gatheredBytes += block.length;
    this.#bytes += block.length;
    if (this.#gatheredBytes >= WRITE_BYTES) await this.finish();
    return part;
  }

  async finish(): Promise<void> {
    const gathered = Buffer.concat(this.#gathered);
    this.#gathered = [];
    this.#gatheredBytes = 0;
    await this.shelf.refuseIfFull(() => this.handle.appendFile(gathered));
  }

  /** A small block, at once: to be read while the index writes. */
  readSync({ offset, length }: Part): Uint8Array {
    const bytes = Buffer.alloc(length);
    readSync(this.handle.fd, bytes, 0, length, offset);
    return bytes;
  }

  /** Writes parts, one behind the other, to a new file. */
  async copyTo(target: string, parts: Iterable<Part>): Promise<void> {
    const written = await this.shelf.refuseIfFull(() => open(target, 'wx', 0o600));
    try {
      for (const { offset, length } of joined(parts)) {
        const bytes = Buffer.allocUnsafe(length);
        await this.handle.read(bytes, 0, length, offset);
        await this.shelf.refuseIfFull(() => written.appendFile(bytes));
      }
    } finally {
      await written.close();
    }
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

/** Neighbors as one part, up to what is held in memory at once. */
function* joined(parts: Iterable<Part>): Generator<Part> {
  let open: Part | null = null;
  for (const part of parts) {
    if (
      open !== null &&
      open.offset + open.length === part.offset &&
      open.length + part.length <= WRITE_BYTES
    ) {
      open = { offset: open.offset, length: open.length + part.length };
      continue;
    }
    if (open !== null) yield open;
    open = part;
  }
  if (open !== null) yield open;
}
