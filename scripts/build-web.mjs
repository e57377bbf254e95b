// Builds the web client into dist-web/ when its sources changed; a few seconds, else nothing.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { putInPlace } from './build.mjs';
import { filesOf, hashSources, isBuilt, root, STAMP, WEB_SOURCES } from './sources.mjs';

const COMPRESSED = /\.(js|css|html|svg|json)$/;

export async function buildWeb(outdir = join(root, 'dist-web')) {
  if (isBuilt(outdir, WEB_SOURCES)) return;
  const stamp = hashSources(WEB_SOURCES);
  const fresh = `${outdir}.${process.pid}`;
  const nodeEnv = process.env.NODE_ENV;
  mkdirSync(fresh, { recursive: true });
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

/** Beside each text its .br and .gz, so that no request waits for a compressor. */
function compress(folder) {
  for (const path of filesOf(folder).filter((name) => COMPRESSED.test(name))) {
    const bytes = readFileSync(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  }
}
