import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { build } from '../../scripts/build.mjs';
import { buildWeb } from '../../scripts/build-web.mjs';
import { requireChromium } from './chromium.ts';
import { DEMO_READY } from './demo-outcome.ts';
import { startPlatform } from './platform-process.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The build that end-to-end tests run: their own, which nobody rebuilds under them. */
    readonly distDir: string;
    /** Data directory of an ended installation with the demo data; to be copied, not started. */
    readonly demoDataDir: string;
    /** File that says how bringing both ended: `DEMO_READY`, or what went wrong. */
    readonly demoOutcome: string;
  }
}

/** What is built has to lie one level below the root, where its libraries are found. */
const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds once and brings the demo data once: that is most of the time a platform takes. The data come while other tests
 * run; who needs them waits for `demoOutcome`.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Before anything is timed: it may have to be installed.
  requireChromium();
  const distDir = join(root, `dist.e2e-${process.pid}`);
  const demoDataDir = await mkdtemp(join(tmpdir(), 'lanran-demo-'));
  const demoOutcome = `${demoDataDir}.outcome`;
  // Awaited: a build ends esbuild's one service, also under a build of another setup.
  await build(undefined, distDir);
  const bringDemoData = async () => {
    // Nobody waits for it as long as all the other tests run, which take the machine for themselves.
    const platform = await startPlatform({ distDir, dataDir: demoDataDir, readyWithinMs: 240_000 });
    await platform.end('SIGTERM');
  };
  const tell = async (outcome: string) => {
    await writeFile(`${demoOutcome}.tmp`, outcome);
    await rename(`${demoOutcome}.tmp`, demoOutcome);
  };
  const bringing = Promise.all([bringDemoData(), buildWeb()]).then(
    () => tell(DEMO_READY),
    (error: unknown) => tell(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  project.provide('distDir', distDir);
  project.provide('demoDataDir', demoDataDir);
  project.provide('demoOutcome', demoOutcome);
  return async () => {
    await bringing;
    for (const path of [distDir, demoDataDir, demoOutcome]) await rm(path, { recursive: true, force: true });
  };
}
