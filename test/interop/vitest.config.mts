import { defineConfig } from 'vitest/config';

/** The suites against real peers found on this machine; each says loudly what it skips. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/interop/**/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/support/demo-installation.ts'],
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
