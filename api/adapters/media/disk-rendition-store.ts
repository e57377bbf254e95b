import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DerivativeKey, RenditionKey } from '../../domain/picture.ts';
import type { KeptDerivative, RenditionStore } from '../../ports/rendition-store.ts';

/** Renditions as files: `<first two digits>/<sha256>/<width>[-<watermark>].webp`, larger derivatives beside them by their name. */
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
    return readFile(this.#pathOf(key)).catch(noneIfAbsent);
  }

  async keep(key: RenditionKey, webp: Uint8Array): Promise<void> {
    await this.#keep(this.#pathOf(key), [webp]);
  }

  async openDerivative(key: DerivativeKey): Promise<KeptDerivative | null> {
    const path = this.#derivativePathOf(key);
    const found = await stat(path).catch(noneIfAbsent);
    if (found === null) return null;
    return {
      bytes: found.size,
      read: async (range) => {
        // The end of a stream is included, that of a range is not.
        const { start = 0, end = found.size } = range ?? {};
        return createReadStream(path, { start, end: Math.max(start, end - 1) });
      },
    };
  }

  async keepDerivative(
    key: DerivativeKey,
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<void> {
    await this.#keep(this.#derivativePathOf(key), source);
  }

  async #keep(path: string, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const incoming = join(this.#incoming, randomUUID());
    try {
      await writeDurably(incoming, source);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(incoming, path);
    } catch (error) {
      await rm(incoming, { force: true });
      throw error;
    }
  }

  #pathOf({ sha256, width, watermark }: RenditionKey): string {
    return join(this.#directory, sha256.slice(0, 2), sha256, `${width}${suffixOf(watermark)}.webp`);
  }

  #derivativePathOf({ sha256, name, watermark }: DerivativeKey): string {
    return join(this.#directory, sha256.slice(0, 2), sha256, `${name}${suffixOf(watermark)}`);
  }
}

function suffixOf(watermark: string | null): string {
  return watermark === null ? '' : `-${Buffer.from(watermark).toString('hex')}`;
}

function noneIfAbsent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

/** On the disk before it gets its name: a power cut must not leave a name without bytes. */
async function writeDurably(
  path: string,
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const bytes of source) await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
