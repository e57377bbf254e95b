import type { DraftContentInput } from './draft-content.ts';
import type { Draft } from './draft.ts';
import type { Problem } from '../../platform/kernel/problem.ts';

/** A record of another system, which calls it `externalId`. */
export interface ImportedInput extends DraftContentInput {
  readonly externalId: string;
}

export const IMPORT_STATES = ['CREATED', 'UPDATED', 'UNCHANGED', 'PUBLISHED'] as const;
/** What an import does to the draft of an identifier. A published one stays as it is: revisions are signed one by one. */
export type ImportState = (typeof IMPORT_STATES)[number];

/** What became of one record. */
export interface Imported {
  readonly externalId: string;
  /** Null with a problem. */
  readonly state: ImportState | null;
  /** Null with a problem, and for one that a check found missing. */
  readonly draft: Draft | null;
  readonly problem: Problem | null;
}
