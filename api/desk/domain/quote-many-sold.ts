import { type Day, todayOf } from '@lanran/protocol/kernel/day';
import type { LicenseId } from '@lanran/protocol/kernel/ids';
import type { SoldUses } from '@lanran/protocol/licensing/quote';
import type { Window } from '@lanran/protocol/licensing/window';
import type { License, SaleBeside, SoldLicense } from '../../licensing/domain/license.ts';

export interface Sales {
  /** Exclusive ones that were not revoked. */
  readonly exclusive: readonly Pick<License, 'id' | 'terms' | 'soldIndex'>[];
  /** In the order of sale. */
  readonly beside: readonly Pick<SaleBeside, 'offerId' | 'window' | 'soldAt'>[];
  /** To the licensee. */
  readonly issued: readonly Pick<SoldLicense, 'id'>[];
}

/** The licenses of one asset on a given day, as contracts/Calendar.sol and types/StoredOffer.sol keep them. */
export function soldUsesOf({ exclusive, beside, issued }: Sales, today: Day): SoldUses {
  return {
    exclusives: exclusive
      .filter(({ terms }) => terms.wish.lastDay >= today)
      .toSorted((left, right) => left.soldIndex - right.soldIndex)
      .map(({ id, terms }) => ({ ...terms.wish, licenseId: id })),
    hulls: hullsOf(beside, today),
    issued: new Set<LicenseId>(issued.map(({ id }) => id)),
  };
}

/**
 * A hull is the window around the licenses of an offer. It keeps revoked licenses, and begins anew once its last day is over. For an
 * asset with more than 32 offers, the contract may join hulls; these functions don't.
 */
function hullsOf(beside: Sales['beside'], today: Day): SoldUses['hulls'] {
  const hulls = new Map<bigint, Window>();
  for (const { offerId, window, soldAt } of beside) {
    const hull = hulls.get(offerId);
    const soldOn = todayOf(Math.floor(soldAt.getTime() / 1000));
    const isLive = hull !== undefined && hull.lastDay >= soldOn;
    hulls.set(offerId, isLive ? joined(hull, window) : window);
  }
  return [...hulls]
    .filter(([, { lastDay }]) => lastDay >= today)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([offerId, hull]) => ({ ...hull, offerId }));
}

function joined(left: Window, right: Window): Window {
  return {
    media: (left.media | right.media) >>> 0,
    territories: left.territories | right.territories,
    firstDay: Math.min(left.firstDay, right.firstDay),
    lastDay: Math.max(left.lastDay, right.lastDay),
  };
}
