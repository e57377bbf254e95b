import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

/** The files of a ZIP by their names, without a program that a machine may lack. */
export function filesOfZip(zip: Uint8Array): Readonly<Record<string, Uint8Array>> {
  return unzipSync(zip);
}

/** Unpacks the ZIP at `path` into a folder. */
export async function unpackZip(path: string, folder: string): Promise<void> {
  for (const [name, content] of Object.entries(filesOfZip(await readFile(path)))) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}
