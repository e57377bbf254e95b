import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { type LicenseId, parseLicenseId } from '@lanran/protocol/kernel/ids';
import { CacheCipher } from '../../age/cache-cipher.ts';
import { StorageFullError } from '../../platform/kernel/errors.ts';
import { contentOfName } from '../domain/copy.ts';
import type { CopyPlace, CopyShelf, KeptCopy, ShelvedCopies } from '../ports/copy-shelf.ts';

export interface DiskCopyShelfOptions {
  readonly directory: string;
  /** Of the platform alone. */
  readonly sealingKey: Uint8Array;
  /** Of this process alone, on the same disk. */
  readonly incomingDir: string;
}

/**
 * `sealed-<name of the key>/<first two digits>/<license>/<name>`, each an age payload. What lies under another key is removed at the
 * start, and made again when somebody asks for it.
 */
export class DiskCopyShelf implements CopyShelf {
  readonly #directory: string;
  readonly #incoming: string;
  readonly #cipher: CacheCipher;

  constructor({ directory, sealingKey, incomingDir }: DiskCopyShelfOptions) {
    this.#cipher = new CacheCipher(sealingKey);
    const own = `sealed-${this.#cipher.keyName}`;
    this.#directory = join(directory, own);
    this.#incoming = incomingDir;
    mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(directory))
      if (name !== own && name.startsWith('sealed-')) rmSync(join(directory, name), { recursive: true });
    // What a kill left half-written.
    rmSync(incomingDir, { recursive: true, force: true });
    mkdirSync(incomingDir, { recursive: true, mode: 0o700 });
  }

  async open(place: CopyPlace): Promise<KeptCopy | null> {
    const path = this.#pathOf(place);
    const found = await stat(path).catch(noneIfAbsent);
    if (found === null) return null;
    const bytes = this.#cipher.plainBytesOf(found.size);
    return {
      bytes,
      read: async ({ start, end } = { start: 0, end: bytes }) =>
        Readable.from(this.#cipher.read(path, { start, end: Math.min(end, bytes) }, bytes), {
          objectMode: false,
        }),
    };
  }

  async keep(place: CopyPlace, source: AsyncIterable<Uint8Array>): Promise<void> {
    const [incoming, path] = [join(this.#incoming, randomUUID()), this.#pathOf(place)];
    try {
      await writeDurably(incoming, this.#cipher.seal(source));
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(incoming, path);
    } catch (error) {
      await rm(incoming, { force: true });
      throw isFull(error)
        ? new StorageFullError('The disk for copies is full, or fails. See to it.', { cause: error })
        : error;
    }
  }

  async remove(place: CopyPlace): Promise<void> {
    await rm(this.#pathOf(place), { force: true });
  }

  async removeContent(licenseId: LicenseId, sha256: string): Promise<void> {
    const names = (await readdir(this.#folderOf(licenseId)).catch(noneIfAbsent)) ?? [];
    for (const name of names)
      if (contentOfName(name) === sha256) await rm(this.#pathOf({ licenseId, name }), { force: true });
  }

  async *list(): AsyncIterable<ShelvedCopies> {
    for (const group of await readdir(this.#directory)) {
      if (!/^[0-9a-f]{2}$/.test(group)) continue;
      for (const digits of await readdir(join(this.#directory, group))) {
        if (!/^[0-9a-f]{64}$/.test(digits)) continue;
        const licenseId = parseLicenseId(`0x${digits}`);
        // The license may have ended meanwhile.
        const names = await readdir(this.#folderOf(licenseId)).catch(noneIfAbsent);
        if (names !== null) yield { licenseId, names };
      }
    }
  }

  async removeLicense(licenseId: LicenseId): Promise<void> {
    await rm(this.#folderOf(licenseId), { recursive: true, force: true });
  }

  #pathOf({ licenseId, name }: CopyPlace): string {
    return join(this.#folderOf(licenseId), name);
  }

  #folderOf(licenseId: LicenseId): string {
    const digits = licenseId.slice(2);
    return join(this.#directory, digits.slice(0, 2), digits);
  }
}

function noneIfAbsent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** On the disk before it gets its name: a power cut must not leave a name without bytes. */
async function writeDurably(path: string, source: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const bytes of source) await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
