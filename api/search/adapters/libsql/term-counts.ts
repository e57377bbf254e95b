import type { Counted } from '../../../assets/domain/asset-query.ts';
import type { CatalogTerm } from '../../../assets/domain/catalog-term.ts';
import { termFacetKey } from '../../domain/term-keys.ts';

/** Counts terms of assets, the oldest asset first: what they call differently is called as the oldest does. */
export class TermCounts {
  readonly #terms: readonly CatalogTerm[];
  readonly #counts: Uint32Array;
  readonly #seen: number[] = [];

  constructor(terms: readonly CatalogTerm[]) {
    this.#terms = terms;
    this.#counts = new Uint32Array(terms.length);
  }

  add(number: number): void {
    const count = this.#counts[number] ?? 0;
    if (count === 0) this.#seen.push(number);
    this.#counts[number] = count + 1;
  }

  counted(): Counted<CatalogTerm>[] {
    const byKey = new Map<string, Counted<CatalogTerm>>();
    for (const number of this.#seen) {
      const term = this.#terms[number];
      if (term === undefined) continue;
      const key = termFacetKey(term);
      const { value, count } = byKey.get(key) ?? { value: term, count: 0 };
      byKey.set(key, { value, count: count + (this.#counts[number] ?? 0) });
    }
    return [...byKey.values()];
  }
}
