import type { Vocabulary } from './mapping-form.ts';

export const VOCABULARIES: readonly Vocabulary[] = [
  'technique',
  'motif',
  'ich',
  'place',
  'material',
  'ethnicGroup',
];
