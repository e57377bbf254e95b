export interface RateLimitOptions {
  /** Takes at once; afterwards one each `windowMs / most`. */
  readonly most: number;
  readonly windowMs: number;
  /** Keys that are remembered; past it the one that took longest ago is forgotten. */
  readonly maxKeys?: number;
}

const MAX_KEYS = 50_000;

/**
 * Counts by key as a bucket that runs empty evenly (the Generic Cell Rate Algorithm, ITU-T I.371): one number a key, and no
 * edge between windows at which a share could be had twice.
 */
export class RateLimit {
  readonly #intervalMs: number;
  readonly #windowMs: number;
  readonly #maxKeys: number;
  /** When a key has all of its share again; the key that took last comes last. */
  readonly #restoredAt = new Map<string, number>();

  constructor({ most, windowMs, maxKeys = MAX_KEYS }: RateLimitOptions) {
    this.#intervalMs = windowMs / most;
    this.#windowMs = windowMs;
    this.#maxKeys = maxKeys;
  }

  /** False once the key has had its share; what is refused does not count. */
  take(key: string, now = performance.now()): boolean {
    const restoredAt = Math.max(this.#restoredAt.get(key) ?? now, now) + this.#intervalMs;
    // Sums of fractions of a millisecond are not exact.
    if (restoredAt - now > this.#windowMs + 1e-6) return false;
    this.#restoredAt.delete(key);
    this.#restoredAt.set(key, restoredAt);
    this.#forget(now);
    return true;
  }

  /** Those at the front that have all of their share again are as if they had never come. */
  #forget(now: number): void {
    for (const [key, restoredAt] of this.#restoredAt) {
      if (restoredAt > now && this.#restoredAt.size <= this.#maxKeys) return;
      this.#restoredAt.delete(key);
    }
  }
}
