import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BlockableOffer,
  blockingOf,
  cheapestBlocker,
  LEAST_BLOCKING_PERCENT,
  leastPriceAgainst,
} from '@lanran/protocol/licensing/blocker';
import { FLAT_PRICE, priceOf, type PriceRule } from '@lanran/protocol/licensing/pricing';
import { contains, isEmpty, type Window } from '@lanran/protocol/licensing/window';

const TODAY = 20_000;

/** A few media and territories, so that every choice of them can be tried. */
const mediaArb = fc.integer({ min: 1, max: 7 });
const territoriesArb = fc.bigInt({ min: 1n, max: 7n });
const factorArb = fc.integer({ min: 1, max: 400 });

const windowArb = fc
  .record({
    media: mediaArb,
    territories: territoriesArb,
    firstDay: fc.integer({ min: TODAY, max: TODAY + 120 }),
    days: fc.integer({ min: 0, max: 900 }),
  })
  .map(({ days, ...window }): Window => ({ ...window, lastDay: window.firstDay + days }));

const ruleArb: fc.Arbitrary<PriceRule> = fc.oneof(
  fc.constant(FLAT_PRICE),
  fc.record({
    minimum: fc.bigInt({ min: 0n, max: 5_000n }),
    mediaFactors: fc.option(fc.array(factorArb, { minLength: 16, maxLength: 16 }), { nil: [] }),
    groups: fc.array(fc.record({ territories: territoriesArb, factor: factorArb }), { maxLength: 3 }),
    exclusivityFactor: fc.integer({ min: 100, max: 500 }),
  }),
);

const offerArb = (exclusive: boolean): fc.Arbitrary<BlockableOffer> =>
  fc
    .record({ window: windowArb, rule: ruleArb, price: fc.bigInt({ min: 1n, max: 10_000n }) })
    .map(({ window, rule, price }) => ({ ...window, rule, price, exclusive, token: '0xaa' }));

/** The contract's rule (contracts/types/StoredOffer.sol): the union of what was sold, from the first day to the last. */
function hullOf(sold: readonly Window[]): Window {
  return sold.reduce((hull, each) => ({
    media: hull.media | each.media,
    territories: hull.territories | each.territories,
    firstDay: Math.min(hull.firstDay, each.firstDay),
    lastDay: Math.max(hull.lastDay, each.lastDay),
  }));
}

const subsets = (bits: number): number[] =>
  Array.from({ length: bits }, (_, at) => at + 1).filter((subset) => (subset & ~bits) === 0);

/** Every license of all days or of one day at an end. */
function licensesIn({ media, territories, firstDay, lastDay }: Window): Window[] {
  const days = [
    [firstDay, firstDay],
    [lastDay, lastDay],
    [firstDay, lastDay],
  ] as const;
  return subsets(media).flatMap((part) =>
    subsets(Number(territories)).flatMap((places) =>
      days.map(([first, last]) => ({
        media: part,
        territories: BigInt(places),
        firstDay: first,
        lastDay: last,
      })),
    ),
  );
}

describe('the cheapest blocker of an offer beside others', () => {
  it('is sold by the offer, costs what the contract asks, and its hull is the whole window', () => {
    fc.assert(
      fc.property(offerArb(false), windowArb, (offer, within) => {
        const blocker = cheapestBlocker(offer, within);
        if (blocker === null) return;
        const hull = hullOf(blocker.licenses);
        const cost = blocker.licenses.reduce((sum, wish) => sum + priceOf(offer, wish), 0n);
        expect(blocker.cost).toBe(cost);
        for (const wish of blocker.licenses) expect(contains(offer, wish)).toBe(true);
        expect(contains(within, hull) && !isEmpty(hull)).toBe(true);
        expect(hull.media).toBe(offer.media & within.media);
        expect(hull.territories).toBe(offer.territories & within.territories);
        expect(hull.lastDay).toBe(Math.min(offer.lastDay, within.lastDay));
      }),
    );
  });

  it('costs no more than any two licenses, nor any one, whose hull is the window', () => {
    fc.assert(
      fc.property(offerArb(false), (offer) => {
        const least = cheapestBlocker(offer, offer)?.cost ?? 0n;
        const priced = licensesIn(offer).map((window) => ({
          window,
          price: priceOf(offer, { ...window, exclusive: false }),
        }));
        for (const left of priced)
          for (const right of priced) {
            const cost = left === right ? left.price : left.price + right.price;
            if (cost < least) expect(contains(hullOf([left.window, right.window]), offer)).toBe(false);
          }
      }),
      { numRuns: 40 },
    );
  });

  it('is two days by a price a month, and one license by a flat price', () => {
    const window: Window = { media: 7, territories: 7n, firstDay: TODAY, lastDay: TODAY + 1_500 };
    const rule = { ...FLAT_PRICE, exclusivityFactor: 100 };
    const monthly = { ...window, exclusive: false, price: 1_000n, rule };
    const flat = { ...monthly, rule: FLAT_PRICE };

    expect(cheapestBlocker(monthly, window)).toMatchObject({ cost: 2_000n, licenses: { length: 2 } });
    expect(cheapestBlocker(flat, window)).toMatchObject({ cost: 1_000n, licenses: { length: 1 } });
  });
});

describe('what blocking an exclusive offer costs', () => {
  const window: Window = { media: 7, territories: 7n, firstDay: TODAY, lastDay: TODAY + 1_500 };
  const monthly = (exclusive: boolean, token = '0xaa'): BlockableOffer => ({
    ...window,
    exclusive,
    price: 1_000n,
    rule: { ...FLAT_PRICE, exclusivityFactor: exclusive ? 300 : 100 },
    token,
  });

  it('is cheap beside offers by the month, and isn’t once they have the least price', () => {
    const { blockings } = blockingOf([monthly(false), monthly(true)], TODAY);
    const [blocking] = blockings;
    expect(blocking).toMatchObject({ by: 'HULL', cost: 2_000n, isCheap: true, exclusivePrice: 150_000n });
    if (blocking === undefined) return;
    expect(leastPriceAgainst(blocking)).toBe(7_500n);
  });

  it('without an offer beside others is that of filling the calendar', () => {
    const { blockings } = blockingOf([monthly(true)], TODAY);
    expect(blockings).toMatchObject([{ by: 'CALENDAR', cost: 96_000n, isCheap: false }]);
  });

  it('can’t be compared in two currencies', () => {
    const offers = [monthly(false), monthly(true, '0xbb')];
    const { blockings, incomparable } = blockingOf(offers, TODAY);
    expect(blockings.map(({ by }) => by)).toEqual(['CALENDAR']);
    expect(incomparable).toHaveLength(1);
  });

  it('counts from today on, and leaves out offers that are over', () => {
    const later = TODAY + 1_490;
    expect(blockingOf([monthly(false), monthly(true)], later).blockings[0]?.exclusivePrice).toBe(3_000n);
    expect(blockingOf([monthly(false), monthly(true)], TODAY + 1_501).blockings).toEqual([]);
  });

  it('is no longer cheap with the least price that is proposed', () => {
    fc.assert(
      fc.property(offerArb(false), offerArb(true), (offer, exclusive) => {
        const [blocking] = blockingOf([offer, exclusive], TODAY).blockings;
        if (blocking?.by !== 'HULL') return;
        const least = leastPriceAgainst(blocking);
        const isFlatPrice = blocking.offer.rule === FLAT_PRICE;
        const dearer = isFlatPrice
          ? { ...offer, price: least }
          : { ...offer, rule: { ...offer.rule, minimum: least } };
        const cost = cheapestBlocker(dearer, exclusive)?.cost ?? 0n;
        expect(cost * 100n).toBeGreaterThanOrEqual(blocking.exclusivePrice * LEAST_BLOCKING_PERCENT);
      }),
    );
  });
});
