import { CommandError } from './command-error.ts';

/** How long one command may work before others have their turn. */
const TURN_MS = 4;
/** Steps between two looks at the clock. */
const STEPS_PER_LOOK = 16;

/** The time a command may take in all, and the turns it takes with others. */
export class Turns {
  readonly #deadline: number;
  #turnEnds = performance.now() + TURN_MS;
  #steps = 0;

  /** @param maxTimeMs As in `maxTimeMS`; zero is no limit. */
  constructor(maxTimeMs = 0) {
    this.#deadline = maxTimeMs > 0 ? performance.now() + maxTimeMs : Infinity;
  }

  /** True once the turn is over: the caller then awaits `next`. Throws MaxTimeMSExpired. */
  isOver(): boolean {
    this.#steps += 1;
    if (this.#steps % STEPS_PER_LOOK !== 0) return false;
    const now = performance.now();
    if (now > this.#deadline) throw new CommandError('MaxTimeMSExpired', 'operation exceeded time limit');
    return now > this.#turnEnds;
  }

  /** Lets everybody else who waits have their turn. */
  async next(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#turnEnds = performance.now() + TURN_MS;
  }
}
