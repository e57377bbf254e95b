import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The program's path; null where it is not on this machine, which is said. */
export function findProgram(name: string, debianPackage: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
  if (found === null)
    process.stderr.write(`SKIPPED: ${name} is not on this machine. apt-get install -y ${debianPackage}.\n`);
  return found;
}
