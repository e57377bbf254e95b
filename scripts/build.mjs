// Transpiles every process of the platform into dist/. Libraries stay outside, but for the process that takes longest to start.
import * as esbuild from 'esbuild';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { stampOf, PLATFORM_SOURCES, root, STAMP } from './sources.mjs';

/** Entry points by the name of the process, or worker thread, they become: dist/<name>.js. */
const ENTRIES = {
  start: 'scripts/start.ts',
  seed: 'scripts/seed/main.ts',
  lanran: 'scripts/lanran.ts',
  'document-store': 'embedded/document-store/main.ts',
  'content-store': 'embedded/content-store/main.ts',
  chain: 'embedded/chain/main.ts',
  backup: 'scripts/backup/main.ts',
  'leaf-worker': 'embedded/content-store/blocks/leaf-worker.ts',
  'inspection-worker': 'api/files/adapters/inspection/inspection-worker.ts',
  'model-worker': 'api/files/adapters/model/model-worker.ts',
  'paper-worker': 'api/papers/adapters/paper-worker.ts',
  'index-worker': 'api/search/adapters/libsql/index-worker.ts',
  'digest-worker': 'api/ingest/adapters/digests/digest-worker.ts',
};

/** A library that npm could not hoist lies in its workspace alone, where dist/ does not look: it is named by its file. */
function findUnhoisted(name, importer) {
  const [workspace] = relative(root, importer).split(sep);
  const [scope, rest] = name.split('/');
  const library = name.startsWith('@') ? join(scope, rest) : scope;
  if (!existsSync(join(root, workspace, 'node_modules', library))) return null;
  return `../${relative(root, createRequire(importer).resolve(name)).split(sep).join('/')}`;
}

/** `@lanran/…`, from source. */
function resolveWorkspaces(builder) {
  builder.onResolve({ filter: /^@lanran\// }, ({ path }) => ({
    path: join(root, `${path.slice('@lanran/'.length)}.ts`),
  }));
}

/** Leaves every library to Node's own resolution. */
const outside = {
  name: 'libraries outside',
  setup(builder) {
    resolveWorkspaces(builder);
    builder.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
      if (kind === 'entry-point') return undefined;
      if (path.startsWith('graphql/')) return { path: path.replace(/\.mjs$/, '.js'), external: true };
      return { path: findUnhoisted(path, importer) ?? path, external: true };
    });
  },
};

/** What the API process starts with: Node takes a second to find and read the 1,500 files of its libraries one by one. */
const WITH_LIBRARIES = ['start', 'document-store', 'content-store', 'chain'];

/** Libraries with native code, files of their own beside them, or parts that are not installed. */
const NOT_BUNDLED =
  /^(?:libsql|lmdb|sharp|tiny-secp256k1|hardhat|class-validator|canvas|@libsql\/|@img\/|@nomicfoundation\/|exiftool-vendored)|^(?:kerberos|snappy|socks|aws4|gcp-metadata|mongodb-client-encryption|bufferutil|utf-8-validate|@mongodb-js\/zstd|@aws-sdk\/credential-providers)$/;

/** Bundles the libraries too, but for those that are loaded when they are needed. */
const inside = {
  name: 'libraries inside',
  setup(builder) {
    resolveWorkspaces(builder);
    // One graphql for all: its ES files and its CommonJS ones would be two.
    builder.onResolve({ filter: /^graphql(?:\/|$)/ }, ({ path, resolveDir }) => {
      const file = path === 'graphql' ? 'graphql/index.js' : path.replace(/(?:\.m?js)?$/, '.js');
      return { path: createRequire(join(resolveDir, 'importer.js')).resolve(file) };
    });
    // Chosen by a name that ipfs-utils works out as it runs, which no bundler follows.
    builder.onResolve({ filter: /\/http\/fetch$|^\.\/fetch$/ }, ({ importer }) => {
      const [library] = /^.*[/\\]node_modules[/\\]ipfs-utils[/\\]src[/\\]/.exec(importer) ?? [];
      return library === undefined ? undefined : { path: join(library, 'http/fetch.node.js') };
    });
    builder.onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
      if (kind === 'entry-point' || (kind !== 'dynamic-import' && !NOT_BUNDLED.test(path))) return undefined;
      return { path: findUnhoisted(path, importer) ?? path, external: true };
    });
  },
};

/** A bundle that `run-bundle.mjs` runs is CommonJS, as V8 keeps compiled code of nothing else. Its place is that of <name>.js. */
const OWN_URL = `'use strict';
const __ownUrl = require('node:url').pathToFileURL(__filename.replace(/\\.cjs$/, '.js')).href;`;

/**
 * Node has no place for `import()` in kept code: the runner's own takes its place. In ASCII, V8 keeps the source in half the room;
 * esbuild escapes all but regular expressions, templates of tags, and comments.
 */
const asScript = {
  name: 'as a script',
  setup(builder) {
    builder.onEnd(({ outputFiles = [] }) => {
      for (const file of outputFiles)
        writeFileSync(file.path, file.path.endsWith('.cjs') ? scriptOf(file.text) : file.contents);
    });
  },
};

function scriptOf(text) {
  return text
    .replaceAll(/\bimport\((?=")/g, '__import(')
    .replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Builds beside `outdir` and then in its place, so that two builds at once, or a process that runs from it, never see half of it.
 * @param {Record<string, string>} entries Output name to source file, relative to the root.
 */
export async function build(entries = ENTRIES, outdir = join(root, 'dist')) {
  const fresh = `${outdir}.${process.pid}`;
  const stamp = stampOf(PLATFORM_SOURCES);
  mkdirSync(fresh, { recursive: true });
  try {
    await bundle(entries, fresh);
    writeFileSync(join(fresh, STAMP), stamp);
    putInPlace(fresh, outdir);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

async function bundle(entries, outdir) {
  const files = Object.entries(entries).map(([name, file]) => [name, join(root, file)]);
  const [whole, thin] = [true, false].map((isWhole) =>
    files.filter(([name]) => WITH_LIBRARIES.includes(name) === isWhole),
  );
  await bundleInto(outdir, thin, { plugins: [outside] });
  await bundleInto(outdir, whole, {
    plugins: [inside, asScript],
    write: false,
    format: 'cjs',
    splitting: false,
    outExtension: { '.js': '.cjs' },
    banner: { js: OWN_URL },
    // Else graphql looks at each value of each answer for a second graphql, which a bundle does not have.
    define: { 'process.env.NODE_ENV': '"production"', 'import.meta.url': '__ownUrl' },
  });
  const runner = join(root, 'scripts/run-bundle.mjs');
  for (const [name] of whole) copyFileSync(runner, join(outdir, `${name}.js`));
  // The root is CommonJS for Hardhat's sake; what is built is not.
  writeFileSync(join(outdir, 'package.json'), '{ "type": "module" }\n');
  await esbuild.stop();
}

async function bundleInto(outdir, files, options) {
  if (files.length === 0) return;
  await esbuild.build({
    entryPoints: Object.fromEntries(files),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    tsconfig: join(root, 'tsconfig.json'),
    logLevel: 'warning',
    ...options,
  });
}

const SWAPS = 10;

export function putInPlace(fresh, outdir) {
  for (let swap = 1; ; swap += 1) {
    const old = `${fresh}.old${swap}`;
    try {
      if (existsSync(outdir)) renameSync(outdir, old);
      renameSync(fresh, outdir);
      return;
    } catch (error) {
      // Another build put its own there between our two steps.
      if (swap === SWAPS || !['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code)) throw error;
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
  }
}
