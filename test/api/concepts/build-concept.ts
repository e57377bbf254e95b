import type { Concept } from '@lanran/api/concepts/domain/concept';
import { type ConceptInput, parseConcept } from '@lanran/api/concepts/domain/concept-input';
import { Concepts } from '@lanran/api/concepts/domain/concepts';

/** A technique whose labels follow from its code. */
export function buildConcept(code: string, overrides: Partial<ConceptInput> = {}): Concept {
  return parseConcept(buildConceptInput(code, overrides), 'concept');
}

export function buildConceptInput(code: string, overrides: Partial<ConceptInput> = {}): ConceptInput {
  return {
    vocabulary: 'technique',
    code,
    prefLabel: { zh: `技艺${code}`, en: `The ${code}` },
    scopeNote: { en: `How ${code} is done.` },
    sources: ['A book'],
    ...overrides,
  };
}

export function conceptsOf(...concepts: readonly Concept[]): Concepts {
  return Concepts.NONE.with([{ version: 1, concepts }]);
}
