/** What is being typed, with what it is typed over. */
export interface KeptDraft<T> {
  readonly draft: T;
  readonly base: T;
}

/** What a browser kept of an earlier visit; null when there is nothing, or nothing that is understood. */
export function readKeptDraft<T>(
  text: string | null,
  read: (value: unknown) => T | null,
): KeptDraft<T> | null {
  if (text === null || text === '') return null;
  try {
    const value = JSON.parse(text) as Partial<Record<keyof KeptDraft<T>, unknown>> | null;
    const [draft, base] = [read(value?.draft), read(value?.base)];
    return draft === null || base === null ? null : { draft, base };
  } catch {
    return null;
  }
}

/** True when somebody saved something else since the draft was begun: to save it now would undo that. */
export function isOvertaken<T>(kept: KeptDraft<T> | null, present: T): boolean {
  return kept !== null && !isSame(kept.base, present) && !isSame(kept.draft, present);
}

/** After `saved` was saved: nothing is left to keep, but for what was typed meanwhile. */
export function afterSaving<T>(kept: KeptDraft<T> | null, saved: T): KeptDraft<T> | null {
  return kept === null || kept.draft === saved ? null : { draft: kept.draft, base: saved };
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
