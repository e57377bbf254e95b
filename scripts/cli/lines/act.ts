import { outcomeDocument, type RelayedAct } from '@lanran/sdk/acts/relaying';
import { outcomeLine } from './outcome.ts';
import type { CommandResult } from '../output.ts';

export interface ActReport {
  /** What the act is about, for the JSON document. */
  readonly about: Readonly<Record<string, unknown>>;
  /** What is so once it is done, as a line. */
  readonly done: string;
}

/** What became of an act: done, or proposed to the owners of a Safe. */
export function actResult(relayed: RelayedAct, { about, done }: ActReport): CommandResult {
  return {
    json: { ...about, ...outcomeDocument(relayed) },
    lines: [...(relayed.transaction === null ? [] : [done]), outcomeLine(relayed)],
  };
}

/** It was so before, as when an interrupted command is repeated. The sentence says what is so, or is not. */
export function alreadyResult(about: Readonly<Record<string, unknown>>, sentence: string): CommandResult {
  return { json: { ...about, already: true }, lines: [`nothing to do: ${sentence}`] };
}
