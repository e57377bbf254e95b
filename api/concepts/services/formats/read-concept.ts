import type { ConceptInput } from '../../domain/concept-input.ts';

/** A concept as a document has it, unchecked; or why none can be made of it. */
export type ReadConcept = {
  /** `line 3` of a table, else the concept's address or key. */
  readonly place: string;
} & ({ readonly input: ConceptInput } | { readonly problem: string });
