/** Since when a key's signatures stop counting. */
export interface Compromise {
  /** Picked among its acts: the number of its entry; empty for none of them. */
  readonly act: string;
  /** Typed instead. */
  readonly entry: string;
}

/**
 * The number of the first entry of the log that does not count; null when what was typed is none. What is not recorded for good yet
 * can't be named, so that the present end is the last choice.
 */
export function compromisedSince({ act, entry }: Compromise, anchoredSize: number): number | null {
  const text = entry.trim() === '' ? act : entry.trim();
  if (text === '') return anchoredSize;
  if (!/^\d{1,15}$/.test(text)) return null;
  return Math.min(Number(text), anchoredSize);
}

interface SignedEntry {
  readonly signer: string | null;
}

export function actsOf<Entry extends SignedEntry>(entries: readonly Entry[], key: string): readonly Entry[] {
  return entries.filter(({ signer }) => signer?.toLowerCase() === key.toLowerCase());
}
