interface KeptAnswer<T> {
  /** When it was asked, not when it was answered: what was decided meanwhile may be missing in it. */
  readonly askedAt: number;
  readonly answer: Promise<T>;
}

/** How old a word may be that lets somebody in, in ms. */
export const KEPT_MS = 1_000;
/** The same for an answer that is under way: less, as it is asked for again and again. */
export const VERDICT_KEPT_MS = 300;
const MOST_KEPT = 1_000;

/** Answers kept for a short time, where many ask the same at once. What failed is asked again. */
export class RecentAnswers<T> {
  readonly #now: () => number;
  /** The last that were asked. */
  readonly #kept = new Map<string, KeptAnswer<T>>();

  /** `now` in ms. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** An answer that was asked for within `maxAgeMs`, or a new one. */
  async find(key: string, maxAgeMs: number, ask: () => Promise<T>): Promise<T> {
    const now = this.#now();
    const known = this.#kept.get(key);
    if (known !== undefined && isWithin(now - known.askedAt, maxAgeMs)) return known.answer;
    const asked = { askedAt: now, answer: ask() };
    this.#keep(key, asked);
    // Keys of files are among the answers: none stays in memory for longer.
    setTimeout(() => this.#drop(key, asked), Math.max(maxAgeMs, KEPT_MS)).unref();
    try {
      return await asked.answer;
    } catch (error) {
      this.#drop(key, asked);
      throw error;
    }
  }

  /** What is being asked for too. */
  forget(key: string): void {
    this.#kept.delete(key);
  }

  forgetAll(): void {
    this.#kept.clear();
  }

  #drop(key: string, answer: KeptAnswer<T>): void {
    if (this.#kept.get(key) === answer) this.#kept.delete(key);
  }

  #keep(key: string, answer: KeptAnswer<T>): void {
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
