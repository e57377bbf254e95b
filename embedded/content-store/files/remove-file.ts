import { unlink } from 'node:fs/promises';
import { systemErrorCode } from '../errors.ts';

/** Harmless where there is none. One call to the disk; `rm` makes several, also where there is nothing. */
export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error;
  }
}
