/** Resolves after so long, or rejects when the signal is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export interface ThrottleOptions {
  readonly bytesPerSecond: number;
  /** Milliseconds of a clock that only grows. */
  readonly now: () => number;
  readonly wait: Wait;
}

/** After a pause, so much may pass at once: a longer wait is not made up for. */
const BURST_MS = 250;

/** Lets through so many bytes a second, whoever takes them. */
export class Throttle {
  readonly #options: ThrottleOptions;
  /** When what was taken so far will have passed. */
  #passedAt = 0;

  constructor(options: ThrottleOptions) {
    this.#options = options;
  }

  async take(bytes: number, signal: AbortSignal): Promise<void> {
    const { bytesPerSecond, now, wait } = this.#options;
    const from = now();
    this.#passedAt = Math.max(this.#passedAt, from - BURST_MS) + (bytes / bytesPerSecond) * 1000;
    if (this.#passedAt > from) await wait(this.#passedAt - from, signal);
  }
}
