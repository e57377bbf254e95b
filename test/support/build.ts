import { build } from '../../scripts/build.mjs';

/** Tests that start processes start what users start: the build in dist/. */
export default async function setup(): Promise<void> {
  await build();
}
