import { existsSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Snapshot } from './snapshot.ts';

/** Of each file: its header, its line of the manifest, and what fills its last block. */
const ENTRY_BYTES = 2_048;

/** At most, of the archive. */
export async function archiveBytesOf({ files }: Snapshot): Promise<number> {
  let bytes = 0;
  for (const { source } of files) bytes += (await stat(source)).size + ENTRY_BYTES;
  return bytes;
}

/** Bytes that this account may still write on the disk of a folder, or of the next one above that is there. */
export async function freeBytes(folder: string): Promise<number> {
  if (!existsSync(folder)) return freeBytes(dirname(folder));
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
