import { type Concept as AcceptedConcept, keyOf, labelsOf } from '../../concepts/domain/concept.ts';
import type { Concepts } from '../../concepts/domain/concepts.ts';
import type { ConceptReader } from '../../concepts/ports/concept-reader.ts';
import type { Concept } from '../domain/concept.ts';
import { ConceptLabels } from '../domain/concept-labels.ts';

/** The labels of the concepts that are accepted now; looked through once for each change. */
export class ConceptLabelsReader {
  readonly #concepts: ConceptReader;
  #of: Concepts | null = null;
  #labels = new ConceptLabels([]);

  constructor(concepts: ConceptReader) {
    this.#concepts = concepts;
  }

  async current(): Promise<ConceptLabels> {
    const concepts = await this.#concepts.current();
    if (concepts !== this.#of) {
      this.#labels = new ConceptLabels(concepts.all.map(toSearched));
      this.#of = concepts;
    }
    return this.#labels;
  }
}

function toSearched(concept: AcceptedConcept): Concept {
  return {
    key: keyOf(concept),
    name: concept.prefLabel,
    labels: [
      ...labelsOf(concept).map(({ text }) => text),
      ...concept.exactMatch.map(({ id }) => id),
      ...(/\d/.test(concept.code) ? [concept.code] : []),
    ],
    broader: concept.broader,
  };
}
