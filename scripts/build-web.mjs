// Builds the web client into dist-web/ when its sources changed; a few seconds, else nothing.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { putInPlace } from './build.mjs';
import { filesOf, stampOf, isBuilt, root, STAMP, WEB_SOURCES } from './sources.mjs';

const COMPRESSED = /\.(js|css|html|svg|json)$/;

export async function buildWeb(outdir = join(root, 'dist-web')) {
  if (isBuilt(outdir, WEB_SOURCES)) return;
  const stamp = stampOf(WEB_SOURCES);
  const fresh = `${outdir}.${process.pid}`;
  const nodeEnv = process.env.NODE_ENV;
  mkdirSync(fresh, { recursive: true });
  try {
    // Else Vite bundles React's development build, as under vitest, or leaves `production` behind for the platform.
    process.env.NODE_ENV = 'production';
    const { build, runnerImport } = await import('vite');
    await build({
      mode: 'production',
      configFile: join(root, 'web/vite.config.ts'),
      logLevel: 'error',
      build: { outDir: fresh, reportCompressedSize: false },
    });
    const { module } = await runnerImport(join(root, 'web/app/first-pages.ts'), {
      configFile: join(root, 'web/vite.config.ts'),
      logLevel: 'error',
    });
    describePages(fresh, module.FIRST_PAGES);
    compress(fresh);
    writeFileSync(join(fresh, STAMP), stamp);
    putInPlace(fresh, outdir);
  } finally {
    if (nodeEnv === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = nodeEnv;
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** For the server (api/front/http/built-pages.ts): what a page asks first, and the files that it needs beside the client's own. */
function describePages(folder, pages) {
  const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'));
  const own = filesNeeded(manifest, 'index.html');
  // Of titles, text and links: what a page shows first.
  const fonts = Object.values(manifest).flatMap(({ file }) => (file.endsWith('.woff2') ? [file] : []));
  const described = Object.entries(pages).map(([name, { source, ...asked }]) => {
    const isNew = (path) => !own.includes(path);
    const needed = filesNeeded(manifest, source).filter(isNew);
    const scripts = needed.filter((path) => path.endsWith('.js'));
    const styles = needed.filter((path) => path.endsWith('.css'));
    return [name, { ...asked, scripts, styles, fonts }];
  });
  writeFileSync(join(folder, '.pages.json'), JSON.stringify(Object.fromEntries(described)));
}

/** Scripts and styles of a source, with those that it imports at once. */
function filesNeeded(manifest, source, seen = new Set()) {
  const built = manifest[source];
  if (built === undefined) throw new Error(`The build has no ${source}.`);
  if (seen.has(source)) return [];
  seen.add(source);
  const below = (built.imports ?? []).flatMap((each) => filesNeeded(manifest, each, seen));
  return [...below, ...(built.css ?? []), built.file];
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
