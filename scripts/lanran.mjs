#!/usr/bin/env node
// `npx lanran`: builds dist/ when it is missing or older than its sources, then runs the command line from it.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const built = join(root, 'dist', 'lanran.js');
const SOURCES = ['api', 'contracts/abi', 'embedded', 'protocol', 'scripts'];

/** Newest change below a folder, in milliseconds. */
function newestChange(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? newestChange(path) : statSync(path).mtimeMs;
    })
    .reduce((newest, change) => Math.max(newest, change), 0);
}

function isStale() {
  if (!existsSync(built)) return true;
  const builtAt = statSync(built).mtimeMs;
  return SOURCES.some((folder) => newestChange(join(root, folder)) > builtAt);
}

// An installation without sources has nothing to compare with.
if (existsSync(join(root, 'scripts', 'lanran.ts')) && isStale()) {
  const { build } = await import('./build.mjs');
  await build();
}
await import(pathToFileURL(built).href);
