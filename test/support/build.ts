import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from '../../scripts/build.mjs';
import { isBuilt, PLATFORM_SOURCES, root } from '../../scripts/sources.mjs';

const DIST = join(root, 'dist');

/** Tests that start processes start what users start: the build in dist/, made anew when its sources changed. */
export default async function setup(): Promise<void> {
  if (!isBuilt(DIST, PLATFORM_SOURCES)) await build();
}

/** The build as a folder of its own, which nobody rebuilds under the processes that run from it. */
export async function copyBuild(folder: string): Promise<void> {
  await setup();
  await cp(DIST, folder, { recursive: true });
  // Another run put its own in the place of dist/ meanwhile.
  if (!isBuilt(folder, PLATFORM_SOURCES)) await build(undefined, folder);
}
