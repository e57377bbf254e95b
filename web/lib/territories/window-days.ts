import { type Day, parseDay } from '@lanran/protocol/kernel/day';

/** Null while it is not a whole day, YYYY-MM-DD. */
export function findDay(text: string): Day | null {
  try {
    return parseDay(text);
  } catch {
    return null;
  }
}

/** Does the last day come before the first? Not while either is missing. */
export function isReversed(first: string, last: string): boolean {
  const [firstDay, lastDay] = [findDay(first), findDay(last)];
  return firstDay !== null && lastDay !== null && lastDay < firstDay;
}
