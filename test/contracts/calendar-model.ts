import type { Said } from './judged.ts';

export interface Window {
  readonly media: number;
  readonly territories: bigint;
  readonly firstDay: number;
  readonly lastDay: number;
}

interface Sold {
  readonly licenseId: bigint;
  readonly offerId: bigint;
  readonly window: Window;
  readonly exclusive: boolean;
  isRevoked: boolean;
}

interface ModeledOffer {
  readonly offerId: bigint;
  readonly exclusive: boolean;
  isClosed: boolean;
  /** Custody went over since. */
  isEnded: boolean;
}

/** The calendar of one asset by its rule, with every license that was ever sold and without any bound but that of exclusives. */
export class CalendarModel {
  readonly offers: ModeledOffer[] = [];
  readonly #sold: Sold[] = [];
  readonly #hulls = new Map<bigint, Window>();

  /** Offers of the only asset have the ids 1, 2, 3, … */
  open(exclusive: boolean): void {
    const offerId = BigInt(this.offers.length + 1);
    this.offers.push({ offerId, exclusive, isClosed: false, isEnded: false });
  }

  endOffers(): void {
    for (const offer of this.offers) offer.isEnded = true;
  }

  /** What the calendar says against a wish: each live exclusive license and each live hull that it meets. */
  obstaclesOf(wish: Window & { exclusive: boolean }, day: number): Said[] {
    const live = this.#live(day).filter(({ exclusive }) => exclusive);
    const exclusives = live
      .filter(({ window }) => meets(window, wish))
      .map(({ licenseId }): Said => ['EXCLUSIVE_OVERLAP', licenseId]);
    if (!wish.exclusive) return exclusives;
    const full: Said[] = live.length >= 32 ? [['CALENDAR_FULL', 32n]] : [];
    const hulls = [...this.#hulls]
      .filter(([, hull]) => day <= hull.lastDay && meets(hull, wish))
      .map(([offerId]): Said => ['OFFER_OVERLAP', offerId]);
    return [...exclusives, ...full, ...hulls];
  }

  sell(offerId: bigint, licenseId: bigint, window: Window, day: number): void {
    const exclusive = this.offers[Number(offerId) - 1]?.exclusive ?? false;
    this.#sold.push({ licenseId, offerId, window, exclusive, isRevoked: false });
    if (exclusive) return;
    const hull = this.#hulls.get(offerId);
    this.#hulls.set(offerId, hull === undefined || hull.lastDay < day ? window : join(hull, window));
  }

  revoke(licenseId: bigint): void {
    for (const sold of this.#sold) if (sold.licenseId === licenseId) sold.isRevoked = true;
  }

  isLive(licenseId: bigint, day: number): boolean {
    return this.#live(day).some((sold) => sold.licenseId === licenseId);
  }

  liveExclusives(day: number): bigint[] {
    return this.#live(day)
      .filter(({ exclusive }) => exclusive)
      .map(({ licenseId }) => licenseId);
  }

  /** Pairs of live licenses that meet though one of them is exclusive: there must be none. */
  violations(day: number): [bigint, bigint][] {
    const live = this.#live(day);
    return live
      .filter(({ exclusive }) => exclusive)
      .flatMap((one) =>
        live
          .filter((other) => other !== one && meets(one.window, other.window))
          .map((other): [bigint, bigint] => [one.licenseId, other.licenseId]),
      );
  }

  #live(day: number): Sold[] {
    return this.#sold.filter(({ isRevoked, window }) => !isRevoked && day <= window.lastDay);
  }
}

function meets(one: Window, other: Window): boolean {
  return (
    (one.media & other.media) !== 0 &&
    (one.territories & other.territories) !== 0n &&
    one.firstDay <= other.lastDay &&
    other.firstDay <= one.lastDay
  );
}

function join(one: Window, other: Window): Window {
  return {
    media: one.media | other.media,
    territories: one.territories | other.territories,
    firstDay: Math.min(one.firstDay, other.firstDay),
    lastDay: Math.max(one.lastDay, other.lastDay),
  };
}
