import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { ERRORS, type Upload } from '@tus/server';
import { StorageFullError } from '../../domain/errors.ts';
import type { FailPoints } from '../../ports/fail-points.ts';

/**
 * tus uploads as files: `<id>` holds the bytes, `<id>.json` what was announced. Differs from the stock FileStore where a
 * crash or a full disk would show: records are written whole or not at all, received bytes are on disk before their offset
 * is acknowledged, and a full disk is named.
 */
export class StagedFileStore extends FileStore {
  readonly #failPoints: FailPoints;

  constructor({ directory, failPoints }: { readonly directory: string; readonly failPoints: FailPoints }) {
    super({ directory, configstore: new UploadRecords(directory) });
    // A draft keeps its uploads as long as it lives, and a length is announced, so that room can be made sure of.
    this.extensions = ['creation', 'creation-with-upload', 'termination'];
    this.#failPoints = failPoints;
  }

  override async create(upload: Upload): Promise<Upload> {
    return nameFullDisk(() => super.create(upload));
  }

  /** The upload, or null when it was never announced, or its bytes moved on to the content store. */
  async findUpload(id: string): Promise<Upload | null> {
    try {
      return await this.getUpload(id);
    } catch (error) {
      if (error === ERRORS.FILE_NOT_FOUND || error === ERRORS.FILE_NO_LONGER_EXISTS) return null;
      throw error;
    }
  }

  override async write(source: Readable, id: string, offset: number): Promise<number> {
    const size = (await this.getUpload(id)).size ?? Number.POSITIVE_INFINITY;
    const handle = await open(resolve(this.directory, id), 'r+');
    let position = offset;
    try {
      for await (const portion of portionsOf(source)) {
        position += await nameFullDisk(() => writeWhole(handle, portion, position));
        if (position * 2 >= size && position < size) await this.#failPoints.reach('mid-upload');
      }
      return position;
    } finally {
      // Also what arrived before a failure counts: the client goes on from there.
      await nameFullDisk(() => handle.datasync()).finally(() => handle.close());
    }
  }
}

/** The announcements beside the bytes. */
class UploadRecords {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async get(id: string): Promise<Upload | undefined> {
    try {
      return JSON.parse(await readFile(this.#pathOf(id), 'utf8')) as Upload;
    } catch (error) {
      if (isCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  async set(id: string, upload: Upload): Promise<void> {
    const path = this.#pathOf(id);
    const temporary = `${path}.tmp`;
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(upload));
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

/** Leaves the source intact when writing fails: else its abort would hide the reason. */
function portionsOf(source: Readable): AsyncIterable<Uint8Array> {
  return source.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
}

async function writeWhole(handle: FileHandle, portion: Uint8Array, position: number): Promise<number> {
  let written = 0;
  while (written < portion.length) {
    const { bytesWritten } = await handle.write(
      portion,
      written,
      portion.length - written,
      position + written,
    );
    written += bytesWritten;
  }
  return written;
}

async function nameFullDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isCode(error, 'ENOSPC') && !isCode(error, 'EDQUOT')) throw error;
    throw new StorageFullError('The staging disk is full. Free some space, then resume the upload.', {
      cause: error,
    });
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
