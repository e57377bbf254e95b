import { writeFile } from 'node:fs/promises';
import { removeFile } from './remove-file.ts';

/** Where the leaves of a finished file are: SHA-256 of each MiB, one after the other. */
export function leafPathOf(path: string): string {
  return `${path}.leaves`;
}

/**
 * Keeps what was hashed while the file arrived, so that the content store need not read it again (`lanran/adopt`). It says
 * nothing that the file doesn't: lost, torn or older than the file, it is not used.
 */
export async function keepLeaves(path: string, leaves: Uint8Array): Promise<void> {
  await writeFile(leafPathOf(path), leaves, { mode: 0o600 });
}

export async function forgetLeaves(path: string): Promise<void> {
  await removeFile(leafPathOf(path));
}
