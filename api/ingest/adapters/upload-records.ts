import { open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Upload } from '@tus/server';
import { removeFile } from './remove-file.ts';

/** What was announced, and what of it has to be remembered through a crash. */
export interface UploadRecord extends Omit<Upload, 'sizeIsDeferred'> {
  /** While a portion with a checksum arrives: the bytes before it. Those after are nobody's until they are proven. */
  readonly provenBytes?: number;
  /** Of the age file that the upload becomes; absent for one in clear. */
  readonly header?: string;
}

/** Those read or written last are kept in memory: each request asks for one several times. */
const MOST_KEPT = 1_000;

/** The announcements beside the bytes, `<id>.json`: written whole or not at all. None is kept in memory while others write too. */
export class UploadRecords {
  readonly #directory: string;
  readonly #kept = new Map<string, UploadRecord>();
  readonly #isAlone: () => boolean;
  #changes = 0;

  constructor(directory: string, isAlone: () => boolean = () => true) {
    this.#directory = directory;
    this.#isAlone = isAlone;
  }

  /** Others may write from now on. */
  forgetAll(): void {
    this.#changes += 1;
    this.#kept.clear();
  }

  async get(id: string): Promise<(Upload & UploadRecord) | undefined> {
    const known = this.#kept.get(id);
    if (known !== undefined) return known as Upload & UploadRecord;
    const changes = this.#changes;
    try {
      const record = JSON.parse(await readFile(this.#pathOf(id), 'utf8')) as Upload & UploadRecord;
      // What was read while something was written may be of before.
      if (changes === this.#changes) this.#keep(id, record);
      return record;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async set(id: string, record: UploadRecord): Promise<void> {
    const path = this.#pathOf(id);
    const temporary = `${path}.tmp`;
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(record));
      await handle.sync();
    } finally {
      await handle.close();
    }
    this.#forget(id);
    await rename(temporary, path);
    this.#keep(id, record);
  }

  async delete(id: string): Promise<void> {
    this.#forget(id);
    await removeFile(this.#pathOf(id));
    this.#forget(id);
    await removeFile(`${this.#pathOf(id)}.tmp`);
  }

  async list(): Promise<string[]> {
    const names = await readdir(this.#directory);
    return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  }

  #forget(id: string): void {
    this.#changes += 1;
    this.#kept.delete(id);
  }

  #keep(id: string, record: UploadRecord): void {
    this.#forget(id);
    if (!this.#isAlone()) return;
    this.#kept.set(id, record);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }

  #pathOf(id: string): string {
    return join(this.#directory, `${id}.json`);
  }
}
