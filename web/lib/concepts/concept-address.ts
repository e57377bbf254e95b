/** Where concepts are. */
export const CONCEPTS_PATH = '/concepts';

/** In the order in which pages list them. */
export const VOCABULARIES = ['technique', 'motif', 'material', 'place', 'ich', 'ethnicGroup'] as const;
export type Vocabulary = (typeof VOCABULARIES)[number];

export function readVocabulary(text: string | null | undefined): Vocabulary | null {
  return VOCABULARIES.find((known) => known === text) ?? null;
}

/** @param id vocabulary, / and code */
export function conceptAddress(id: string): string {
  return `${CONCEPTS_PATH}/${id}`;
}
