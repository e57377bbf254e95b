import type { BilingualText } from '@lanran/protocol/kernel/language';

/** A term of a vocabulary with everything that it is called (SKOS). */
export interface Concept {
  /** `vocabulary/code`. */
  readonly key: string;
  readonly name: BilingualText;
  /** In the order in which people should see them: the preferred ones first. */
  readonly labels: readonly string[];
  /** Keys of the concepts that this one is a kind or part of. */
  readonly broader: readonly string[];
}
