import type { Vocabulary } from './concept.ts';

/** A term as somebody wrote it: a code, and what they call it. */
export interface WrittenTerm {
  readonly vocabulary: Vocabulary;
  readonly code: string;
  readonly en?: string | null | undefined;
  readonly zh?: string | null | undefined;
}
