import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RenditionKey } from '../../domain/picture.ts';
import type { RenditionStore } from '../../ports/rendition-store.ts';

/** Renditions as files: `<first two digits>/<sha256>/<width>[-<watermark>].webp`. */
export class DiskRenditionStore implements RenditionStore {
  readonly #directory: string;
  readonly #incoming: string;

  constructor({ directory }: { readonly directory: string }) {
    this.#directory = directory;
    this.#incoming = join(directory, 'incoming');
    // What a kill left half-written was never part of the cache.
    rmSync(this.#incoming, { recursive: true, force: true });
    mkdirSync(this.#incoming, { recursive: true, mode: 0o700 });
  }

  async find(key: RenditionKey): Promise<Uint8Array | null> {
    try {
      return await readFile(this.#pathOf(key));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }

  async keep(key: RenditionKey, webp: Uint8Array): Promise<void> {
    const path = this.#pathOf(key);
    const incoming = join(this.#incoming, randomUUID());
    try {
      await writeDurably(incoming, webp);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(incoming, path);
    } catch (error) {
      await rm(incoming, { force: true });
      throw error;
    }
  }

  #pathOf({ sha256, width, watermark }: RenditionKey): string {
    const mark = watermark === null ? '' : `-${Buffer.from(watermark).toString('hex')}`;
    return join(this.#directory, sha256.slice(0, 2), sha256, `${width}${mark}.webp`);
  }
}

/** On the disk before it gets its name: a power cut must not leave a name without bytes. */
async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
