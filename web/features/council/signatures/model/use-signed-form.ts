import { useState } from 'react';
import { readPreference, writePreference } from '../../../../lib/language/preference.ts';

interface SignedFormStart<Draft, Problem> {
  /** What the draft is kept under. */
  readonly name: string;
  /** What it begins with. */
  begin(): Draft;
  /** What was kept; null when it is not understood. */
  read(text: string | null): Draft | null;
  problemsOf(draft: Draft): readonly Problem[];
}

export interface SignedForm<Draft, Problem> {
  readonly draft: Draft;
  change(draft: Draft): void;
  /** Of the draft, once somebody tried to go on. */
  readonly problems: readonly Problem[];
  /** True when it can be signed; else its problems are shown. */
  check(): boolean;
  /** It was signed: what was typed is no longer needed. */
  forget(): void;
}

/** What a council is going to sign, being written; a reload keeps it. */
export function useSignedForm<Draft, Problem>({
  name,
  begin,
  read,
  problemsOf,
}: SignedFormStart<Draft, Problem>): SignedForm<Draft, Problem> {
  const [draft, setDraft] = useState(() => read(readPreference(name)) ?? begin());
  const [isChecked, setIsChecked] = useState(false);
  const problems = problemsOf(draft);
  return {
    draft,
    change: (changed) => {
      setDraft(changed);
      writePreference(name, JSON.stringify(changed));
    },
    problems: isChecked ? problems : [],
    check: () => {
      setIsChecked(true);
      return problems.length === 0;
    },
    forget: () => writePreference(name, ''),
  };
}
