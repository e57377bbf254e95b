#!/usr/bin/env node
// `npx lanran`: builds dist/ when it is missing or older than its sources, then runs the command line from it.
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
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

/** Beside dist/ and then in its place, so that two commands at once, or a platform that runs from it, never see half of it. */
async function rebuild() {
  const { build } = await import('./build.mjs');
  const fresh = join(root, `dist.${process.pid}`);
  const old = join(root, `dist.${process.pid}.old`);
  try {
    await build(undefined, fresh);
    if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), old);
    renameSync(fresh, join(root, 'dist'));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

// An installation without sources has nothing to compare with.
if (existsSync(join(root, 'scripts', 'lanran.ts')) && isStale()) await rebuild();
await import(pathToFileURL(built).href);
