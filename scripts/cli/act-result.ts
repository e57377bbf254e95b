import { RefusedError } from '../client/errors.ts';
import type { Performed } from '../client/performing.ts';
import type { SafeTransaction } from '../client/safes.ts';
import type { CommandResult } from './output.ts';

export interface ActReport {
  /** What the act was about, for the JSON document. */
  readonly about: Readonly<Record<string, unknown>>;
  /** What was done, as a line. */
  readonly done: string;
}

/** What became of an act: done, or waiting for signatures of a Safe. @throws RefusedError when the Safe's act was refused */
export function actResult(performed: Performed, { about, done }: ActReport): CommandResult {
  if (performed.by === 'key') {
    const { transaction } = performed.relayed;
    return { json: { ...about, transaction }, lines: [done, `transaction ${transaction}`] };
  }
  const { transaction: proposal } = performed;
  requireNotRefused(proposal);
  const json = {
    ...about,
    transaction: proposal.transaction ?? null,
    proposal: proposalDocument(proposal),
  };
  if (proposal.state === 'EXECUTED')
    return { json, lines: [done, `transaction ${proposal.transaction ?? 'unknown'}`] };
  return { json, lines: [`not done yet: ${waitingLine(proposal)}`, signingLine(proposal)] };
}

/** The act was done before, as when an interrupted command is repeated. */
export function alreadyResult(about: Readonly<Record<string, unknown>>, sentence: string): CommandResult {
  return { json: { ...about, already: true }, lines: [`${sentence} already; nothing was done`] };
}

export function proposalDocument({ hash, safe, signers, threshold, state }: SafeTransaction) {
  return { hash, safe, signers, threshold, state };
}

export function waitingLine({ safe, signers, threshold, state }: SafeTransaction): string {
  return state === 'OPEN'
    ? `${signers.length} of ${threshold} signatures of the Safe ${safe}`
    : `${state.toLowerCase()} at the Safe ${safe}`;
}

function signingLine({ hash }: SafeTransaction): string {
  return `another owner signs with: lanran council sign ${hash}`;
}

export function requireNotRefused({ hash, state }: SafeTransaction): void {
  if (state === 'REFUSED') {
    throw new RefusedError(
      'LEDGER_REFUSED',
      `The contracts refused what the Safe signed (${hash}). Look at lanran council desk, then propose anew.`,
    );
  }
  if (state === 'OVERTAKEN') {
    throw new RefusedError(
      'OVERTAKEN',
      `The Safe did something else under that number, so that ${hash} can't be executed. Propose it anew.`,
    );
  }
}
