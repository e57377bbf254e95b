import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';

/** A folder to import: a table and files by their names below it. */
export async function buildFolder(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

const HEADER = 'externalId,title,kind,community,files';

/** A CSV table whose columns are named as the fields. */
export function csvOf(...rows: readonly string[]): string {
  return [HEADER, ...rows].map((row) => `${row}\r\n`).join('');
}
