import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { runningProcesses } from './processes.ts';

export interface StartOptions {
  readonly distDir: string;
  readonly dataDir: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly readyWithinMs?: number;
  /** In a process group of its own, as a terminal gives each command. */
  readonly ownGroup?: boolean;
  /** What is run; the built platform unless given. */
  readonly command?: readonly [string, ...string[]];
  /** Hears of each piece of output: all of stdout so far, and the process. */
  readonly onSaid?: (stdout: string, pid: number) => void;
}

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm start` said no, or ended before it was ready. */
export class NotStartedError extends Error {
  override readonly name = 'NotStartedError';
  readonly ending: Ending;
  constructor(ending: Ending) {
    super(`The platform ended before it was ready (${ending.signal ?? ending.code}):\n${ending.stderr}`);
    this.ending = ending;
  }
}

/** What this machine's own settings would change is left out. */
const OWN_SETTINGS =
  /^(LANRAN_|PORT$|HOST$|MONGODB_URI$|IPFS_|SEARCH_URL$|CHAIN_|NODE_ENV$|LOG_LEVEL$|VITEST|NODE_OPTIONS$)/;

export function environment(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !OWN_SETTINGS.test(name));
  return { ...Object.fromEntries(inherited), ...env };
}

/** The process that `npm start` becomes, with its backing services as children. */
export class PlatformProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<Ending>;
  readonly #logged: () => string;
  readonly #said: () => string;

  constructor(
    url: string,
    child: ChildProcess,
    life: { ended: Promise<Ending>; logged: () => string; said: () => string },
  ) {
    this.url = url;
    this.#child = child;
    this.#ended = life.ended;
    this.#logged = life.logged;
    this.#said = life.said;
  }

  get pid(): number {
    const { pid } = this.#child;
    if (pid === undefined) throw new Error('The platform has no process.');
    return pid;
  }

  /** For a person: does it run, and how did it end? */
  get state(): string {
    const { pid, exitCode, signalCode } = this.#child;
    if (exitCode === null && signalCode === null) return `${pid} runs`;
    return `${pid} ended with ${signalCode ?? `code ${exitCode}`}`;
  }

  /** What it told people on stdout so far. */
  get said(): string {
    return this.#said();
  }

  /** Log lines so far. */
  get log(): string {
    return this.#logged();
  }

  /** Process ids of the backing services by name. */
  services(): Map<string, number> {
    return childrenOf(this.pid);
  }

  serviceId(name: string): number {
    const id = this.services().get(name);
    if (id === undefined) throw new Error(`No ${name} runs below the platform.`);
    return id;
  }

  /** Resolves when the process has ended, by itself or by a signal of ours. */
  async ended(): Promise<Ending> {
    return this.#ended;
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<Ending> {
    this.#child.kill(signal);
    return this.#ended;
  }
}

/** Process ids of a process's children by the name of their program. */
export function childrenOf(pid: number): Map<string, number> {
  const children = runningProcesses().filter(({ parent }) => parent === pid);
  return new Map(
    children.flatMap(({ id, command }): [string, number][] => {
      const name = /([\w-]+)\.js$/.exec(command)?.[1];
      return name === undefined ? [] : [[name, id]];
    }),
  );
}

/** For who ends a run that hangs: `scripts/ci.ts` shows the ends of these logs. */
function keepLog(pid: number | undefined, bytes: Buffer): void {
  const logDir = process.env['LANRAN_TEST_LOGS'];
  if (logDir !== undefined && pid !== undefined) appendFileSync(join(logDir, `platform-${pid}.log`), bytes);
}

/** Starts the built platform on a random port and waits for its `ready` line. @throws NotStartedError */
export async function startPlatform(options: StartOptions): Promise<PlatformProcess> {
  const { distDir, dataDir, env = {}, readyWithinMs = 40_000, ownGroup = false, onSaid } = options;
  const [program, ...args] = options.command ?? [process.execPath, join(distDir, 'start.js')];
  const child = spawn(program, args, {
    env: environment({ PORT: '0', LOG_LEVEL: 'warn', ...env, LANRAN_DATA_DIR: dataDir }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ownGroup,
  });
  // Nothing outlives the test run, also when it is given up.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('close', () => process.off('exit', end));
  const text = { stdout: '', stderr: '' };
  child.stderr.on('data', (bytes: Buffer) => {
    text.stderr += bytes.toString();
    keepLog(child.pid, bytes);
  });
  const ended = once(child, 'close').then(([code, signal]): Ending => ({ code, signal, ...text }));
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      reject(new Error(`The platform was not ready within ${readyWithinMs / 1000} s:\n${text.stderr}`));
    }, readyWithinMs);
    child.stdout.on('data', (bytes: Buffer) => {
      text.stdout += bytes.toString();
      if (child.pid !== undefined) onSaid?.(text.stdout, child.pid);
      const address = /^ready (http:\S+)$/m.exec(text.stdout)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
    ended.then((ending) => reject(new NotStartedError(ending)), reject).finally(() => clearTimeout(timer));
  });
  return new PlatformProcess(url, child, { ended, logged: () => text.stderr, said: () => text.stdout });
}
