import { decidingText } from './deciding-text.ts';
import { useText } from '../language/text.ts';

/** A Safe, as far as it says who decides. */
export interface Deciders {
  readonly owners: readonly string[];
  readonly threshold: number;
}

/** Who decides for a council: its own key, the one owner of a Safe, or so many of its owners. */
type Deciding = 'key' | 'only' | 'any' | 'all' | 'some';

export function decidingOf(safe: Deciders | null): Deciding {
  if (safe === null) return 'key';
  const { owners, threshold } = safe;
  if (owners.length <= 1) return 'only';
  if (threshold <= 1) return 'any';
  return threshold >= owners.length ? 'all' : 'some';
}

/** Must others sign before an act is done? */
export function needsOthers(safe: Deciders | null): boolean {
  return safe !== null && safe.threshold > 1;
}

/** A sentence to an owner, `you`, or about them, `they`. */
export function useDecidingWords(): (person: 'you' | 'they', safe: Deciders | null) => string {
  const t = useText(decidingText);
  return (person, safe) =>
    t(`${person}.${decidingOf(safe)}`, {
      count: safe?.owners.length ?? 1,
      threshold: safe?.threshold ?? 1,
    });
}
