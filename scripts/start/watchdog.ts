export interface WatchdogOptions {
  readonly everyMs: number;
  /** Pings in a row without an answer after which the process counts as hanging. */
  readonly maxMissed: number;
  /** How much the process may grow beyond what its first answer reported. */
  readonly maxGrowthBytes: number;
}

/** What a watchdog needs of a child process. */
export interface WatchedProcess {
  ping(id: number): void;
  /** Called once; the watchdog stops then. */
  onFault(reason: string): void;
}

const MEBIBYTE = 2 ** 20;

/** Pings one child process, and reports when it is alive and does not answer, or its memory passes the ceiling. */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #watched: WatchedProcess;
  readonly #timer: NodeJS.Timeout;
  #sent = 0;
  #answered = 0;
  #ceilingBytes: number | null = null;

  constructor(options: WatchdogOptions, watched: WatchedProcess) {
    this.#options = options;
    this.#watched = watched;
    this.#timer = setInterval(() => this.#tick(), options.everyMs).unref();
  }

  /** Takes every message of the process, and gives the bytes of memory that an answer to a ping tells; null for any other message. */
  hear(message: unknown): number | null {
    const answer = answerOf(message);
    if (answer === null) return null;
    this.#answered = Math.max(this.#answered, answer.pong);
    this.#ceilingBytes ??= answer.memoryBytes + this.#options.maxGrowthBytes;
    if (answer.memoryBytes > this.#ceilingBytes) {
      this.#report(
        `uses ${Math.round(answer.memoryBytes / MEBIBYTE)} MiB of at most ${Math.round(this.#ceilingBytes / MEBIBYTE)} MiB`,
      );
    }
    return answer.memoryBytes;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Counts pings, not time: while this process itself stood still, it sent none. */
  #tick(): void {
    const { maxMissed, everyMs } = this.#options;
    if (this.#sent - this.#answered >= maxMissed) {
      this.#report(`did not answer for ${(maxMissed * everyMs) / 1000} s`);
      return;
    }
    this.#sent += 1;
    this.#watched.ping(this.#sent);
  }

  #report(reason: string): void {
    this.stop();
    this.#watched.onFault(reason);
  }
}

function answerOf(message: unknown): { readonly pong: number; readonly memoryBytes: number } | null {
  if (typeof message !== 'object' || message === null || !('pong' in message && 'memoryBytes' in message))
    return null;
  const { pong, memoryBytes } = message;
  return typeof pong === 'number' && typeof memoryBytes === 'number' ? { pong, memoryBytes } : null;
}
