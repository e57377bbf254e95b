import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, lstat, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import { ArgumentError, outageOf, reasonOf, RefusedError, UnreachableError } from '@lanran/sdk/kernel/errors';
import { authorization, type Platform } from '@lanran/sdk/kernel/session';
import { diskFullError, isDiskFull } from '../disk-full.ts';
import { readHttpError } from '../http-error.ts';

/** As which a whole package comes in one stream. */
export const ARCHIVE_FORMATS = ['zip', 'tar', 'car'] as const;
export type ArchiveFormat = (typeof ARCHIVE_FORMATS)[number];

/** Others are of the connection. */
const FILE_CALLS = ['open', 'write', 'fsync', 'mkdir', 'link', 'rename'];

/** Where the platform has the package of a license. `version` null: the newest that it opens. */
export function packagePath(licenseId: LicenseId, format: ArchiveFormat, version: number | null): string {
  return `/packages/${licenseId}.${format}${version === null ? '' : `?version=${version}`}`;
}

export interface ArchiveOrder {
  /** On the platform. */
  readonly path: string;
  readonly out: string;
  /** When it begins to come; bytes of the whole. */
  onBegin(bytes: number): void;
  /** Bytes that arrived since it was last called. */
  onBytes(count: number): void;
}

/**
 * Saves a package or binder as one file. It is made while it comes, so that it can't go on where it broke off: what is cut off is
 * removed, and never has the file's name. Of two that are saved under one name, the second to end is refused.
 * @returns its bytes. @throws RefusedError, UnreachableError
 */
export async function downloadArchive(
  platform: Pick<Platform, 'apiUrl' | 'token'>,
  order: ArchiveOrder,
): Promise<number> {
  const { path, out } = order;
  await requireFree(out);
  const url = `${platform.apiUrl}${path}`;
  const response = await ask(platform, url);
  const bytes = Number(response.headers.get('content-length'));
  order.onBegin(bytes);
  const part = `${out}.${randomUUID()}.part`;
  let arrived = 0;
  const count = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      arrived += chunk.length;
      order.onBytes(chunk.length);
      done(null, chunk);
    },
  });
  try {
    await mkdir(dirname(out), { recursive: true });
    // Node's and the DOM's names of one stream type.
    const content = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    await pipeline(content, count, createWriteStream(part, { flags: 'wx', flush: true }));
    if (arrived !== bytes) throw new Error('it ended early');
    await nameNew(part, out);
    return bytes;
  } catch (cause) {
    // Where nothing could be written, nothing can be removed either: what was refused first is told.
    await rm(part, { force: true }).catch(() => undefined);
    if (cause instanceof RefusedError) throw cause;
    if (isDiskFull(cause))
      throw await diskFullError(cause, { path: out, bytes, again: 'nothing was kept of this one' });
    if (cause instanceof Error && 'syscall' in cause && FILE_CALLS.includes(String(cause.syscall)))
      throw new ArgumentError('--out', `${out} can't be written: ${reasonOf(cause)}.`, { cause });
    // Whoever may not have it any more is told so.
    await ask(platform, url, 'HEAD');
    throw new RefusedError(
      'PACKAGE_CUT_OFF',
      `The package ended after ${arrived} of ${bytes} bytes: the connection broke, or the platform could not read a file. Nothing was kept. Run the same command again, or fetch it as a folder, which goes on where it was.`,
      { cause },
    );
  }
}

async function ask(
  platform: Pick<Platform, 'apiUrl' | 'token'>,
  url: string,
  method: 'GET' | 'HEAD' = 'GET',
): Promise<Response> {
  const response = await fetch(url, { method, headers: authorization(platform) }).catch((cause: unknown) => {
    throw new UnreachableError(url, cause);
  });
  if (response.ok) return response;
  const told = readHttpError(await response.text().catch(() => ''));
  if (told === null && response.status >= 500) throw outageOf(url, response.status);
  throw new RefusedError(
    told?.code ?? 'DOWNLOAD_REFUSED',
    told?.message ?? `The platform refuses the package now (status ${response.status}).`,
    { reasons: told?.reasons ?? [] },
  );
}

/** Gives a whole file its name, unless another came before. @throws RefusedError FILE_EXISTS */
async function nameNew(part: string, path: string): Promise<void> {
  try {
    await link(part, path);
  } catch (error) {
    if (isCode(error, 'EEXIST')) throw fileExists(path);
    // exFAT and some shares have no links.
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].some((code) => isCode(error, code))) throw error;
    await requireFree(path);
    await rename(part, path);
    return;
  }
  await rm(part);
}

async function requireFree(path: string): Promise<void> {
  if ((await lstat(path).catch(() => null)) !== null) throw fileExists(path);
}

function fileExists(path: string): RefusedError {
  return new RefusedError('FILE_EXISTS', `${path} exists. Move it away, or name another file.`, {
    argument: 'out',
  });
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
