import type { Day } from '../kernel/day.ts';
import type { MediaBits } from './media.ts';
import type { TerritoryBits } from '../territories/territories.ts';

/** media × territories × first day – last day, the last included. */
export interface Window {
  readonly media: MediaBits;
  readonly territories: TerritoryBits;
  readonly firstDay: Day;
  readonly lastDay: Day;
}

/** What a studio asks for, exactly. */
export interface Wish extends Window {
  readonly exclusive: boolean;
}

/** True when a window has no use, no place or no day in it. */
export function isEmpty({ media, territories, firstDay, lastDay }: Window): boolean {
  return media === 0 || territories === 0n || lastDay < firstDay;
}

export function contains(outer: Window, inner: Window): boolean {
  return (
    mediaBeyond(inner.media, outer.media) === 0 &&
    territoriesBeyond(inner.territories, outer.territories) === 0n &&
    outer.firstDay <= inner.firstDay &&
    inner.lastDay <= outer.lastDay
  );
}

/** True when some use in some place on some day lies in both. */
export function overlaps(left: Window, right: Window): boolean {
  return (
    (left.media & right.media) !== 0 &&
    (left.territories & right.territories) !== 0n &&
    Math.max(left.firstDay, right.firstDay) <= Math.min(left.lastDay, right.lastDay)
  );
}

/** What lies in both; empty when they don't overlap. */
export function commonWindow(left: Window, right: Window): Window {
  return {
    media: (left.media & right.media) >>> 0,
    territories: left.territories & right.territories,
    firstDay: Math.max(left.firstDay, right.firstDay),
    lastDay: Math.min(left.lastDay, right.lastDay),
  };
}

/** The media of `wanted` that `granted` lacks. */
export function mediaBeyond(wanted: MediaBits, granted: MediaBits): MediaBits {
  return (wanted & ~granted) >>> 0;
}

/** The territories of `wanted` that `granted` lacks. */
export function territoriesBeyond(wanted: TerritoryBits, granted: TerritoryBits): TerritoryBits {
  return wanted & ~granted;
}

export function isSameWish(left: Wish, right: Wish): boolean {
  return (
    left.media === right.media &&
    left.territories === right.territories &&
    left.firstDay === right.firstDay &&
    left.lastDay === right.lastDay &&
    left.exclusive === right.exclusive
  );
}
