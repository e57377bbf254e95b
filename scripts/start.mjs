// `npm start`: builds what changed, then runs the platform in this same process, so that a signal reaches it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireNode } from './node-version.mjs';
import { isBuilt, PLATFORM_SOURCES, root, WEB_SOURCES } from './sources.mjs';

requireNode();
if (!isBuilt(join(root, 'dist'), PLATFORM_SOURCES) || !isBuilt(join(root, 'dist-web'), WEB_SOURCES)) {
  const program = fileURLToPath(new URL('./build-all.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [program], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exit(1);
}
await import(new URL('../dist/start.js', import.meta.url).href);
