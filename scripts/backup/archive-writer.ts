import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ArchiveSink, createSink } from './archive-sink.ts';
import { type Manifest, MANIFEST, SEAL } from './manifest.ts';
import { BLOCK_BYTES, encodeHeader, paddingOf } from './tar.ts';

const READ_BYTES = 1_048_576;

/** Writes a backup beside its name and gives it the name when all of it is on disk: there are no half backups. */
export class ArchiveWriter {
  readonly #path: string;
  readonly #partial: string;
  readonly #sink: ArchiveSink;
  readonly #listed: Manifest['files'] = [];
  #bytes = 0;

  private constructor(path: string, partial: string, sink: ArchiveSink) {
    this.#path = path;
    this.#partial = partial;
    this.#sink = sink;
  }

  /** Encrypted to `recipient`, an age recipient; in clear for null. */
  static async create(path: string, recipient: string | null = null): Promise<ArchiveWriter> {
    const partial = `${path}.partial`;
    await rm(partial, { force: true });
    return new ArchiveWriter(path, partial, await createSink(partial, recipient));
  }

  /** Of the archive so far, without encryption. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Of the file. */
  get fileBytes(): number {
    return this.#sink.fileBytes;
  }

  /** A file of the disk, as long as it is now: one that grows meanwhile is cut there. */
  async addFile(path: string, source: string): Promise<void> {
    const file = await open(source, 'r');
    try {
      const { size } = await file.stat();
      const hash = createHash('sha256');
      await this.#write(encodeHeader({ path, bytes: size }));
      const buffer = Buffer.allocUnsafe(READ_BYTES);
      for (let at = 0; at < size;) {
        const { bytesRead } = await file.read(buffer, 0, Math.min(READ_BYTES, size - at), at);
        if (bytesRead === 0)
          throw new Error(`${source} became shorter while it was copied. Start the backup again.`);
        const portion = buffer.subarray(0, bytesRead);
        hash.update(portion);
        await this.#write(portion);
        at += bytesRead;
      }
      await this.#write(Buffer.alloc(paddingOf(size)));
      this.#listed.push({ path, bytes: size, sha256: hash.digest('hex') });
    } finally {
      await file.close();
    }
  }

  async finish(about: Pick<Manifest, 'createdAt' | 'parts'>): Promise<Manifest> {
    const manifest: Manifest = { format: 'lanran-backup/1', ...about, files: this.#listed };
    const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
    await this.#addBytes(MANIFEST, text);
    await this.#addBytes(SEAL, Buffer.from(`${createHash('sha256').update(text).digest('hex')}\n`));
    await this.#write(Buffer.alloc(2 * BLOCK_BYTES));
    await this.#sink.finish();
    await rename(this.#partial, this.#path);
    await syncDirectory(dirname(this.#path));
    return manifest;
  }

  async abandon(): Promise<void> {
    await this.#sink.abandon();
    await rm(this.#partial, { force: true });
  }

  async #addBytes(path: string, bytes: Buffer): Promise<void> {
    await this.#write(encodeHeader({ path, bytes: bytes.length }));
    await this.#write(bytes);
    await this.#write(Buffer.alloc(paddingOf(bytes.length)));
  }

  async #write(bytes: Buffer): Promise<void> {
    await this.#sink.write(bytes);
    this.#bytes += bytes.length;
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
