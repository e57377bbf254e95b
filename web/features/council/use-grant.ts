import { useState } from 'react';
import { readPreference, writePreference } from '../../lib/preference.ts';
import { emptyGrant, type GrantDraft, type GrantProblem, problemsOf, readGrant, todayNow } from './grant.ts';

interface GrantStart {
  /** What the draft is kept under. */
  readonly name: string;
  /** What is permitted now, to begin with. */
  readonly present: GrantDraft | null;
  readonly leastShareBps: number;
  /** Of a consent that ended, to begin with. */
  readonly lastShareBps?: number | undefined;
}

export interface GrantEditing {
  readonly draft: GrantDraft;
  change(draft: GrantDraft): void;
  /** Of the draft, once somebody tried to go on. */
  readonly problems: readonly GrantProblem[];
  /** True when it can be signed; else its problems are shown. */
  check(): boolean;
  /** It was signed: what was typed is no longer needed. */
  forget(): void;
}

/** A consent being written; a reload keeps it. */
export function useGrant({ name, present, leastShareBps, lastShareBps }: GrantStart): GrantEditing {
  const key = `council.grant.${name}`;
  const [draft, setDraft] = useState(
    () => readGrant(readPreference(key)) ?? present ?? emptyGrant(todayNow(), lastShareBps),
  );
  const [isChecked, setIsChecked] = useState(false);
  const problems = problemsOf(draft, { today: todayNow(), leastShareBps });
  return {
    draft,
    change: (changed) => {
      setDraft(changed);
      writePreference(key, JSON.stringify(changed));
    },
    problems: isChecked ? problems : [],
    check: () => {
      setIsChecked(true);
      return problems.length === 0;
    },
    forget: () => writePreference(key, ''),
  };
}
