export interface RateLimitOptions {
  /** Takes in one window. */
  readonly most: number;
  readonly windowMs: number;
}

/** Counts by key in windows of fixed length; what it knew of a window is dropped with it. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  readonly #counts = new Map<string, number>();
  #windowEnds = 0;

  constructor(options: RateLimitOptions) {
    this.#options = options;
  }

  /** False once the key has had its share of this window. */
  take(key: string, now = Date.now()): boolean {
    if (now >= this.#windowEnds) {
      this.#counts.clear();
      this.#windowEnds = now + this.#options.windowMs;
    }
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count <= this.#options.most;
  }
}
