// What each dist/<name>.js is: runs the bundle <name>.cjs beside it. V8 takes half a second to compile what a start runs of it, so
// the code that it compiled is kept in <name>.code, for the next start by the same Node.
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

/** By then a start has run what it runs. */
const KEPT_AFTER_MS = 10_000;
const DIGEST_BYTES = 32;

/** V8 collects when the heap has doubled. It would wait until it has grown up to four times, and never gives back the room. */
const HEAP_GROWING = '--heap-growing-percent=100';

const self = fileURLToPath(import.meta.url);
const name = basename(self, '.js');
const bundle = join(dirname(self), `${name}.cjs`);
const kept = join(dirname(self), `${name}.code`);

// Before the bundle is compiled: V8 takes kept code only under the flags that it was kept under.
if (name === 'start') setFlagsFromString(HEAP_GROWING);
// Node finds the sources of a stack's places only in what it loaded itself.
if (process.sourceMapsEnabled) load();
else run();

function load() {
  globalThis.__import = importLibrary;
  createRequire(bundle)(bundle);
}

function run() {
  const source = readFileSync(bundle);
  // Of what runs: another build may take the bundle's place meanwhile.
  const digest = digestOf(source);
  const code = readKept(digest);
  const script = new Script(`(function (require, __filename, __import) {${source.latin1Slice()}\n})`, {
    filename: bundle,
    ...(code !== null && { cachedData: code }),
  });
  if (script.cachedDataRejected !== false) setTimeout(() => keep(script, digest), KEPT_AFTER_MS).unref();
  script.runInThisContext()(createRequire(bundle), bundle, importLibrary);
}

/** Code that was kept can't import by itself. */
function importLibrary(library) {
  return import(library);
}

/** Null where none of this bundle can be read, or it is damaged. V8 itself refuses that of another version. */
function readKept(sourceDigest) {
  try {
    const bytes = readFileSync(kept);
    const code = bytes.subarray(DIGEST_BYTES);
    return bytes.subarray(0, DIGEST_BYTES).equals(digestOf(sourceDigest, code)) ? code : null;
  } catch {
    return null;
  }
}

function keep(script, sourceDigest) {
  const code = script.createCachedData();
  try {
    writeFileSync(`${kept}.new`, Buffer.concat([digestOf(sourceDigest, code), code]));
    renameSync(`${kept}.new`, kept);
  } catch {
    // An account that can't write to dist/ starts more slowly.
  }
}

function digestOf(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
