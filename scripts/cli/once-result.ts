import type { CommandResult } from './output.ts';

export interface ActDoneOnce {
  /** Null when it was done before, as after an interrupted command. */
  readonly transaction: string | null;
  /** What the act is about, for the one document. */
  readonly subject: Readonly<Record<string, unknown>>;
  /** Name of the claim in the document that it was done before, e.g. `alreadyClosed`. */
  readonly already: string;
  /** What was done, as a sentence. */
  readonly done: string;
  /** That there was nothing to do. */
  readonly nothing: string;
}

/** The result of an act that repeating does not do twice. */
export function onceResult({ transaction, subject, already, done, nothing }: ActDoneOnce): CommandResult {
  if (transaction === null) return { json: { ...subject, [already]: true }, lines: [nothing] };
  return { json: { ...subject, transaction }, lines: [done, `transaction ${transaction}`] };
}
