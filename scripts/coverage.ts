// `npm run coverage:contracts -- [test files]`: runs the contracts' tests on instrumented contracts and prints what they
// executed. Fails below 98 % of branches. Writes nothing into the tree.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileInstrumented } from './coverage/compile.ts';
import { REQUIRED_BRANCHES, summarize } from './coverage/report.ts';
import { DIRECTORY_VARIABLE, readHits, writeBytecodes } from './coverage/run-directory.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** By path below the root. */
function readSources(): Record<string, string> {
  const paths = readdirSync(join(root, 'contracts'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.sol'))
    .map((path) => `contracts/${path}`);
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

const isCovered = (path: string): boolean => !path.startsWith('contracts/test/');

function runTests(directory: string): boolean {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const config = join(root, 'scripts/coverage/vitest.config.mts');
  const run = spawnSync(process.execPath, [vitest, 'run', '--config', config, ...process.argv.slice(2)], {
    cwd: root,
    env: { ...process.env, [DIRECTORY_VARIABLE]: directory },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return run.status === 0;
}

const directory = mkdtempSync(join(tmpdir(), 'lanran-coverage-'));
try {
  const { bytecodes, markers } = compileInstrumented(root, readSources(), isCovered);
  writeBytecodes(directory, bytecodes);
  const arePassed = runTests(directory);
  const { text, branches } = summarize(markers, readHits(directory));
  process.stdout.write(`${text}\n`);
  if (!arePassed) process.stderr.write('Tests failed on the instrumented contracts.\n');
  if (branches < REQUIRED_BRANCHES) {
    process.stderr.write(
      `${branches.toFixed(1)} % of branches were executed, less than ${REQUIRED_BRANCHES} %.\n`,
    );
  }
  if (!arePassed || branches < REQUIRED_BRANCHES) process.exitCode = 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
