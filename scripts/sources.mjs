// What the two builds are made of, and whether a build is of the sources that are here.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Of dist/. */
export const PLATFORM_SOURCES = [
  'api',
  'contracts/abi',
  'embedded',
  'protocol',
  'scripts',
  'sdk',
  'package-lock.json',
  'tsconfig.json',
];
/** Of dist-web/. */
export const WEB_SOURCES = [
  'web',
  'sdk',
  'protocol',
  'contracts/abi',
  'package-lock.json',
  'scripts/build-web.mjs',
];
/** Beside a build: the hash of what it was built from. */
export const STAMP = 'sources.sha256';

export function isBuilt(outdir, sources) {
  const stamp = join(outdir, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashSources(sources);
}

export function hashSources(sources) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesOf(join(root, source))) hash.update(path).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** Every file below a folder, in order of name; the path itself if it is a file. */
export function filesOf(path) {
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .filter(({ name }) => name !== 'node_modules' && name !== 'dist')
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]));
}
