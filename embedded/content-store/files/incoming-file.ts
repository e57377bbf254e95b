import type { FileHandle } from 'node:fs/promises';
import { FileDigester, type DigestedFile, type Layout } from './file-digester.ts';
import type { FileBlobs } from './file-blobs.ts';

/** Bytes gathered before a write, and so also the most a file on its way holds in memory, twice. */
const WRITE_BYTES = 1_048_576;

/** Writes a file and digests it in the same pass; the next portion is hashed while the last is being written. */
export class IncomingFile {
  readonly #digester: FileDigester;
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;
  #position = 0;
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly shelf: FileBlobs,
    readonly path: string,
    private readonly handle: FileHandle,
    layout: Layout,
  ) {
    this.#digester = new FileDigester(layout);
  }

  static async create(shelf: FileBlobs, layout: Layout): Promise<IncomingFile> {
    const { path, handle } = await shelf.createIncoming();
    return new IncomingFile(shelf, path, handle, layout);
  }

  /** Waits only while an earlier write is still under way: that is the back-pressure. */
  async write(portion: Uint8Array): Promise<void> {
    this.#gathered.push(portion);
    this.#gatheredBytes += portion.length;
    this.#digester.update(portion);
    if (this.#gatheredBytes >= WRITE_BYTES) await this.#flush();
  }

  /** Written when this resolves, and on disk once the shelf has synced it. */
  async finish(): Promise<DigestedFile> {
    await this.#flush();
    await this.#writing;
    await this.handle.close();
    return this.#digester.finish();
  }

  /** Lets go of the file; its name in `incoming/` is the caller's to remove. */
  async abandon(): Promise<void> {
    await Promise.allSettled([this.#writing]);
    await this.handle.close();
  }

  async #flush(): Promise<void> {
    const portions = this.#gathered;
    const position = this.#position;
    this.#gathered = [];
    this.#position += this.#gatheredBytes;
    this.#gatheredBytes = 0;
    await this.#writing;
    if (portions.length === 0) return;
    this.#writing = this.shelf.refuseIfFull(() => writeFully(this.handle, portions, position));
    // Reported by the await that follows, in the next write or in finish.
    this.#writing.catch(() => undefined);
  }
}

async function writeFully(
  handle: FileHandle,
  portions: readonly Uint8Array[],
  position: number,
): Promise<void> {
  const total = portions.reduce((sum, portion) => sum + portion.length, 0);
  const { bytesWritten } = await handle.writev(portions, position);
  if (bytesWritten === total) return;
  // A short write, as at the edge of a full disk: the rest either fits or names the reason.
  const rest = Buffer.concat(portions).subarray(bytesWritten);
  let written = 0;
  while (written < rest.length) {
    written += (await handle.write(rest, written, rest.length - written, position + bytesWritten + written))
      .bytesWritten;
  }
}
