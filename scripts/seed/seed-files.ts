import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside this file, and from the folder of what was built. */
const PLACES = ['./', '../scripts/seed/'];

/** A file of the demo data: of `motifs/`, `models/` or `films/`. @returns its path on this disk */
export function seedFile(name: string): string {
  const paths = PLACES.map((place) => fileURLToPath(new URL(`${place}${name}`, import.meta.url)));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`The demo file ${name} is not at ${paths.join(' or ')}.`);
  return found;
}
