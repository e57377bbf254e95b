import type { Clock } from '../kernel/clock.ts';

interface KeptAnswer {
  /** When it was asked, not when it was answered: what was decided meanwhile may be missing in it. */
  readonly askedAt: number;
  readonly answer: Promise<boolean>;
}

const MOST_KEPT = 1_000;

/** Yes is remembered for a short time, where many ask the same at once; no, and what failed, is asked again. */
export class PositiveAnswerCache {
  readonly #clock: Clock;
  /** The last that were asked. */
  readonly #kept = new Map<string, KeptAnswer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** An answer that was asked for within `maxAgeMs`, or a new one. */
  async find(key: string, maxAgeMs: number, ask: () => Promise<boolean>): Promise<boolean> {
    const now = this.#clock.now().getTime();
    const known = this.#kept.get(key);
    if (known !== undefined && isWithin(now - known.askedAt, maxAgeMs)) return known.answer;
    const asked = { askedAt: now, answer: ask() };
    this.#keep(key, asked);
    let isYes = false;
    try {
      isYes = await asked.answer;
      return isYes;
    } finally {
      if (!isYes && this.#kept.get(key) === asked) this.#kept.delete(key);
    }
  }

  #keep(key: string, answer: KeptAnswer): void {
    this.#kept.delete(key);
    const oldest = this.#kept.size >= MOST_KEPT ? this.#kept.keys().next().value : undefined;
    if (oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(key, answer);
  }
}

/** A clock that was set back makes nothing last longer. */
function isWithin(ageMs: number, maxAgeMs: number): boolean {
  return ageMs >= 0 && ageMs < maxAgeMs;
}
