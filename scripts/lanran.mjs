#!/usr/bin/env node
// `npx lanran`: builds dist/ when it is missing or older than its sources, then runs the command line from it.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requireNode } from './node-version.mjs';
import { filesOf, PLATFORM_SOURCES, root } from './sources.mjs';

requireNode();
const built = join(root, 'dist', 'lanran.js');

function isStale() {
  if (!existsSync(built)) return true;
  const builtAt = statSync(built).mtimeMs;
  return PLATFORM_SOURCES.some((source) =>
    filesOf(join(root, source)).some((path) => statSync(path).mtimeMs > builtAt),
  );
}

// An installation without sources has nothing to compare with.
if (existsSync(join(root, 'scripts', 'lanran.ts')) && isStale()) {
  const { build } = await import('./build.mjs');
  await build();
}
await import(pathToFileURL(built).href);
