import { readSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { FileBlobs } from '../files/file-blobs.ts';

/** Bytes gathered before a write. */
export const WRITE_BYTES = 1_048_576;
/** Blocks of as much are written from where they are, at once. */
const LARGE_BYTES = 262_144;

/** A part of a scratch file, in bytes. */
export interface Part {
  scratch: Scratch;
  offset: number;
  length: number;
}

/** Memory in which bytes are gathered: `WRITE_BYTES` of it, for one scratch file after the other. */
export type GatheringRoom = Buffer;

/** Blocks on their way, one behind the other in a file of `incoming/`. Write all, `finish`, then read. */
export class Scratch {
  #gatheredBytes = 0;
  #bytes = 0;

  private constructor(
    private readonly shelf: FileBlobs,
    readonly path: string,
    private readonly handle: FileHandle,
    private readonly room: GatheringRoom,
  ) {}

  static async create(shelf: FileBlobs, room: GatheringRoom): Promise<Scratch> {
    const { path, handle } = await shelf.createIncoming();
    await handle.close();
    return new Scratch(shelf, path, await open(path, 'r+'), room);
  }

  get bytes(): number {
    return this.#bytes;
  }

  async append(block: Uint8Array): Promise<Part> {
    const part = { scratch: this, offset: this.#bytes, length: block.length };
    this.#bytes += block.length;
    const isLarge = block.length >= LARGE_BYTES;
    if (isLarge || this.#gatheredBytes + block.length > WRITE_BYTES) await this.finish();
    if (isLarge) {
      await this.#write(block);
      return part;
    }
    this.room.set(block, this.#gatheredBytes);
    this.#gatheredBytes += block.length;
    return part;
  }

  /** Before another one gathers in the same memory. */
  async finish(): Promise<void> {
    const gathered = this.room.subarray(0, this.#gatheredBytes);
    this.#gatheredBytes = 0;
    if (gathered.length > 0) await this.#write(gathered);
  }

  /** A small block, at once: to be read while the index writes. */
  readSync({ offset, length }: Part): Uint8Array {
    const bytes = Buffer.alloc(length);
    readSync(this.handle.fd, bytes, 0, length, offset);
    return bytes;
  }

  async read({ offset, length }: Part): Promise<Uint8Array> {
    const bytes = Buffer.allocUnsafe(length);
    await this.handle.read(bytes, 0, length, offset);
    return bytes;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  async #write(bytes: Uint8Array): Promise<void> {
    await this.shelf.refuseIfFull(async () => {
      // `appendFile` would cut a block in two.
      for (let at = 0; at < bytes.length;) at += (await this.handle.write(bytes, at)).bytesWritten;
    });
  }
}

/** The scratch file that holds these parts in their order, and nothing else; or null. */
export function scratchOfAll(parts: readonly Part[]): Scratch | null {
  let end = 0;
  const scratch = parts[0]?.scratch ?? null;
  for (const part of parts) {
    if (part.scratch !== scratch || part.offset !== end) return null;
    end += part.length;
  }
  return scratch?.bytes === end ? scratch : null;
}

/** Writes parts, one behind the other, to a new file. */
export async function copyParts(shelf: FileBlobs, parts: Iterable<Part>, target: string): Promise<void> {
  const written = await shelf.refuseIfFull(() => open(target, 'wx', 0o600));
  try {
    for (const part of joined(parts)) {
      const bytes = await part.scratch.read(part);
      await shelf.refuseIfFull(() => written.appendFile(bytes));
    }
  } finally {
    await written.close();
  }
}

/** Neighbors as one part, up to what is held in memory at once. */
function* joined(parts: Iterable<Part>): Generator<Part> {
  let open: Part | null = null;
  for (const part of parts) {
    if (
      open !== null &&
      open.scratch === part.scratch &&
      open.offset + open.length === part.offset &&
      open.length + part.length <= WRITE_BYTES
    ) {
      open = { scratch: part.scratch, offset: open.offset, length: open.length + part.length };
      continue;
    }
    if (open !== null) yield open;
    open = part;
  }
  if (open !== null) yield open;
}
