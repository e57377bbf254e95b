import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.mts';

/** The main paths over real platforms and in a browser, which `.ci/run` walks: `npm run test:gate`. */
const GATE = 'test/{e2e,web/e2e}/**/*.gate.test.ts';

/** Each file runs a whole platform of four processes that often wait: two files at a time, after all others. */
const OVER_A_PLATFORM = {
  globalSetup: ['test/support/demo-installation.ts'],
  maxWorkers: 2,
  isolate: false,
  // `.ci/run` sets it, and tells of each test that needed it: one that passed has failure messages in the JSON report.
  retry: process.env['LANRAN_SECOND_TRY'] === '1' ? 1 : 0,
  // A step in the browser is many acts, each with a time limit of its own.
  testTimeout: 180_000,
  // The first file waits for the demo data.
  hookTimeout: 300_000,
  sequence: { groupOrder: 1 },
};

/** What takes more than about ten seconds of a core: `npm run test:e2e` runs it. */
const LONG = 'test/**/*.long.test.ts';
const LONG_COMPONENTS = 'test/web/components/**/*.long.test.tsx';

/** Parts of the platform in one process, or one service of it. */
const OF_PARTS = {
  globalSetup: ['test/support/build.ts'],
  // Files share a process and what it has loaded: starting Node and loading ethers for each of 200 files took a third of the time.
  isolate: false,
};

export default defineConfig({
  // Node takes graphql's CommonJS build; Vite would load its ES modules beside it, and the two don't know each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }], tsconfigPaths: true },
  test: {
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A test over real services often waits for a disk or a chain: one more worker than there are cores. Each worker loads every module itself.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    globalSetup: ['test/support/machine-factor.ts'],
    // The first: as the platform's processes begin.
    setupFiles: ['test/support/wasm-crypto.ts', 'test/support/wait-defaults.ts'],
    reporters: ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/e2e/**',
            'test/web/e2e/**',
            'test/interop/**',
            'test/faults/**',
            LONG,
            '**/node_modules/**',
          ],
          ...OF_PARTS,
        },
      },
      { extends: true, test: { name: 'long', include: [LONG], ...OF_PARTS } },
      // The web client's components in a document of their own, by file: React looks for one as it is loaded.
      {
        extends: true,
        test: {
          name: 'components',
          include: ['test/web/components/**/*.test.tsx'],
          exclude: [LONG_COMPONENTS],
          environment: 'happy-dom',
        },
      },
      // Those of them that take long, as above.
      {
        extends: true,
        test: { name: 'long-components', include: [LONG_COMPONENTS], environment: 'happy-dom' },
      },
      { extends: true, test: { name: 'gate', include: [GATE], ...OVER_A_PLATFORM } },
      // Every other one.
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts', 'test/web/e2e/**/*.test.ts'],
          exclude: [GATE],
          ...OVER_A_PLATFORM,
        },
      },
    ],
  },
});
