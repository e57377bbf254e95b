import { createWriteStream, existsSync } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as delay } from 'node:timers/promises';
import { type Backup, fetchBackup } from '@lanran/sdk/operations/backups';
import { outageOf, RefusedError, UnreachableError } from '@lanran/sdk/kernel/errors';
import { authorization, type Platform } from '@lanran/sdk/kernel/session';

const RETRY_DELAYS_MS = [250, 500, 1000, 2000, 4000];

/** A backup on the way to this machine. */
export interface BackupOrder {
  readonly backup: Backup;
  /** The file to write; one that exists is not replaced. */
  readonly out: string;
  readonly say: (line: string) => void;
}

/**
 * Downloads a backup into a partial file beside `out`, mode 600, going on where an earlier try broke off, and names it when all of it is there.
 * @throws RefusedError, UnreachableError
 */
export async function downloadBackup(platform: Platform, { backup, out, say }: BackupOrder): Promise<void> {
  const { bytes } = backup;
  if (backup.state !== 'DONE' || bytes === null)
    throw new RefusedError(
      'NOT_DONE',
      `Backup ${backup.id} is not complete. List the backups to see how far it is.`,
    );
  if (existsSync(out))
    throw new RefusedError('FILE_EXISTS', `${out} exists already. Name another file.`, {
      argument: 'out',
    });
  // Never one backup's end after another's beginning.
  const part = `${out}.${backup.id}.part`;
  // Each download has a ticket of its own, so that it may take longer than one lasts.
  const { path } = await fetchBackup(platform, backup.id);
  for (let failures = 0; ;) {
    const have = await sizeOf(part);
    if (have === bytes) break;
    if (have > bytes)
      throw new RefusedError('FILE_EXISTS', `${part} is longer than the backup. Remove it, then try again.`);
    if (have > 0) say(`going on from byte ${have} of ${bytes}`);
    try {
      await fetchFrom(platform, { path, part, have });
    } catch (error) {
      const waitMs = RETRY_DELAYS_MS[failures++];
      if (!(error instanceof UnreachableError) || waitMs === undefined) throw error;
      await delay(waitMs);
    }
  }
  await rename(part, out);
}

async function fetchFrom(
  platform: Platform,
  { path, part, have }: { readonly path: string; readonly part: string; readonly have: number },
): Promise<void> {
  const url = `${platform.apiUrl}${path}`;
  const range: Record<string, string> = have > 0 ? { range: `bytes=${have}-` } : {};
  let response: Response;
  try {
    response = await fetch(url, { headers: { ...authorization(platform), ...range } });
  } catch (cause) {
    throw new UnreachableError(platform.apiUrl, cause);
  }
  if (response.status >= 502) throw outageOf(platform.apiUrl, response.status);
  if (!response.ok || response.body === null)
    throw new RefusedError(
      'DOWNLOAD_REFUSED',
      `The platform refused the backup with status ${response.status}. Run the command again: it goes on where it was.`,
    );
  const flags = response.status === 206 ? 'a' : 'w';
  try {
    // Node's and the DOM's names of one stream type.
    const content = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
    await pipeline(content, createWriteStream(part, { flags, mode: 0o600, flush: true }));
  } catch (cause) {
    if (isDiskError(cause)) throw cause;
    throw new UnreachableError(platform.apiUrl, cause);
  }
}

function isDiskError(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    'code' in cause &&
    ['ENOSPC', 'EDQUOT', 'EIO', 'EACCES', 'EROFS', 'ENOENT'].includes(String(cause.code))
  );
}

/** 0 where there is none. */
async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  return found?.size ?? 0;
}
