import { StorageFullError } from '../../platform/kernel/errors.ts';

/** What a tool says when the disk that it writes to takes no more. */
export const NO_ROOM = /No space left on device|Disk quota exceeded/;

/** @throws StorageFullError in place of the system's word for it: no file that is worked on is to blame */
export async function nameFullDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
    throw fullDisk(error);
  }
}

export function fullDisk(cause: unknown): StorageFullError {
  return new StorageFullError('The disk for what is made of files is full, or fails. See to it.', { cause });
}
