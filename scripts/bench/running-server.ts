import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { anonymousMbOf, cpuMsOf, proportionalMbOf } from './search/server-cpu.ts';

/** The jobs of a platform that nobody uses take less, also on a loaded machine. */
const IDLE_MS_A_SECOND = 400;

/** As in `npm start`. */
export const MALLOC = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072' };

/** A platform as `npm start` runs it, or another server that says when it is ready, in a process of its own. */
export class RunningServer {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  static start(dataDir: string, environment: NodeJS.ProcessEnv = {}): Promise<RunningServer> {
    const script = fileURLToPath(new URL('../../dist/start.js', import.meta.url));
    const settings = { ...MALLOC, PORT: '0', LOG_LEVEL: 'error', LANRAN_DATA_DIR: dataDir };
    return RunningServer.of([script], { ...settings, ...environment });
  }

  static async of(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<RunningServer> {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    process.once('exit', () => child.kill('SIGKILL'));
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^ready (http:\S+)$/.exec(line)?.[1];
      if (url === undefined) continue;
      child.stdout.resume();
      return new RunningServer(url, child);
    }
    throw new Error('The platform ended before it was ready.');
  }

  get #pid(): number {
    return this.#child.pid ?? 0;
  }

  /** CPU time of all its processes. */
  cpuMs(): number {
    return cpuMsOf(this.#pid);
  }

  /** Their memory that no file backs, in MB. */
  anonymousMb(): number {
    return anonymousMbOf(this.#pid);
  }

  /** All their memory in MB, with each shared page counted once. */
  proportionalMb(): number {
    return proportionalMbOf(this.#pid);
  }

  /** Resolves at once for one that has ended. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'close');
    this.#child.kill('SIGTERM');
    await ended;
  }

  async ask(query: string, variables: object = {}, headers: object = {}): Promise<unknown> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return response.json();
  }

  /** Resolves when nothing is worked on for a while: the demo data have come, or an index was made. */
  async settle(): Promise<void> {
    for (let quiet = 0; quiet < 3;) {
      const before = cpuMsOf(this.#pid);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      quiet = cpuMsOf(this.#pid) - before < IDLE_MS_A_SECOND ? quiet + 1 : 0;
    }
  }
}
