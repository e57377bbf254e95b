import type { Address } from '@lanran/protocol/kernel/signature';
import { readKey } from '../session/read-key.ts';

/** Where the money goes after a change, as it is being chosen. */
export interface PayoutDraft {
  /** `keep`, `other`, an address that was offered; null until something is chosen. */
  readonly choice: string | null;
  /** The address as typed, for `other`. */
  readonly text: string;
}

export const KEEP = 'keep';
export const OTHER = 'other';

/** With a choice to begin with; null where a person has to choose. */
export function payoutDraft(choice: string | null): PayoutDraft {
  return { choice: choice === null || choice === KEEP ? choice : choice.toLowerCase(), text: '' };
}

/** The new payout address; null leaves it as it is, undefined is no choice yet. */
export function payoutIn({ choice, text }: PayoutDraft): Address | null | undefined {
  if (choice === null) return undefined;
  if (choice === KEEP) return null;
  return readKey(choice === OTHER ? text : choice) ?? undefined;
}
