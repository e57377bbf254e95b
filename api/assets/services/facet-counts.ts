import type { ConceptReader } from '../../concepts/ports/concept-reader.ts';
import type { AssetStore } from '../ports/asset-store.ts';

const MAX_KEPT = 200;

export interface FacetCountsOptions {
  readonly assets: Pick<AssetStore, 'facets' | 'termsInUse'>;
  /** How many leaves the read models show. */
  readonly projections: { position(): Promise<number> };
  readonly concepts: ConceptReader;
}

/** Counts over the whole catalog, kept until the read models show another leaf, without which no asset changes, or a concept is changed. */
export class FacetCounts implements Pick<AssetStore, 'facets' | 'termsInUse'> {
  readonly #options: FacetCountsOptions;
  /** By question, the one asked longest ago first; equal questions at one time share one pass. */
  readonly #kept = new Map<string, Promise<unknown>>();
  #position = '';

  constructor(options: FacetCountsOptions) {
    this.#options = options;
  }

  async facets(query: Parameters<AssetStore['facets']>[0]): ReturnType<AssetStore['facets']> {
    return this.#keep(['facets', query], () => this.#options.assets.facets(query));
  }

  async termsInUse(
    ...[vocabulary, audience]: Parameters<AssetStore['termsInUse']>
  ): ReturnType<AssetStore['termsInUse']> {
    return this.#keep(['terms', vocabulary, audience], () =>
      this.#options.assets.termsInUse(vocabulary, audience),
    );
  }

  async #keep<T>(question: unknown, count: () => Promise<T>): Promise<T> {
    // Read before counting: what is counted then shows at least this position.
    const { version } = await this.#options.concepts.current();
    const position = `${await this.#options.projections.position()}/${version}`;
    if (position !== this.#position) this.#kept.clear();
    this.#position = position;
    const key = JSON.stringify(question);
    // The question names its method, and so the type of what was kept.
    const counting = (this.#kept.get(key) as Promise<T> | undefined) ?? count();
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
