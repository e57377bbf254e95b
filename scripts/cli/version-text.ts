import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { programVersion } from '../start/processes/program-version.ts';

const Manifest = z.object({ version: z.string() });

/** E.g. `0.1.0 (1f2e3d4c5b6a7980)`: a process is refused beside others of another hash. */
export function versionText(): string {
  // Above dist/, as above this folder.
  const manifest = new URL('../package.json', import.meta.url);
  const { version } = Manifest.parse(JSON.parse(readFileSync(manifest, 'utf8')));
  return `${version} (${programVersion()})`;
}
