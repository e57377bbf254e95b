import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LICENSES_FOLDER } from '@lanran/protocol/binders/folders';
import { SCHEDULE_JSON } from '@lanran/protocol/binders/schedule';
import { PROVENANCE_FOLDER } from '@lanran/protocol/packages/package-entry';

/** Whether a folder is a binder, whole or begun. A package may have files of these names, and has proofs beside them. */
export function isBinder(folder: string): boolean {
  if (existsSync(join(folder, PROVENANCE_FOLDER))) return false;
  return existsSync(join(folder, SCHEDULE_JSON)) || existsSync(join(folder, LICENSES_FOLDER));
}

/** Folders of the packages that lie in a binder, in the order of their names. */
export async function listBound(folder: string): Promise<string[]> {
  const path = join(folder, LICENSES_FOLDER);
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name.normalize('NFC'))
    .toSorted();
}
