// What the two builds are made of, and whether a build is of the sources that are here.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
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
/** Beside a build: two digests of what it was built from, of the contents, and of names, sizes and times of change. */
export const STAMP = 'sources.sha256';

/** Reads the contents only where a name, a size or a time is another, as after a fresh clone: reading all costs each start 0.2 s. */
export function isBuilt(outdir, sources) {
  const stamp = join(outdir, STAMP);
  if (!existsSync(stamp)) return false;
  const [contents, looks] = readFileSync(stamp, 'utf8').split('\n');
  return looks === looksOf(sources) || contents === contentsOf(sources);
}

/** What a build of the sources as they are now has beside it. */
export function stampOf(sources) {
  return `${contentsOf(sources)}\n${looksOf(sources)}\n`;
}

function contentsOf(sources) {
  return digest(sources, (path) => readFileSync(path));
}

function looksOf(sources) {
  return digest(sources, (path) => {
    const { size, mtimeMs, ctimeMs } = statSync(path);
    return [size, mtimeMs, ctimeMs].join();
  });
}

function digest(sources, describe) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesOf(join(root, source))) hash.update(relative(root, path)).update(describe(path));
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
