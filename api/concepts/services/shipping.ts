import type { Clock } from '../../platform/kernel/clock.ts';
import type { Logger } from '../../platform/kernel/logger.ts';
import { type Concept, keyOf } from '../domain/concept.ts';
import { problemsOf } from '../domain/concept-rules.ts';
import type { Concepts } from '../domain/concepts.ts';
import type { ConceptStore, ShippedConcepts } from '../ports/concept-store.ts';
import type { StoredConcepts } from './stored-concepts.ts';

export interface ShippingOptions {
  readonly shipped: ShippedConcepts;
  readonly store: Pick<ConceptStore, 'ship'>;
  readonly concepts: Pick<StoredConcepts, 'newest'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

/** Adds the concepts that come with the platform. One that is there stays as it is, whoever wrote it. */
export class Shipping {
  readonly #options: ShippingOptions;

  constructor(options: ShippingOptions) {
    this.#options = options;
  }

  /** Does nothing when all of them are there. Two processes that start at once add them once. */
  async load(): Promise<void> {
    const { shipped, store, concepts, clock } = this.#options;
    let present = await concepts.newest();
    const all = await shipped.read((key) => present.get(key) === null);
    for (;;) {
      const absent = all.filter((concept) => present.get(keyOf(concept)) === null);
      if (absent.length === 0) return;
      const missing = this.#fitting(present, absent);
      if (missing.length === 0) return;
      if (await store.ship({ version: present.version + 1, concepts: missing }, clock.now())) break;
      present = await concepts.newest();
    }
    await concepts.newest();
  }

  /** Without those whose label somebody else's concept has by now, and without what is below these. */
  #fitting(present: Concepts, missing: readonly Concept[]): readonly Concept[] {
    const problems = problemsOf(present, missing);
    if (problems.length === 0) return missing;
    const left = new Set(problems.map(({ index }) => index));
    for (const { index, field, advice } of problems) {
      const concept = missing[index];
      const key = concept === undefined ? '' : keyOf(concept);
      this.#options.logger.warn(
        { concept: key, field },
        `A shipped concept is left out: ${field}: ${advice}`,
      );
    }
    return this.#fitting(
      present,
      missing.filter((_, index) => !left.has(index)),
    );
  }
}
