// Builds the web client into dist-web/ when its sources changed; a few seconds, else nothing.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { putInPlace, root } from './build.mjs';

/** All that decides what the build holds. */
const SOURCES = ['web', 'client', 'protocol', 'contracts/abi', 'package-lock.json', 'scripts/build-web.mjs'];
const COMPRESSED = /\.(js|css|html|svg|json)$/;
const STAMP = 'sources.sha256';

export async function buildWeb(outdir = join(root, 'dist-web')) {
  const stamp = hashSources();
  const stampPath = join(outdir, STAMP);
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return;
  const fresh = `${outdir}.${process.pid}`;
  const nodeEnv = process.env.NODE_ENV;
  try {
    // Else Vite bundles React's development build, as under vitest, or leaves `production` behind for the platform.
    process.env.NODE_ENV = 'production';
    const { build } = await import('vite');
    await build({
      mode: 'production',
      configFile: join(root, 'web/vite.config.ts'),
      logLevel: 'error',
      build: { outDir: fresh, reportCompressedSize: false },
    });
    compress(fresh);
    writeFileSync(join(fresh, STAMP), stamp);
    putInPlace(fresh, outdir);
  } finally {
    if (nodeEnv === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = nodeEnv;
    rmSync(fresh, { recursive: true, force: true });
  }
}

function hashSources() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const path of filesOf(join(root, source))) hash.update(path).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function filesOf(path) {
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .filter(({ name }) => name !== 'node_modules')
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : [join(path, entry.name)]));
}

/** Beside each text its .br and .gz, so that no request waits for a compressor. */
function compress(folder) {
  for (const path of filesOf(folder).filter((name) => COMPRESSED.test(name))) {
    const bytes = readFileSync(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
