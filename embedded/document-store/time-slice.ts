import { ClientError } from './command-error.ts';

/** How long one command may work before others have their turn. */
const TURN_MS = 4;
/** Steps between two looks at the clock. */
const STEPS_PER_LOOK = 16;

/** The time a command may take in all, and the turns it takes with others. */
export class TimeSlice {
  readonly #deadline: number;
  readonly #shutdown: AbortSignal | undefined;
  #turnEnds = performance.now() + TURN_MS;
  #steps = 0;

  /**
   * @param maxTimeMs As in `maxTimeMS`; zero is no limit.
   * @param shutdown Ends the command at its next look at the clock.
   */
  constructor(maxTimeMs = 0, shutdown?: AbortSignal) {
    this.#shutdown = shutdown;
    this.#deadline = maxTimeMs > 0 ? performance.now() + maxTimeMs : Infinity;
  }

  /** True once the turn is over: the caller then awaits `next`. Throws MaxTimeMSExpired or InterruptedAtShutdown. */
  isOver(): boolean {
    this.#steps += 1;
    if (this.#steps % STEPS_PER_LOOK !== 0) return false;
    if (this.#shutdown?.aborted === true)
      throw new ClientError('InterruptedAtShutdown', 'The server is shutting down.');
    const now = performance.now();
    if (now > this.#deadline) throw new ClientError('MaxTimeMSExpired', 'operation exceeded time limit');
    return now > this.#turnEnds;
  }

  /** Lets everybody else who waits have their turn. */
  async next(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#turnEnds = performance.now() + TURN_MS;
  }
}
