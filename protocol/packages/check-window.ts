import { formatDay, LAST_DAY, type Day } from '../kernel/day.ts';
import { fail, pass, unknown, type Outcome } from '../proofs/check.ts';
import { formatMedia, type MediaBits } from '../licensing/media.ts';
import { mediaBeyond, territoriesBeyond } from '../licensing/window.ts';
import { ENDURING, PROMOTABLE } from '../licensing/rights.ts';
import type { Terms } from '../licensing/terms.ts';
import { formatTerritories, type TerritoryBits } from '../territories/territories.ts';

/** A use that is asked about. */
export interface AskedUse {
  /** Null: today, which `today` says. */
  readonly on: Day | null;
  readonly today: Day;
  /** Null: any. */
  readonly territories: TerritoryBits | null;
  readonly media: MediaBits | null;
}

/**
 * Whether a license allows a use on a day. One that has ended fails; one that has yet to begin is unknown unless a day was named, so
 * that a package can be checked before it is needed. After the last day of one that endures it is unknown too: nobody here knows when
 * the work was finished.
 */
export function checkWindow(
  { wish, rights }: Pick<Terms, 'wish' | 'rights'>,
  { on, today, territories, media }: AskedUse,
): Outcome {
  const day = on ?? today;
  const [first, last] = [shown(wish.firstDay), shown(wish.lastDay)];
  const isEnduring = (rights & ENDURING) !== 0;
  if (day > wish.lastDay && !isEnduring)
    return fail(`the license ended on ${last}: it allows nothing on ${shown(day)}`);
  if (media !== null) {
    const beyond = mediaBeyond(media, wish.media);
    if (beyond !== 0)
      return fail(
        `the license is not for ${formatMedia(beyond)}; it is for ${formatMedia(wish.media)}${(rights & PROMOTABLE) === 0 ? '' : ', and for trailers and posters of the finished work (PROMOTABLE)'}`,
      );
  }
  if (territories !== null) {
    const beyond = territoriesBeyond(territories, wish.territories);
    if (beyond !== 0n)
      return fail(
        `the license is not for ${formatTerritories(beyond)}; it is for ${formatTerritories(wish.territories)}`,
      );
  }
  if (day > wish.lastDay)
    return unknown(
      `the license ended on ${last}. On ${shown(day)} it allows only this: to show what was finished by ${last} (ENDURING)`,
    );
  if (day < wish.firstDay)
    return on === null
      ? unknown(`the license begins on ${first}: until then it allows nothing. Name the day of use with --on`)
      : fail(`the license begins on ${first}: it allows nothing on ${shown(day)}`);
  const asked = [
    ...(media === null ? [] : [`for ${formatMedia(media)}`]),
    ...(territories === null ? [] : [`in ${formatTerritories(territories)}`]),
  ];
  return pass([`${shown(day)} is within ${first} to ${last}`, ...asked].join(', '));
}

function shown(day: Day): string {
  return formatDay(Math.min(day, LAST_DAY));
}
