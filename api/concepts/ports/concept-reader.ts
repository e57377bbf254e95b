import type { Concepts } from '../domain/concepts.ts';

/** The accepted concepts as they are now, at the cost of nothing while nothing changes. */
export interface ConceptReader {
  current(): Promise<Concepts>;
}
