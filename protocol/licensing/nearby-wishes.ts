import type { Day } from '../kernel/day.ts';
import { mediaOf } from './media.ts';
import {
  isEmpty,
  isSameWish,
  mediaBeyond,
  overlaps,
  territoriesBeyond,
  type Window,
  type Wish,
} from './window.ts';

/** What an asset is sold for, as far as its page shows it. */
export interface Market {
  readonly offers: readonly Wish[];
  /** Null: no community stands behind the asset, so that nobody's consent is needed. */
  readonly consent: Omit<Window, 'firstDay'> | null;
  readonly today: Day;
  /** What was sold and is not over: exclusively, exactly; beside others, all that an offer sold taken together. */
  readonly taken: readonly Wish[];
}

/** A wish that an offer serves, but for what is taken of it. */
interface Candidate {
  readonly wish: Wish;
  /** The last day that offer and consent reach. */
  readonly until: Day;
}

const MAX_NEAR = 12;
/** How many wishes are looked at: a full calendar cuts a wide wish into more parts than anybody waits for. */
const MAX_STEPS = 200;
/** What is still in the way weighs this much of the wish, so that a full calendar is got out of before it is searched. */
const OBSTACLE = 0.1;

/** What stands against every license of the asset, whatever the wish: nothing near it would be allowed. */
const HOPELESS: ReadonlySet<string> = new Set([
  'ASSET_UNKNOWN',
  'ASSET_WITHDRAWN',
  'ASSET_DISPUTED',
  'SALES_PAUSED',
  'HOLDER_SUSPENDED',
  'LICENSEE_SUSPENDED',
  'NO_CONSENT',
  'NO_OFFER',
]);

export function isHopeless(codes: readonly string[]): boolean {
  return codes.some((code) => HOPELESS.has(code));
}

/**
 * Wishes near the one that was refused, the nearest first. They keep to the consent, to one offer each, and out of what is
 * taken; whether they are allowed, a quote has to say.
 */
export function nearbyWishes(wish: Wish, market: Market): Wish[] {
  const near: Wish[] = [];
  const open: (Candidate & { readonly rank: number })[] = [];
  const consider = (candidates: readonly Candidate[]) => {
    for (const each of candidates) {
      if (isEmpty(each.wish) || open.some((other) => isSame(each, other))) continue;
      const obstacles = market.taken.filter((taken) => excludes(taken, each.wish)).length;
      open.push({ ...each, rank: givenUp(wish, each.wish) + obstacles * OBSTACLE });
    }
    open.sort((left, right) => left.rank - right.rank);
  };
  consider(market.offers.map((offer) => within(wish, offer, market)));
  for (let step = 0; step < MAX_STEPS && near.length < MAX_NEAR; step += 1) {
    const best = open.shift();
    if (best === undefined) break;
    const obstacle = market.taken.find((taken) => excludes(taken, best.wish));
    if (obstacle !== undefined) consider(partsBeside(best, obstacle));
    else if (![wish, ...near].some((other) => isSameWish(best.wish, other))) near.push(best.wish);
  }
  return near.sort((left, right) => givenUp(wish, left) - givenUp(wish, right));
}

/** The part of a wish that an offer and the consent reach. */
function within(wish: Wish, offer: Wish, { consent, today }: Market): Candidate {
  const firstDay = Math.max(wish.firstDay, offer.firstDay, today);
  const length = wish.lastDay - wish.firstDay;
  // A wish for days gone by, or before the offer, moves as a whole.
  const wished = firstDay > wish.lastDay ? firstDay + length : wish.lastDay;
  const until = Math.min(offer.lastDay, consent?.lastDay ?? offer.lastDay);
  return {
    wish: {
      media: (wish.media & offer.media & (consent?.media ?? ~0)) >>> 0,
      territories: wish.territories & offer.territories & (consent?.territories ?? offer.territories),
      firstDay,
      lastDay: Math.min(wished, until),
      exclusive: offer.exclusive,
    },
    until,
  };
}

/** An exclusive license tolerates nothing beside it; any other, no exclusive one. */
function excludes(taken: Wish, wish: Wish): boolean {
  return (taken.exclusive || wish.exclusive) && overlaps(taken, wish);
}

/** Its parts without the places, the media or the days of what is taken. */
function partsBeside({ wish, until }: Candidate, taken: Window): Candidate[] {
  const firstFree = taken.lastDay + 1;
  // Where no day is left after it, the wish moves as a whole.
  const lastDay =
    firstFree <= wish.lastDay ? wish.lastDay : Math.min(firstFree + wish.lastDay - wish.firstDay, until);
  const parts: Wish[] = [
    { ...wish, territories: territoriesBeyond(wish.territories, taken.territories) },
    { ...wish, media: mediaBeyond(wish.media, taken.media) },
    { ...wish, firstDay: firstFree, lastDay },
    { ...wish, lastDay: taken.firstDay - 1 },
  ];
  return parts.map((part) => ({ wish: part, until }));
}

function isSame(left: Candidate, right: Candidate): boolean {
  return left.until === right.until && isSameWish(left.wish, right.wish);
}

/** How much of a wish another one gives up, each of its parts weighing the same. */
function givenUp(wish: Wish, other: Wish): number {
  const days = wish.lastDay - wish.firstDay + 1;
  const kept = Math.max(
    0,
    Math.min(wish.lastDay, other.lastDay) - Math.max(wish.firstDay, other.firstDay) + 1,
  );
  return (
    lost(mediaOf(mediaBeyond(wish.media, other.media)).length, mediaOf(wish.media).length) +
    lost(countOf(territoriesBeyond(wish.territories, other.territories)), countOf(wish.territories)) +
    lost(days - kept, days) +
    (wish.exclusive === other.exclusive ? 0 : 0.5)
  );
}

function lost(count: number, total: number): number {
  return count / Math.max(1, total);
}

function countOf(bits: bigint): number {
  return bits.toString(2).replaceAll('0', '').length;
}
