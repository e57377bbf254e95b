import { readFile, stat } from 'node:fs/promises';
import { reasonOf } from '@lanran/sdk/kernel/errors';
import { type Mapping, MAPPING_BY_NAME, parseMapping, requireMappingJson } from '@lanran/sdk/import/mapping';
import { ImportArgumentError } from '@lanran/sdk/import/problems';

/** Whether it can't be a file's path: a mapping that is kept on the platform has no slash, and no `.json`. */
export async function isSavedName(text: string): Promise<boolean> {
  if (/[/\\]|\.json$/i.test(text)) return false;
  const stats = await stat(text).catch(() => null);
  return stats?.isFile() !== true;
}

/** Columns named as the fields where no path is given. @throws ImportArgumentError naming what is unknown or malformed */
export async function readMapping(path: string | undefined): Promise<Mapping> {
  return path === undefined ? parseMapping(MAPPING_BY_NAME, '') : parseMapping(await readJson(path), path);
}

async function readJson(path: string): Promise<unknown> {
  try {
    return requireMappingJson(await readFile(path, 'utf8'), path);
  } catch (cause) {
    if (cause instanceof ImportArgumentError) throw cause;
    const values = { name: path, reason: reasonOf(cause) };
    throw new ImportArgumentError('mapping', { code: 'MAPPING_NO_JSON', values }, { cause });
  }
}
