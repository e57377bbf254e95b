import type { Day } from '@lanran/protocol/day';
import { mediaOf } from '@lanran/protocol/media';
import {
  isEmpty,
  isSameWish,
  mediaBeyond,
  overlaps,
  territoriesBeyond,
  type Window,
  type Wish,
} from '@lanran/protocol/window';

/** What an asset is sold for, as far as its page shows it. */
export interface Market {
  readonly offers: readonly Wish[];
  /** Null: no community stands behind the asset, so that nobody's consent is needed. */
  readonly consent: Omit<Window, 'firstDay'> | null;
  readonly today: Day;
  /** Exclusive licenses that were found to be in the way. */
  readonly sold: readonly Window[];
}

const MAX_CANDIDATES = 12;

/** What stands against every license of the asset, whatever the wish: nothing near it would be allowed. */
const HOPELESS: ReadonlySet<string> = new Set([
  'ASSET_UNKNOWN',
  'ASSET_WITHDRAWN',
  'ASSET_DISPUTED',
  'SALES_PAUSED',
  'NO_CONSENT',
  'NO_OFFER',
]);

export function isHopeless(codes: readonly string[]): boolean {
  return codes.some((code) => HOPELESS.has(code));
}

/**
 * Wishes near the one that was refused, the nearest first. They keep to the consent, to one offer each, and out of what was
 * sold exclusively; whether they are allowed, a quote has to say.
 */
export function nearbyWishes(wish: Wish, market: Market): Wish[] {
  const near = market.offers
    .map((offer) => within(wish, offer, market))
    .flatMap((candidate) => besideSold(candidate, market))
    .filter((candidate) => !isEmpty(candidate) && !isSameWish(candidate, wish));
  return distinct(near)
    .sort((left, right) => distance(wish, left) - distance(wish, right))
    .slice(0, MAX_CANDIDATES);
}

/** The part of a wish that an offer and the consent reach. */
function within(wish: Wish, offer: Wish, { consent, today }: Market): Wish {
  const firstDay = Math.max(wish.firstDay, offer.firstDay, today);
  const length = wish.lastDay - wish.firstDay;
  // A wish for days gone by, or before the offer, moves as a whole.
  const wished = firstDay > wish.lastDay ? firstDay + length : wish.lastDay;
  return {
    media: (wish.media & offer.media & (consent?.media ?? ~0)) >>> 0,
    territories: wish.territories & offer.territories & (consent?.territories ?? offer.territories),
    firstDay,
    lastDay: Math.min(wished, offer.lastDay, consent?.lastDay ?? offer.lastDay),
    exclusive: offer.exclusive,
  };
}

/** The candidate itself, or its parts without the places, the media or the days of what was sold. */
function besideSold(candidate: Wish, market: Market): Wish[] {
  const inTheWay = market.sold.find((window) => overlaps(window, candidate));
  if (inTheWay === undefined) return [candidate];
  const { media, territories, firstDay, lastDay } = inTheWay;
  const length = candidate.lastDay - candidate.firstDay;
  const later = { ...candidate, firstDay: lastDay + 1 };
  const parts: Wish[] = [
    { ...candidate, territories: territoriesBeyond(candidate.territories, territories) },
    { ...candidate, media: mediaBeyond(candidate.media, media) },
    isEmpty(later) ? lastingUntil(later, lastDay + 1 + length, market) : later,
    { ...candidate, lastDay: firstDay - 1 },
  ];
  const rest = { ...market, sold: market.sold.filter((window) => window !== inTheWay) };
  return parts.filter((part) => !isEmpty(part)).flatMap((part) => besideSold(part, rest));
}

function lastingUntil(candidate: Wish, day: Day, { offers, consent }: Market): Wish {
  const ends = offers
    .filter(({ exclusive }) => exclusive === candidate.exclusive)
    .map(({ lastDay }) => lastDay);
  return { ...candidate, lastDay: Math.min(day, Math.max(...ends), consent?.lastDay ?? day) };
}

function distinct(wishes: readonly Wish[]): Wish[] {
  return wishes.filter((wish, at) => wishes.findIndex((other) => isSameWish(other, wish)) === at);
}

/** How much of a wish another one gives up, each of its parts weighing the same. */
function distance(wish: Wish, other: Wish): number {
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
