import type { Counted, TermKey } from '../../../assets/domain/asset-query.ts';
import type { CatalogTerm } from '../../../assets/domain/catalog-term.ts';
import { Dictionary } from './dictionary.ts';

/** Numbers for terms, another one for each way in which assets name them: what a reader may not see names nothing for him. */
export class NamedTerms {
  readonly #numbers = new Dictionary<string>();
  readonly #terms: CatalogTerm[] = [];

  get size(): number {
    return this.#terms.length;
  }

  numberOf(term: CatalogTerm): number {
    const number = this.#numbers.numberOf(JSON.stringify([keyOf(term), term.en ?? null, term.zh ?? null]));
    this.#terms[number] ??= term;
    return number;
  }

  /** A proposed term is searched only among the assets of the holder that proposed it. */
  meantBy({ vocabulary, code, proposedBy }: TermKey): ReadonlySet<number> {
    return new Set(
      this.#terms.flatMap((term, number) =>
        term.vocabulary === vocabulary &&
        term.code === code &&
        (proposedBy === undefined || term.proposedBy === proposedBy)
          ? [number]
          : [],
      ),
    );
  }

  /** By number, how many assets have it; each term once, named as most of them do. Most first, by their keys among equals. */
  counted(counts: Uint32Array): Counted<CatalogTerm>[] {
    const found = this.#terms
      .map((value, number) => ({ value, count: counts[number] ?? 0 }))
      .filter(({ count }) => count > 0)
      .sort((left, right) => right.count - left.count || compare(namesOf(left.value), namesOf(right.value)));
    const byKey = new Map<string, Counted<CatalogTerm>>();
    for (const { value, count } of found) {
      const known = byKey.get(keyOf(value));
      byKey.set(keyOf(value), { value: known?.value ?? value, count: (known?.count ?? 0) + count });
    }
    return [...byKey]
      .sort(([one, left], [other, right]) => right.count - left.count || compare(one, other))
      .map(([, counted]) => counted);
  }
}

function keyOf({ vocabulary, code, proposedBy }: CatalogTerm): string {
  return `${vocabulary}/${code}/${proposedBy ?? ''}`;
}

function namesOf({ en = '', zh = '' }: CatalogTerm): string {
  return `${en}\n${zh}`;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
