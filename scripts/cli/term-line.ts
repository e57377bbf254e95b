import type { ReadTerm } from '@lanran/sdk/import/terms';
import { termNames } from '@lanran/sdk/import/term-matches';

/** What a text becomes: a term of the vocabulary, or one that the organization proposes. */
export function termLine({ text, term, isProposed }: ReadTerm): string {
  const becomes = isProposed
    ? `${termNames(term)}, not in the vocabulary: a term that your organization proposes`
    : termNames(term);
  return `${term.vocabulary}: ${text} → ${becomes}`;
}
