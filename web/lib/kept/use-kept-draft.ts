import { useState } from 'react';
import { afterSaving, isOvertaken, type KeptDraft, readKeptDraft } from './kept-draft.ts';
import { readPreference, writePreference } from '../language/preference.ts';

interface DraftStart<T> {
  /** What the draft is kept under. */
  readonly name: string;
  /** As it is saved now. */
  readonly present: T;
  read(value: unknown): T | null;
}

export interface DraftEditing<T> {
  readonly draft: T;
  /** Somebody else saved something since this was begun. */
  readonly isOvertaken: boolean;
  change(draft: T): void;
  /** Goes back to what is saved now. */
  startOver(): void;
  /** `saved` is what is saved now: it is no longer kept here. */
  settle(saved: T): void;
}

/** A form over something saved; a reload keeps what was typed, and with what it was typed over. */
export function useKeptDraft<T>({ name, present, read }: DraftStart<T>): DraftEditing<T> {
  const [kept, setKept] = useState(() => readKeptDraft(readPreference(name), read));
  const keep = (next: KeptDraft<T> | null) => {
    writePreference(name, next === null ? '' : JSON.stringify(next));
    return next;
  };
  return {
    draft: kept?.draft ?? present,
    isOvertaken: isOvertaken(kept, present),
    change: (draft) => setKept(keep({ draft, base: kept?.base ?? present })),
    startOver: () => setKept(keep(null)),
    settle: (saved) => setKept((before) => keep(afterSaving(before, saved))),
  };
}
