import type { Clock } from '../../platform/kernel/clock.ts';

const MAX_KEPT = 500;
/** Pictures and profiles change without a leaf; so does the day. */
const KEPT_MS = 10_000;

export interface KeptAnswersLimits {
  /** 10,000 unless given. */
  readonly keptMs?: number;
  /** Answers; 500 unless given. */
  readonly most?: number;
}

export interface KeptAnswersOptions extends KeptAnswersLimits {
  /** How many leaves the read models show. */
  readonly projections: { position(): Promise<number> };
  readonly clock: Clock;
}

interface Kept<T> {
  readonly answer: Promise<T>;
  readonly until: number;
}

/** Answers kept for some seconds, and not past the next leaf: what was taken down is in none of them. */
export class KeptAnswers<T> {
  readonly #options: KeptAnswersOptions;
  /** The one made longest ago first. */
  readonly #kept = new Map<string, Kept<T>>();
  #position = -1;

  constructor(options: KeptAnswersOptions) {
    this.#options = options;
  }

  /** Equal questions at one time share one answer. */
  async keep(question: string, make: () => Promise<T>): Promise<T> {
    const { keptMs = KEPT_MS, most = MAX_KEPT } = this.#options;
    // Read before it is made: what is made then shows at least this position.
    const position = await this.#options.projections.position();
    if (position !== this.#position) this.#kept.clear();
    this.#position = position;
    const now = this.#options.clock.now().getTime();
    const known = this.#kept.get(question);
    if (known !== undefined && known.until > now) return known.answer;
    const kept = { answer: make(), until: now + keptMs };
    this.#kept.delete(question);
    this.#kept.set(question, kept);
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= most) break;
      this.#kept.delete(oldest);
    }
    try {
      return await kept.answer;
    } catch (error) {
      if (this.#kept.get(question) === kept) this.#kept.delete(question);
      throw error;
    }
  }
}
