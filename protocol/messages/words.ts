import { formatDay, LAST_DAY } from '../kernel/day.ts';
import type { Language } from '../kernel/language.ts';
import { mediaOf, mediumName } from '../licensing/media.ts';
import { rightName, RIGHTS, rightsOf } from '../licensing/rights.ts';
import { territoryText } from '../territories/territory-text.ts';

/*
 * The values of a message in people's terms.
 */

const MAX_NAMES = 8;
/** A day of the calendar may be any uint32; what is later than year 9999 is shown as its last day. */
const LAST = BigInt(LAST_DAY);

export function dayText(day: bigint): string {
  return formatDay(Number(day < LAST ? day : LAST));
}

/** UTC, to the minute, e.g. `2026-12-02 08:30 UTC`. */
export function timeText(unixSeconds: bigint): string {
  const limit = (LAST + 1n) * 86_400n - 1n;
  const seconds = Number(unixSeconds < limit ? unixSeconds : limit);
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Hundredths of a percent as a percentage, e.g. `12.5%`. */
export function shareText(bps: bigint): string {
  return `${Number(bps) / 100}%`;
}

export function mediaText(bits: bigint, language: Language): string {
  const names = mediaOf(Number(bits)).map((medium) => mediumName(medium, language));
  return listOf([...names, ...unnamedBits(bits, 16)], language);
}

export function territoriesText(bits: bigint, language: Language): string {
  return territoryText(bits, language, { most: MAX_NAMES });
}

export function rightsText(bits: bigint, language: Language): string {
  const names = rightsOf(Number(bits)).map((right) => rightName(right, language));
  return listOf([...names, ...unnamedBits(bits, RIGHTS.length)], language);
}

/** Bits from `first` on, which mean nothing yet. */
function unnamedBits(bits: bigint, first: number): string[] {
  const places = Array.from({ length: 32 - first }, (_, at) => first + at);
  return places.filter((place) => ((bits >> BigInt(place)) & 1n) === 1n).map((place) => `BIT_${place}`);
}

/** The first names of a list, and how many more there are. */
function listOf(names: readonly string[], language: Language): string {
  const shown = names.slice(0, MAX_NAMES).join(language === 'en' ? ', ' : '、');
  const more = names.length - MAX_NAMES;
  if (more > 0) return language === 'en' ? `${shown} and ${more} more` : `${shown}等${names.length}个`;
  if (names.length === 0) return language === 'en' ? 'nothing' : '空';
  return shown;
}
