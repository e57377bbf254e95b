import { spawn } from 'node:child_process';
import { createWriteStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** A step that takes longer is ended, and counts as failed. */
  readonly limitSeconds: number;
  readonly env?: Readonly<Record<string, string>>;
}

export interface StepOutcome {
  readonly name: string;
  readonly seconds: number;
  readonly limitSeconds: number;
  readonly isPassed: boolean;
  readonly isOverLimit: boolean;
  /** All that it printed. */
  readonly logPath: string;
}

export interface RunOptions {
  readonly root: string;
  /** Takes the log of each step, and by `LANRAN_TEST_LOGS` those of the platforms that tests start. */
  readonly logDir: string;
  /** Prints what the step prints, while it runs. */
  readonly isShown: boolean;
  say(line: string): void;
}

/** How long a step has to end after SIGTERM, in which tests end their platforms. */
const GRACE_MS = 10_000;

const LAST_LINES = 40;

/** Runs one command in a process group of its own; says its name, its seconds and its limit. */
export async function runStep(step: Step, options: RunOptions): Promise<StepOutcome> {
  const { name, limitSeconds } = step;
  const { logDir, say } = options;
  const [program, ...args] = step.command;
  const logPath = join(logDir, `${name.replaceAll(/\W/g, '-')}.log`);
  const began = performance.now();
  say(`${name}: begins, limit ${limitSeconds} s`);
  const log = createWriteStream(logPath);
  const child = spawn(program, args, {
    cwd: options.root,
    env: { ...process.env, ...step.env, LANRAN_TEST_LOGS: logDir },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      log.write(bytes);
      if (options.isShown) process.stdout.write(bytes);
    });
  let isOverLimit = false;
  const timers: NodeJS.Timeout[] = [];
  timers.push(
    setTimeout(() => {
      isOverLimit = true;
      endGroup(child.pid, 'SIGTERM');
      timers.push(setTimeout(() => endGroup(child.pid, 'SIGKILL'), GRACE_MS));
    }, limitSeconds * 1000),
  );
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      log.write(`${program} could not be started: ${error.message}\n`);
      resolve(null);
    });
    child.once('close', resolve);
  });
  timers.forEach(clearTimeout);
  await new Promise<void>((resolve) => log.end(resolve));
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const isPassed = code === 0 && !isOverLimit;
  say(`${name}: ${isPassed ? 'passed' : 'FAILED'} after ${seconds} s of ${limitSeconds} s`);
  return { name, seconds, limitSeconds, isPassed, isOverLimit, logPath };
}

/** Why a step that is over its limit hangs: the end of what it printed, and of what the platforms logged last. */
export function lastLines(outcome: StepOutcome, logDir: string): string {
  const parts = [`${outcome.name} was ended after its limit of ${outcome.limitSeconds} s. Its last lines:`];
  parts.push(tail(outcome.logPath));
  const platforms = readdirSync(logDir)
    .filter((name) => name.startsWith('platform-'))
    .map((name) => join(logDir, name))
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  for (const path of platforms.slice(0, 2)) parts.push(`The last lines of ${path}:`, tail(path));
  return parts.join('\n');
}

/** The last lines of a log. */
export function tail(path: string, lines = LAST_LINES): string {
  return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // It ended meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
