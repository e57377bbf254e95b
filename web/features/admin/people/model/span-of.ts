export interface Span {
  readonly unit: 'days' | 'hours' | 'minutes';
  readonly count: number;
}

/** A wait in the largest unit that says it whole, never less than it is. */
export function spanOf(seconds: number): Span {
  if (seconds >= 86_400 && seconds % 86_400 === 0) return { unit: 'days', count: seconds / 86_400 };
  if (seconds >= 3_600 && seconds % 3_600 === 0) return { unit: 'hours', count: seconds / 3_600 };
  return { unit: 'minutes', count: Math.max(1, Math.ceil(seconds / 60)) };
}
