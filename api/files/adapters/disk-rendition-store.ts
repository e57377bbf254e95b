import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { type DerivativeKey, RENDITION_VERSION, type RenditionKey } from '../domain/picture.ts';
import type { KeptDerivative, RenditionStore } from '../ports/rendition-store.ts';
import { CacheCipher } from '../../age/cache-cipher.ts';
import { nameFullDisk } from './full-disk.ts';

export interface DiskRenditionStoreOptions {
  readonly directory: string;
  /** Of the platform alone: what is kept is encrypted under it. Null keeps it in clear. */
  readonly sealingKey?: Uint8Array | null;
  /** Of this process alone, on the same disk; in the directory unless given. */
  readonly incomingDir?: string;
}

/**
 * Renditions as files: `<first two digits>/<sha256>/v<version>-<size>[-<watermark>].webp`, larger derivatives beside them by their name.
 * With a key they are age payloads below `sealed-<key's name>`, whoever may see them: one rule leaves no plaintext of what is
 * not for everyone. What was kept in clear, or under another key, is removed at the start and made again when it is needed.
 */
export class DiskRenditionStore implements RenditionStore {
  readonly #directory: string;
  readonly #incoming: string;

  readonly #cipher: CacheCipher | null;
  /** Contents that were removed while something may still be made of them. */
  readonly #removed = new Set<string>();

  constructor({
    directory,
    sealingKey = null,
    incomingDir = join(directory, 'incoming'),
  }: DiskRenditionStoreOptions) {
    this.#cipher = sealingKey === null ? null : new CacheCipher(sealingKey);
    const own = this.#cipher === null ? '' : `sealed-${this.#cipher.keyName}`;
    this.#directory = join(directory, own);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    if (own !== '') removeOthers(directory, own);
    this.#incoming = incomingDir;
    // What a kill left half-written was never part of the cache.
    rmSync(this.#incoming, { recursive: true, force: true });
    mkdirSync(this.#incoming, { recursive: true, mode: 0o700 });
  }

  async find(key: RenditionKey): Promise<Uint8Array | null> {
    const path = this.#pathOf(key);
    if (this.#cipher === null) return readFile(path).catch(noneIfAbsent);
    const found = await stat(path).catch(noneIfAbsent);
    if (found === null) return null;
    const end = this.#cipher.plainBytesOf(found.size);
    const portions: Uint8Array[] = [];
    for await (const portion of this.#cipher.read(path, { start: 0, end }, end)) portions.push(portion);
    return Buffer.concat(portions);
  }

  async keep(key: RenditionKey, webp: Uint8Array): Promise<void> {
    await this.#keep(key.sha256, this.#pathOf(key), [webp]);
  }

  async remove(sha256: string): Promise<void> {
    this.#removed.add(sha256);
    await rm(this.#folderOf(sha256), { recursive: true, force: true });
  }

  allow(sha256: string): void {
    this.#removed.delete(sha256);
  }

  async openDerivative(key: DerivativeKey): Promise<KeptDerivative | null> {
    const path = this.#derivativePathOf(key);
    const found = await stat(path).catch(noneIfAbsent);
    if (found === null) return null;
    const cipher = this.#cipher;
    if (cipher !== null) {
      const bytes = cipher.plainBytesOf(found.size);
      return {
        bytes,
        read: async ({ start, end } = { start: 0, end: bytes }) =>
          Readable.from(cipher.read(path, { start, end: Math.min(end, bytes) }, bytes), {
            objectMode: false,
          }),
      };
    }
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
    await this.#keep(key.sha256, this.#derivativePathOf(key), source);
  }

  async #keep(
    sha256: string,
    path: string,
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<void> {
    const incoming = join(this.#incoming, randomUUID());
    try {
      await nameFullDisk(async () => {
        await writeDurably(incoming, this.#cipher === null ? source : this.#cipher.seal(source));
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await rename(incoming, path);
      });
      if (this.#removed.has(sha256)) await rm(path, { force: true });
    } catch (error) {
      await rm(incoming, { force: true });
      throw error;
    }
  }

  #pathOf({ sha256, size, watermark }: RenditionKey): string {
    const name = `v${RENDITION_VERSION}-${size}${suffixOf(watermark)}.webp`;
    return join(this.#folderOf(sha256), name);
  }

  #derivativePathOf({ sha256, name, watermark }: DerivativeKey): string {
    return join(this.#folderOf(sha256), `${name}${suffixOf(watermark)}`);
  }

  #folderOf(sha256: string): string {
    return join(this.#directory, sha256.slice(0, 2), sha256);
  }
}

/** Folders of renditions in clear, and of those under other keys. */
function removeOthers(directory: string, own: string): void {
  const names = readdirSync(directory, { withFileTypes: true }).map(({ name }) => name);
  for (const name of names)
    if (name !== own && /^([0-9a-f]{2}|sealed-[0-9a-f]+)$/.test(name))
      rmSync(join(directory, name), { recursive: true, force: true });
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
