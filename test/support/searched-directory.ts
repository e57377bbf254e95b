import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Files below the directory that hold one of the byte strings, with which, sockets and such left out. */
export async function filesHolding(
  directory: string,
  needles: Readonly<Record<string, Uint8Array | string>>,
): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(directory, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    const name = relative(directory, path);
    for (const [what, needle] of Object.entries(needles))
      if (bytes.includes(Buffer.from(needle as string)) || name.includes(String(needle)))
        found.push(`${name} holds ${what}`);
  }
  return found.sort();
}
