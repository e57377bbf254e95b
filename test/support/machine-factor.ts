import { createHash } from 'node:crypto';
import type { TestProject } from 'vitest/node';
import { MACHINE_FACTOR, within } from './time-limits.ts';

/** What one round takes on an idle Xeon at 2.1 GHz. */
const IDLE_ROUND_MS = 20;
const CALIBRATION_MS = 250;
const LEAST_ROUNDS = 3;

const BYTES = Buffer.alloc(2 * 1024 * 1024, 7);
const ROWS = Array.from({ length: 2_000 }, (_, at) => ({
  id: at.toString(16),
  title: { en: `Sleeve ${at}` },
}));

/** Before the tests of a project: measures the machine once a run, and raises the time limits of the project. */
export default function setup(project: TestProject): void {
  process.env[MACHINE_FACTOR] ??= measure(project);
  const { config } = project;
  config.testTimeout = within(config.testTimeout);
  config.hookTimeout = within(config.hookTimeout);
  config.expect.poll = { ...config.expect.poll, timeout: within() };
}

/** The slowest of a few rounds, by the clock on the wall: it also counts what others do on the machine. */
function measure({ vitest }: TestProject): string {
  round(); // compiles
  const startedAt = performance.now();
  let slowestMs = 0;
  for (let rounds = 0; rounds < LEAST_ROUNDS || performance.now() - startedAt < CALIBRATION_MS; rounds++) {
    const before = performance.now();
    round();
    slowestMs = Math.max(slowestMs, performance.now() - before);
  }
  const factor = Math.max(1, slowestMs / IDLE_ROUND_MS).toFixed(1);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  vitest.logger.log(`machine factor ${factor} (calibrated in ${seconds} s)`);
  return factor;
}

function round(): void {
  const hash = createHash('sha256');
  for (let times = 0; times < 8; times++) hash.update(BYTES);
  hash.digest();
  for (let times = 0; times < 8; times++) JSON.parse(JSON.stringify(ROWS));
}
