import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Upload } from '@tus/server';

/** What was announced, and what of it has to be remembered through a crash. */
export interface UploadRecord extends Omit<Upload, 'sizeIsDeferred'> {
  /** While a portion with a checksum arrives: the bytes before it. Those after are nobody's until they are proven. */
  readonly provenBytes?: number;
  /** Of the age file that the upload becomes; absent for one in clear. */
  readonly header?: string;
}

/** The announcements beside the bytes, `<id>.json`: written whole or not at all. */
export class UploadRecords {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async get(id: string): Promise<(Upload & UploadRecord) | undefined> {
    try {
      return JSON.parse(await readFile(this.#pathOf(id), 'utf8')) as Upload & UploadRecord;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async set(id: string, record: UploadRecord): Promise<void> {
    const path = this.#pathOf(id);
    const temporary = `${path}.tmp`;
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(record));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  }

  async delete(id: string): Promise<void> {
    await rm(this.#pathOf(id), { force: true });
  }

  async list(): Promise<string[]> {
    const names = await readdir(this.#directory);
    return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  }

  #pathOf(id: string): string {
    return join(this.#directory, `${id}.json`);
  }
}
