import { FormatError } from './errors.ts';
import { parseCount } from './shape.ts';

/** Whole UTC days since 1970-01-01; uint32 on chain. */
export type Day = number;

const SECONDS = 86_400;
/** 9999-12-31, the last day with a four-digit year. */
export const LAST_DAY: Day = 2_932_896;

/** @throws FormatError unless the text is a real day as YYYY-MM-DD, 1970-01-01 to 9999-12-31 */
export function parseDay(value: unknown, field = 'day'): Day {
  const text = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : '';
  const day = Date.parse(`${text}T00:00:00Z`) / (1000 * SECONDS);
  if (!isDay(day) || formatDay(day) !== text) throw new FormatError(field, 'must be a day as YYYY-MM-DD');
  return day;
}

export function formatDay(day: Day): string {
  if (!isDay(day)) throw new FormatError('day', `${day} is not between 1970-01-01 and 9999-12-31`);
  return new Date(day * SECONDS * 1000).toISOString().slice(0, 10);
}

/** The UTC day that holds this Unix time. */
export function todayOf(unixSeconds: number): Day {
  return Math.floor(unixSeconds / SECONDS);
}

/** Reads a day as the number that it is on the wire. @throws FormatError */
export function parseDayNumber(value: unknown, field = 'day'): Day {
  return parseCount(value, field, 0xffff_ffff);
}

function isDay(day: number): boolean {
  return Number.isInteger(day) && day >= 0 && day <= LAST_DAY;
}
