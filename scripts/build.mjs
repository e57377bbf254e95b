// Transpiles every process of the platform into dist/. Libraries stay external, so this takes about a second.
import * as esbuild from 'esbuild';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Entry points by the name of the process they become: dist/<name>.js. */
const ENTRIES = {
  start: 'scripts/start.ts',
  lanran: 'scripts/lanran.ts',
  'document-store': 'embedded/document-store/main.ts',
  'content-store': 'embedded/content-store/main.ts',
  chain: 'embedded/chain/main.ts',
};

/** Bundles `@lanran/…` from source and leaves every library to Node's own resolution. */
const workspaces = {
  name: 'workspaces',
  setup(builder) {
    builder.onResolve({ filter: /^@lanran\// }, ({ path }) => ({
      path: join(root, `${path.slice('@lanran/'.length)}.ts`),
    }));
    builder.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path, external: true },
    );
  },
};

/** @param {Record<string, string>} entries Output name to source file, relative to the root. */
export async function build(entries = ENTRIES, outdir = join(root, 'dist')) {
  rmSync(outdir, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(root, file)])),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: 'linked',
    tsconfig: join(root, 'tsconfig.json'),
    logLevel: 'warning',
    plugins: [workspaces],
  });
  await esbuild.stop();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
