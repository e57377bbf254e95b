import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { getDirectory, readBytecodes } from './run-directory.ts';

const FACTORY = /\/contracts\/abi\/factories\/\w+__factory\.ts$/;

const bytecodes = readBytecodes(getDirectory());

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  resolve: { tsconfigPaths: true },
  plugins: [
    {
      name: 'deploy instrumented contracts',
      enforce: 'pre',
      transform(code, id) {
        const bytecode = bytecodes[basename(id, '__factory.ts')];
        if (!FACTORY.test(id) || bytecode === undefined) return null;
        return code.replace(/(const _bytecode =\s*)"0x[0-9a-f]*"/, `$1"${bytecode}"`);
      },
    },
  ],
  test: {
    pool: 'forks',
    include: ['test/contracts/**/*.test.ts'],
    // Markers cost gas.
    exclude: ['test/contracts/checkpoint-gas.test.ts'],
    setupFiles: ['scripts/coverage/record-hits.ts'],
    // Instrumented contracts run several times longer.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
