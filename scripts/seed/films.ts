import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Beside this file, and from the folder of what was built. */
const PLACES = ['./films/', '../scripts/seed/films/'];

/** A film of the demo data (`films/README.md` says how it was made). @returns its path on this disk */
export function demoFilmPath(name: string): string {
  const paths = PLACES.map((place) => fileURLToPath(new URL(`${place}${name}`, import.meta.url)));
  const found = paths.find((path) => existsSync(path));
  if (found === undefined) throw new Error(`The demo film ${name} is not at ${paths.join(' or ')}.`);
  return found;
}
