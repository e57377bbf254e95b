import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildWeb } from '../../scripts/build-web.mjs';
import { PLATFORM_SOURCES, root, stampOf } from '../../scripts/sources.mjs';
import { copyBuild } from './build.ts';
import { requireChromium } from './chromium.ts';
import { DEMO_READY } from './demo-outcome.ts';
import { KeptFolders } from './kept-folders.ts';
import { startPlatform } from './platform-process.ts';
import { SharedPlatform } from './shared-platform.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The build that end-to-end tests run: their own, which nobody rebuilds under them. */
    readonly distDir: string;
    /** Data directory of an ended installation with the demo data; to be copied, not started. */
    readonly demoDataDir: string;
    /** File that says how bringing both ended: `DEMO_READY`, or what went wrong. */
    readonly demoOutcome: string;
    /** Where `askForSharedPlatform` asks. */
    readonly sharedPlatform: string;
  }
}

const PROVIDED = ['distDir', 'demoDataDir', 'demoOutcome', 'sharedPlatform'] as const;

interface DemoInstallation {
  readonly provided: Readonly<Record<(typeof PROVIDED)[number], string>>;
  readonly release: () => Promise<void>;
}

const CACHE = join(root, 'node_modules/.cache/lanran-e2e');
/** What is built has to lie one level below the root, where its libraries are found. */
const builds = new KeptFolders({ prefix: join(root, 'dist.e2e-'), marksDir: join(CACHE, 'used') });
const demos = new KeptFolders({ prefix: join(CACHE, 'demo-'), marksDir: join(CACHE, 'used') });

/** Each project of one run has its own modules and sets up for itself, and all use the same. */
const OF_THIS_RUN = Symbol.for('lanran.demo-installation');
const ofThisProcess = globalThis as { [OF_THIS_RUN]?: Promise<DemoInstallation> };

/**
 * Builds once and brings the demo data once, and keeps both for later runs of the same sources: that is most of the time a
 * platform takes. The data come while other tests run; who needs them waits for `demoOutcome`.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Before anything is timed: it may have to be installed.
  requireChromium();
  ofThisProcess[OF_THIS_RUN] ??= bring();
  const { provided, release } = await ofThisProcess[OF_THIS_RUN];
  for (const name of PROVIDED) project.provide(name, provided[name]);
  return release;
}

async function bring(): Promise<DemoInstallation> {
  // With the day, for demo data begin today; of the client's pages they have nothing.
  const [contents = ''] = stampOf(PLATFORM_SOURCES).split('\n');
  const key = `${contents.slice(0, 16)}-${new Date().toISOString().slice(0, 10)}`;
  // Awaited: a build ends esbuild's one service, also under a build of another setup.
  const distDir = await builds.obtain(key, copyBuild);
  const runDir = await mkdtemp(join(tmpdir(), 'lanran-demo-'));
  const demoOutcome = join(runDir, 'outcome');
  const tell = async (outcome: string) => {
    await writeFile(`${demoOutcome}.new`, outcome);
    await rename(`${demoOutcome}.new`, demoOutcome);
  };
  const bringing = Promise.all([
    demos.obtain(key, async (folder) => bringDemoData(distDir, folder)),
    buildWeb(),
  ]);
  const told = bringing.then(
    () => tell(DEMO_READY),
    (error: unknown) => tell(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  const demoDataDir = demos.pathOf(key);
  const ready = async () => void (await bringing);
  const shared = await SharedPlatform.offer({ distDir, demoDataDir, ready });
  const release = async () => {
    await told;
    await shared.close();
    await Promise.all([builds.release(key), demos.release(key)]);
    await rm(runDir, { recursive: true, force: true });
  };
  return { provided: { distDir, demoDataDir, demoOutcome, sharedPlatform: shared.address }, release };
}

async function bringDemoData(distDir: string, folder: string): Promise<void> {
  // Where the path is short: that of a socket must be.
  const dataDir = await mkdtemp(join(tmpdir(), 'lanran-demo-'));
  try {
    // Nobody waits for it as long as all the other tests run, which take the machine for themselves.
    const platform = await startPlatform({ distDir, dataDir, readyWithinMs: 240_000 });
    const { code, stderr } = await platform.end('SIGTERM');
    if (code !== 0) throw new Error(`The platform with the demo data ended with ${code}:\n${stderr}`);
    await cp(dataDir, folder, { recursive: true });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
