// `npm run gate` runs `.ci/run` on a clean clone of HEAD in a temporary folder, beside one's work, and writes what came of it
// to `.gate.json`: commit, result, seconds by step, second tries.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();

const commit = git('rev-parse', 'HEAD');
if (git('status', '--porcelain') !== '')
  process.stderr.write('What is not committed is not part of this run.\n');
const work = mkdtempSync(join(tmpdir(), 'lanran-gate-'));
try {
  const clone = join(work, 'clone');
  const resultPath = join(work, 'result.json');
  execFileSync('git', ['clone', '--quiet', root, clone]);
  execFileSync('git', ['checkout', '--quiet', '--detach', commit], { cwd: clone });
  const run = spawnSync(join(clone, '.ci/run'), {
    cwd: clone,
    env: { ...process.env, LANRAN_GATE_RESULT: resultPath },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const result: unknown = existsSync(resultPath) ? JSON.parse(readFileSync(resultPath, 'utf8')) : null;
  const record = { commit, isPassed: run.status === 0, endedAt: new Date().toISOString(), result };
  writeFileSync(join(root, '.gate.json'), `${JSON.stringify(record, null, 2)}\n`);
  process.exitCode = run.status ?? 1;
} finally {
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}
