import { unlink } from 'node:fs/promises';

/** Harmless where there is none. One call to the disk; `rm` makes several, also where there is nothing. */
export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
