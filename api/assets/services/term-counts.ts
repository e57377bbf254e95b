import type { ConceptReader } from '../../concepts/ports/concept-reader.ts';
import type { AssetStore } from '../ports/asset-store.ts';

const MAX_KEPT = 50;

export interface TermCountsOptions {
  readonly assets: Pick<AssetStore, 'termsInUse'>;
  /** How many leaves the read models show. */
  readonly projections: { position(): Promise<number> };
  readonly concepts: ConceptReader;
}

/** Terms in use over the whole catalog, kept until the read models show another leaf, without which no asset changes, or a concept is changed. */
export class TermCounts implements Pick<AssetStore, 'termsInUse'> {
  readonly #options: TermCountsOptions;
  /** By question, the one asked longest ago first; equal questions at one time share one pass. */
  readonly #kept = new Map<string, ReturnType<AssetStore['termsInUse']>>();
  #position = '';

  constructor(options: TermCountsOptions) {
    this.#options = options;
  }

  async termsInUse(...question: Parameters<AssetStore['termsInUse']>): ReturnType<AssetStore['termsInUse']> {
    // Read before counting: what is counted then shows at least this position.
    const { version } = await this.#options.concepts.current();
    const position = `${await this.#options.projections.position()}/${version}`;
    if (position !== this.#position) this.#kept.clear();
    this.#position = position;
    const key = JSON.stringify(question);
    const counting = this.#kept.get(key) ?? this.#options.assets.termsInUse(...question);
    this.#kept.delete(key);
    this.#kept.set(key, counting);
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= MAX_KEPT) break;
      this.#kept.delete(oldest);
    }
    try {
      return await counting;
    } catch (error) {
      if (this.#kept.get(key) === counting) this.#kept.delete(key);
      throw error;
    }
  }
}
