import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  chooseTable,
  parseTable,
  requireTableSize,
  type Table,
  TABLE_NAMES,
  type TableFormat,
} from '@lanran/sdk/import/table';

/** @throws ArgumentError when there is none, there are two, or it can't be read at all */
export async function readTable(folder: string, format: TableFormat = {}): Promise<Table> {
  const found: string[] = [];
  for (const name of TABLE_NAMES) {
    const stats = await stat(join(folder, name)).catch(() => null);
    if (stats?.isFile() !== true) continue;
    requireTableSize(name, stats.size);
    found.push(name);
  }
  const name = chooseTable(folder, found);
  const path = join(folder, name);
  return parseTable({ name, path, bytes: await readFile(path) }, format);
}
