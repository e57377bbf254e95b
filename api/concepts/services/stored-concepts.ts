import type { ConceptReader } from '../ports/concept-reader.ts';
import type { ConceptStore } from '../ports/concept-store.ts';
import { Concepts } from '../domain/concepts.ts';

/** Another process's change is seen after that. */
const REREAD_MS = 1_000;
const CHANGES_AT_ONCE = 20;

/** Keeps the accepted concepts in memory, and looks at most once a second whether there are newer ones. */
export class StoredConcepts implements ConceptReader {
  readonly #store: Pick<ConceptStore, 'listChanges'>;
  #concepts = Concepts.NONE;
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<Concepts> | null = null;

  constructor(store: Pick<ConceptStore, 'listChanges'>) {
    this.#store = store;
  }

  async current(): Promise<Concepts> {
    if (performance.now() - this.#readAt < REREAD_MS) return this.#concepts;
    this.#reading ??= this.newest().finally(() => (this.#reading = null));
    return this.#reading;
  }

  /** With every change that is stored now. */
  async newest(): Promise<Concepts> {
    const startedAt = performance.now();
    for (;;) {
      const from = this.#concepts;
      const changes = await this.#store.listChanges(from.version, CHANGES_AT_ONCE);
      const next = from.with(changes);
      // Another reading may have come further meanwhile.
      if (next.version > this.#concepts.version) this.#concepts = next;
      if (changes.length < CHANGES_AT_ONCE) break;
    }
    this.#readAt = startedAt;
    return this.#concepts;
  }
}
