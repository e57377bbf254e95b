import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { type FileDigest, findDifference } from '@lanran/protocol/files/file-digest';
import { outageOf, RefusedError, UnreachableError } from '@lanran/sdk/kernel/errors';
import { isLostContent } from '@lanran/sdk/delivery/lost-content';
import { hashFile } from '../local-files.ts';
import { Outage, type OutageWait } from './outage.ts';
import { authorization, type Platform } from '@lanran/sdk/kernel/session';

/** What a file is known to be before it comes. */
export interface ProvenFile extends FileDigest {
  readonly path: string;
}

/** Where a file is: on this disk already, or at the platform, which sends it. */
export type FileSource = 'DISK' | 'PLATFORM';

export interface DownloadOrder {
  readonly fileId: string;
  /** What the file is proven to be. */
  readonly entry: ProvenFile;
  readonly targetPath: string;
  /** Where it lies until it is whole, on the same disk and where no published file may be. */
  readonly partPath: string;
}

export interface FileDownloadOptions {
  /** Called once, when the platform gives the file or it is here already: never for one that is refused. */
  readonly onBegin?: (from: FileSource) => void;
  /** Left out: a few seconds. */
  readonly wait?: OutageWait | null;
}

/** Fetches one original into a part file, going on where it broke off, and names it only once it is the proven one. */
export class FileDownload {
  readonly #platform: Pick<Platform, 'apiUrl' | 'token'>;
  readonly #order: DownloadOrder;
  readonly #partPath: string;
  readonly #wait: OutageWait | null;
  #onBegin: ((from: FileSource) => void) | null;

  constructor(
    platform: Pick<Platform, 'apiUrl' | 'token'>,
    order: DownloadOrder,
    { onBegin, wait = null }: FileDownloadOptions = {},
  ) {
    this.#platform = platform;
    this.#order = order;
    this.#wait = wait;
    this.#onBegin = onBegin ?? null;
    this.#partPath = order.partPath;
  }

  /** @throws RefusedError when other content is in the way or arrives */
  async run(): Promise<void> {
    const { targetPath } = this.#order;
    if ((await sizeOf(targetPath)) !== null) {
      this.#begin('DISK');
      return this.#requireSame(targetPath);
    }
    for (const path of [targetPath, this.#partPath]) await mkdir(dirname(path), { recursive: true });
    await this.#fetchRest();
    await this.#requireProven();
    await rename(this.#partPath, targetPath);
  }

  #begin(from: FileSource): void {
    this.#onBegin?.(from);
    this.#onBegin = null;
  }

  async #requireSame(targetPath: string): Promise<void> {
    if (findDifference(this.#order.entry, await hashFile(targetPath)) === null) return;
    throw new RefusedError(
      'FILE_EXISTS',
      `${targetPath} exists and is another file. Move it away, or choose another folder.`,
      { argument: 'out' },
    );
  }

  async #fetchRest(): Promise<void> {
    const { bytes } = this.#order.entry;
    const outage = new Outage(this.#wait);
    for (let before: number | null = null; ;) {
      const have = (await sizeOf(this.#partPath)) ?? 0;
      // More than the whole is of no use; an empty file still needs its one request.
      if (have > bytes) await rm(this.#partPath);
      else if (have === bytes && (bytes > 0 || before !== null)) {
        this.#begin('DISK');
        return;
      }
      // What came before it broke off again was no outage any more.
      if (this.#wait !== null && before !== null && have > before) outage.end();
      before = have;
      try {
        await this.#fetchFrom(have > bytes ? 0 : have);
        if (bytes === 0) return;
      } catch (error) {
        await outage.pause(error);
      }
    }
  }

  async #fetchFrom(offset: number): Promise<void> {
    const url = `${this.#platform.apiUrl}/files/${this.#order.fileId}`;
    const response = await this.#request(url, offset);
    if (!response.ok || response.body === null) {
      const refusal = await this.#refusal(response);
      if (response.status >= 500 && !isLostContent(refusal.code)) throw outageOf(url, response.status);
      throw refusal;
    }
    this.#begin('PLATFORM');
    const isPart = response.status === 206;
    try {
      // Node's and the DOM's names of one stream type.
      const content = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
      await pipeline(content, createWriteStream(this.#partPath, { flags: isPart ? 'a' : 'w', flush: true }));
    } catch (cause) {
      if (isDiskError(cause)) throw cause;
      throw new UnreachableError(url, cause);
    }
  }

  async #request(url: string, offset: number): Promise<Response> {
    const { sha256 } = this.#order.entry;
    const range: Record<string, string> =
      offset > 0 ? { range: `bytes=${offset}-`, 'if-range': `"${sha256}"` } : {};
    try {
      return await fetch(url, { headers: { ...authorization(this.#platform), ...range } });
    } catch (cause) {
      throw new UnreachableError(url, cause);
    }
  }

  async #refusal(response: Response): Promise<RefusedError> {
    const text = await response.text().catch(() => '');
    const { code, message } = readError(text) ?? {
      code: 'DOWNLOAD_REFUSED',
      message: `The platform refused it with status ${response.status}.`,
    };
    return new RefusedError(code, `${this.#order.entry.path}: ${message}`);
  }

  async #requireProven(): Promise<void> {
    const found = await hashFile(this.#partPath);
    const difference = findDifference(this.#order.entry, found);
    if (difference === null) return;
    await rm(this.#partPath);
    throw new RefusedError(
      'CONTENT_MISMATCH',
      `${this.#order.entry.path}: what arrived is not the published file: its ${difference} is ${found[difference]}, published was ${this.#order.entry[difference]}. Try again; if it stays, tell the holder and an auditor.`,
    );
  }
}

function readError(text: string): { code: string; message: string } | null {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: unknown; message?: unknown } };
    if (typeof error?.code !== 'string' || typeof error.message !== 'string') return null;
    return { code: error.code, message: error.message };
  } catch {
    return null;
  }
}

function isDiskError(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    'code' in cause &&
    ['ENOSPC', 'EDQUOT', 'EIO', 'EACCES', 'EROFS'].includes(String(cause.code))
  );
}

async function sizeOf(path: string): Promise<number | null> {
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  return found?.size ?? null;
}
