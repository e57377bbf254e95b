import { defineConfig } from 'vitest/config';

/** The long kill and fuzz runs; `npm test` has short ones. One file at a time, for they measure what is left after kills. */
export default defineConfig({
  // As in the configuration of all other tests.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }], tsconfigPaths: true },
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: [
      'test/faults/**/*.test.ts',
      'test/api/batches/*.long.test.ts',
      'test/e2e/{import,small-files}-kill.test.ts',
      'test/embedded/content-store/full-disk.test.ts',
      'test/embedded/document-store/process.long.test.ts',
      'test/web/e2e/walk.gate.test.ts',
      'test/contracts/*invariants.long.test.ts',
      'test/contracts/{authority,checkpoint-gas,provenance-log}.test.ts',
      'test/contracts/libraries/*.test.ts',
      'test/embedded/document-store/*.property.test.ts',
      'test/protocol/{bundle,contract-quote,evidence,licensing,note,pricing}.test.ts',
    ],
    env: { LANRAN_WALKS: '20', LANRAN_WALK_LANGUAGE: 'zh' },
    setupFiles: ['test/support/wasm-crypto.ts'],
    globalSetup: ['test/support/build.ts', 'test/support/demo-installation.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
