import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ClientError } from '@lanran/sdk/kernel/errors';

/** How many errors wrap one another at most. */
const MOST_CAUSES = 8;

export interface DiskNeed {
  /** What was written to: a folder, or a file that need not exist. */
  readonly path: string;
  /** Bytes that are still to be written there. */
  readonly bytes: number;
  /** What a second run does, as `it goes on where it was`. */
  readonly again: string;
}

/** Whether an error, or one that it wraps, is a disk or quota that is full. */
export function isDiskFull(cause: unknown): boolean {
  let error = cause;
  for (let depth = 0; depth < MOST_CAUSES && error instanceof Error; depth++) {
    if ('code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) return true;
    error = error.cause;
  }
  return false;
}

/** What to say where a disk is full: what is needed and what is free. */
export async function diskFullError(cause: unknown, { path, bytes, again }: DiskNeed): Promise<ClientError> {
  const free = (await findFree(path)) ?? (await findFree(dirname(path)));
  const left = free === null ? '' : `, ${free} are free`;
  return new ClientError(
    'DISK_FULL',
    `The disk of ${path} is full: ${bytes} bytes are needed${left}. Free some, then run the same command again: ${again}.`,
    { cause },
  );
}

/** Bytes that this user may write; null where that can't be told. */
async function findFree(path: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  } catch {
    return null;
  }
}
