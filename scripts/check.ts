// `npm run check`: every check that runs no test. Runs two at a time, the longest first; prints the output of those that fail.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastLines, runStep, type Step, type StepOutcome, tail } from './gate/run-step.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** On two idle cores all of them take 90 s; the limits are for what hangs. */
const limitSeconds = 600;

const SCRIPTS = ['lint', 'dead', 'gas', 'abi', 'boundaries', 'solidity', 'format'];

const steps = SCRIPTS.map((name): Step => ({
  name: `check:${name}`,
  command: ['npm', 'run', '--silent', `check:${name}`],
  limitSeconds,
}));

const logDir = mkdtempSync(join(tmpdir(), 'lanran-check-'));
const say = (line: string) => process.stdout.write(`${line}\n`);
const waiting = [...steps];
const outcomes: StepOutcome[] = [];

async function runLane(): Promise<void> {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift())
    outcomes.push(await runStep(step, { root, logDir, isShown: false, say }));
}

try {
  await Promise.all([runLane(), runLane()]);
  for (const outcome of outcomes.filter(({ isPassed }) => !isPassed)) {
    say(outcome.isOverLimit ? lastLines(outcome, logDir) : `${outcome.name}:\n${tail(outcome.logPath, 400)}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(logDir, { recursive: true, force: true });
}
