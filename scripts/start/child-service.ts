import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Watchdog, type WatchdogOptions } from './watchdog.ts';

export interface ChildServiceOptions {
  /** Name of the process in dist/, e.g. `document-store`. */
  readonly name: string;
  readonly modulePath: string;
  readonly env: Readonly<Record<string, string>>;
  /** 0, unless said, for any free one; null for a service that opens none. */
  readonly port?: number | null;
  readonly startWithinMs: number;
  /** Called when the process ended unasked, or was ended for a fault, and is being started again. */
  readonly onRestart: (name: string, reason: string) => void;
  /** The process answers pings; one that stops doing so, or grows past its ceiling, is ended and started again. */
  readonly watchdog: WatchdogOptions;
}

/** After serving for so long, an end counts as the first again. */
const STEADY_AFTER_MS = 60_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 10_000;
/** What a faulty process gets to end by itself. */
const END_WITHIN_MS = 2_000;

/** A service ended, or said nothing, before it served. */
export class ServiceNotStartedError extends Error {
  override readonly name = 'ServiceNotStartedError';
  readonly code = 'SERVICE_NOT_STARTED';
  constructor(service: string, reason: string) {
    super(`The service ${service} did not start: ${reason}.`);
  }
}

/**
 * One embedded backing service as a child process. It says `{"ready":true,"port":N}` on stdout once it serves (null without a
 * port), ends with its parent (IPC channel), and is started again on the same port when it dies unasked, hangs or takes too much
 * memory.
 */
export class ChildService {
  readonly #options: ChildServiceOptions;
  #child: ChildProcess | null = null;
  #port: number | null;
  #readiness: unknown = null;
  #isStopping = false;
  /** In a row, with no steady service between. */
  #endings = 0;
  #servesSince: number | null = null;
  #memoryBytes: number | null = null;

  constructor(options: ChildServiceOptions) {
    this.#options = options;
    this.#port = options.port === undefined ? 0 : options.port;
  }

  get port(): number | null {
    return this.#port;
  }

  /** The line in which it said that it serves, with what else it says there. */
  get readiness(): unknown {
    return this.#readiness;
  }

  get name(): string {
    return this.#options.name;
  }

  /** As its last answer to a ping said; null before the first. */
  get memoryBytes(): number | null {
    return this.#memoryBytes;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async start(): Promise<void> {
    const { name, modulePath, env, startWithinMs } = this.#options;
    const child = fork(modulePath, [], {
      env: { ...process.env, ...env, PORT: this.#port === null ? '' : String(this.#port) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Out of the terminal's reach: Ctrl-C is for the platform, which ends its services when it needs them no more.
      detached: true,
    });
    this.#child = child;
    // Where the platform has to end before its services did, none may go on and hold its data directory.
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    child.stderr?.pipe(process.stderr, { end: false });
    const ready = await waitUntilReady(child, name, startWithinMs);
    this.#port = ready.port;
    this.#readiness = ready;
    this.#servesSince = performance.now();
    this.#watch(child);
    if (child.exitCode !== null || child.signalCode !== null) this.#recover('ended right after its start');
  }

  /** Asks the process to end, and ends it after `withinMs`. */
  async stop(withinMs: number): Promise<void> {
    this.#isStopping = true;
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
    child.kill('SIGTERM');
    await exited;
    clearTimeout(timer);
  }

  #watch(child: ChildProcess): void {
    let fault: string | null = null;
    const watchdog = new Watchdog(this.#options.watchdog, {
      ping: (id) => {
        if (child.connected) child.send({ ping: id }, ignoreClosedChannel);
      },
      onFault: (reason) => {
        if (this.#isStopping) return;
        fault = reason;
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS).unref();
      },
    });
    child.on('message', (message) => {
      this.#memoryBytes = watchdog.hear(message) ?? this.#memoryBytes;
    });
    child.once('exit', (code, signal) => {
      this.#memoryBytes = null;
      watchdog.stop();
      this.#recover(fault ?? `ended with ${signal ?? `code ${code}`}`);
    });
  }

  #recover(reason: string): void {
    if (this.#isStopping) return;
    if (this.#servesSince !== null && performance.now() - this.#servesSince > STEADY_AFTER_MS)
      this.#endings = 0;
    this.#servesSince = null;
    const delayMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#endings, LONGEST_PAUSE_MS);
    this.#endings += 1;
    this.#options.onRestart(this.#options.name, reason);
    setTimeout(() => {
      if (this.#isStopping) return;
      this.start().catch((error: unknown) =>
        this.#recover(error instanceof Error ? error.message : String(error)),
      );
    }, delayMs).unref();
  }
}

function ignoreClosedChannel(): void {
  // The process has ended, which its `exit` tells.
}

function waitUntilReady(child: ChildProcess, name: string, withinMs: number): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const { stdout } = child;
    if (stdout === null) throw new Error(`${name} was started without a pipe for its output`);
    const fail = (reason: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new ServiceNotStartedError(name, reason));
    };
    const timer = setTimeout(
      () =>
        fail(
          `it was not ready within ${withinMs / 1000} s. Nothing is lost, and the same command goes on where it stopped`,
        ),
      withinMs,
    );
    child.once('error', (error) => fail(error.message));
    const failAtExit = (code: number | null, signal: NodeJS.Signals | null) =>
      fail(`it ended with ${signal ?? `code ${code}`}; its reason is above`);
    child.once('exit', failAtExit);
    createInterface({ input: stdout }).on('line', (line) => {
      const ready = parseReady(line);
      if (ready === null) return;
      clearTimeout(timer);
      child.off('exit', failAtExit);
      resolve(ready);
    });
  });
}

interface Ready {
  readonly port: number | null;
}

function parseReady(line: string): Ready | null {
  try {
    const message: unknown = JSON.parse(line);
    if (typeof message !== 'object' || message === null || !('ready' in message) || !('port' in message))
      return null;
    const { port } = message;
    return typeof port === 'number' || port === null ? { ...message, port } : null;
  } catch {
    return null;
  }
}
