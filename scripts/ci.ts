// What `.ci/run` runs once the libraries are installed: checks, tests, the gate over real platforms. Names each step with
// its seconds and its limit, and ends with what failed and the line `N passed, N failed`.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastLines, type RunOptions, runStep, type Step, type StepOutcome, tail } from './gate/run-step.ts';
import { readTestSummary } from './gate/test-report.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const logDir = mkdtempSync(join(tmpdir(), 'lanran-ci-'));
const say = (line: string) => process.stdout.write(`${line}\n`);
const options: RunOptions = { root, logDir, isShown: true, say };

/** On two idle cores the steps take about half of their limits; a busy machine takes the rest. */
const CHECK: Step = { name: 'check', command: ['npm', 'run', '--silent', 'check'], limitSeconds: 300 };
const TESTS = [
  testStep('test', 600),
  // A browser or a platform may stumble over a busy machine once; what runs in one process may not.
  testStep('test:gate', 720, { LANRAN_SECOND_TRY: '1' }),
];

function reportOf(name: string): string {
  return join(logDir, `${name.replace(':', '-')}.json`);
}

function testStep(name: string, limitSeconds: number, env: Readonly<Record<string, string>> = {}): Step {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(name)}`];
  return {
    name,
    command: ['npm', 'run', '--silent', name, '--', ...reporters],
    limitSeconds,
    env,
  };
}

/** The step before this program: `.ci/run` says how long it took. */
const installSeconds = Number(process.env['LANRAN_INSTALL_SECONDS'] ?? '0');
const steps: Pick<StepOutcome, 'name' | 'seconds'>[] = [{ name: 'install', seconds: installSeconds }];
const failures: string[] = [];
const secondTries: string[] = [];
let [passed, failed] = [0, 0];

const check = await runStep(CHECK, options);
steps.push(check);
if (check.isPassed) passed += 1;
else {
  failed += 1;
  failures.push(`npm run check:\n${tail(check.logPath)}`);
}
for (const step of TESTS) {
  const outcome = await runStep(step, options);
  steps.push(outcome);
  const summary = readTestSummary({ report: reportOf(step.name), root }, outcome.isPassed);
  passed += summary.passed;
  failed += summary.failed;
  if (outcome.isOverLimit) failures.push(lastLines(outcome, logDir));
  else if (!outcome.isPassed && summary.failures.length === 0)
    failures.push(`${step.name}:\n${tail(outcome.logPath)}`);
  failures.push(...summary.failures);
  secondTries.push(...summary.secondTries);
}

const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
say(
  `\nSteps: ${steps.map((step) => `${step.name} ${step.seconds} s`).join(', ')}; in all ${Math.round(seconds)} s`,
);
for (const name of secondTries) say(`needed a second try: ${name}`);
say(`second tries: ${secondTries.length}`);
for (const failure of failures) say(`\n${failure}`);
const result = {
  passed,
  failed,
  seconds: Math.round(seconds),
  steps: Object.fromEntries(steps.map((step) => [step.name, step.seconds])),
  secondTries,
  failures,
};
const resultPath = process.env['LANRAN_GATE_RESULT'];
if (resultPath !== undefined) writeFileSync(resultPath, JSON.stringify(result));
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
