export const CONCEPT_FORMATS = ['TURTLE', 'JSON_LD', 'CSV'] as const;
export type ConceptFormat = (typeof CONCEPT_FORMATS)[number];
