import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FLAT_PRICE,
  monthsBegun,
  priceOf,
  PricingError,
  requirePriceRule,
  type PricedOffer,
  type PriceRule,
  type PricingProblem,
} from '@lanran/protocol/licensing/pricing';
import type { Wish } from '@lanran/protocol/licensing/window';
import { walks } from '../support/walks.ts';

interface RuleVector {
  readonly minimum: string;
  readonly mediaFactors: readonly number[];
  readonly groups: readonly { readonly territories: string; readonly factor: number }[];
  readonly exclusivityFactor: number;
}
interface WishVector {
  readonly media: number;
  readonly territories: string;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly exclusive: boolean;
}
type OfferVector = WishVector & { readonly price: string; readonly rule: RuleVector };
type Days = Pick<WishVector, 'firstDay' | 'lastDay'> & { readonly name: string };

interface Vectors {
  readonly months: readonly (Days & { readonly months: number })[];
  readonly prices: readonly {
    readonly name: string;
    readonly offer: OfferVector;
    readonly wish: WishVector;
    readonly price: string;
  }[];
  readonly refused: readonly { readonly name: string; readonly error: string; readonly offer: OfferVector }[];
  readonly refusedDays: readonly (Days & { readonly error: string })[];
}

const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, 'vectors/pricing.json'), 'utf8'),
) as Vectors;

const ERRORS: Readonly<Record<PricingProblem, string>> = {
  DAYS_INVALID: 'PricingDaysInvalid',
  TOO_MANY_GROUPS: 'PricingGroupsTooMany',
  GROUP_EMPTY: 'PricingGroupEmpty',
  MEDIA_FACTORS_INVALID: 'PricingMediaFactorsInvalid',
  MEDIUM_NOT_OFFERED: 'PricingMediumNotOffered',
  FACTOR_ZERO: 'PricingFactorZero',
  BASE_ZERO: 'PricingBaseZero',
  PRICE_TOO_HIGH: 'OfferBookPriceTooHigh',
};

function wishOf(vector: WishVector): Wish {
  return { ...vector, territories: BigInt(vector.territories) };
}

function offerOf({ price, rule, ...window }: OfferVector): PricedOffer {
  return {
    ...wishOf(window),
    price: BigInt(price),
    rule: {
      ...rule,
      minimum: BigInt(rule.minimum),
      groups: rule.groups.map((group) => ({ ...group, territories: BigInt(group.territories) })),
    },
  };
}

function problemOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (cause) {
    if (!(cause instanceof PricingError)) throw cause;
    return ERRORS[cause.code];
  }
}

describe('vectors of prices', () => {
  it('cover at least 60 cases', () => {
    expect(vectors.months.length + vectors.prices.length).toBeGreaterThan(60);
    expect(new Set(vectors.refused.map(({ error }) => error))).toEqual(
      new Set(Object.values(ERRORS).filter((error) => error !== 'PricingDaysInvalid')),
    );
  });

  it.each(vectors.months)('months begun: $name', ({ firstDay, lastDay, months }) => {
    expect(monthsBegun(firstDay, lastDay)).toBe(months);
  });

  it.each(vectors.prices)('$name', ({ offer, wish, price }) => {
    expect(problemOf(() => requirePriceRule(offerOf(offer)))).toBeNull();
    expect(priceOf(offerOf(offer), wishOf(wish)).toString()).toBe(price);
  });

  it.each(vectors.refused)('refused: $name', ({ offer, error }) => {
    expect(problemOf(() => requirePriceRule(offerOf(offer)))).toBe(error);
  });

  it.each(vectors.refusedDays)('refused: $name', ({ firstDay, lastDay, error }) => {
    expect(problemOf(() => monthsBegun(firstDay, lastDay))).toBe(error);
  });
});

/** The model: a month begins on the first day's day of the month, or on the first after a month too short for it. */
function walkedMonths(firstDay: number, lastDay: number): number {
  const dateOf = (day: number): Date => new Date(day * 86_400_000);
  const first = dateOf(firstDay).getUTCDate();
  let months = 1;
  for (let day = firstDay + 1; day <= lastDay; day++) {
    const today = dateOf(day).getUTCDate();
    if (today === first || (today === 1 && dateOf(day - 1).getUTCDate() < first)) months++;
  }
  return months;
}

/** The model of a price: every (medium, territory) asked is priced alone, and the dearest counts. */
function dearestPoint({ price, rule }: PricedOffer, wish: Wish): bigint {
  let highest = 0n;
  for (let medium = 0; medium < 16; medium++) {
    if (((wish.media >>> medium) & 1) === 0) continue;
    for (let bit = 0n; bit < 256n; bit++) {
      if (((wish.territories >> bit) & 1n) === 0n) continue;
      const own = rule.groups.filter(({ territories }) => ((territories >> bit) & 1n) === 1n);
      const place = own.length === 0 ? 100 : Math.max(...own.map(({ factor }) => factor));
      const use = rule.mediaFactors[medium] ?? 100;
      const alone = wish.exclusive ? rule.exclusivityFactor : 100;
      const factors = BigInt(use) * BigInt(place) * BigInt(alone);
      if (factors > highest) highest = factors;
    }
  }
  const millionths = price * BigInt(walkedMonths(wish.firstDay, wish.lastDay)) * highest;
  const computed = millionths / 1_000_000n + (millionths % 1_000_000n === 0n ? 0n : 1n);
  return computed < rule.minimum ? rule.minimum : computed;
}

const factor = fc.integer({ min: 1, max: 65_535 });
const territories = fc.oneof(fc.bigInt(1n, 2n ** 256n - 1n), fc.bigInt(1n, 255n));
const arbitraryRule: fc.Arbitrary<PriceRule> = fc.record({
  minimum: fc.bigInt(1n, 2n ** 40n),
  mediaFactors: fc.oneof(fc.constant([]), fc.array(factor, { minLength: 16, maxLength: 16 })),
  groups: fc.array(fc.record({ territories, factor }), { maxLength: 8 }),
  exclusivityFactor: factor,
});
const arbitraryOffer: fc.Arbitrary<PricedOffer> = fc
  .record({
    price: fc.bigInt(0n, 2n ** 24n),
    rule: arbitraryRule,
    media: fc.constant(0xffff),
    territories,
    firstDay: fc.integer({ min: 10_000, max: 40_000 }),
    days: fc.nat(800),
    exclusive: fc.boolean(),
  })
  .map(({ days, ...offer }) => ({ ...offer, lastDay: offer.firstDay + days }));

describe('the price of a license', () => {
  it('has as many months as a walk through the calendar counts, from any day to any day', () => {
    fc.assert(
      fc.property(fc.nat(150_000), fc.nat(1500), (firstDay, days) => {
        expect(monthsBegun(firstDay, firstDay + days)).toBe(walkedMonths(firstDay, firstDay + days));
      }),
      { numRuns: walks(100) },
    );
  });

  it('is that of the dearest medium in the dearest territory, for every rule', () => {
    fc.assert(
      fc.property(arbitraryOffer, fc.integer({ min: 1, max: 0xffff }), territories, (offer, media, bits) => {
        const wish = { ...offer, media, territories: bits };
        expect(priceOf(offer, wish)).toBe(dearestPoint(offer, wish));
      }),
      { numRuns: walks(66) },
    );
  });

  it('never exceeds that of the whole window, so that the opening refuses all that would be too high', () => {
    fc.assert(
      fc.property(
        arbitraryOffer,
        fc.integer({ min: 1, max: 0xffff }),
        territories,
        fc.nat(800),
        fc.nat(800),
        (offer, media, bits, skipped, dropped) => {
          const part = {
            ...offer,
            media,
            territories: bits & offer.territories,
            firstDay: offer.firstDay + skipped,
            lastDay: offer.lastDay - dropped,
          };
          fc.pre(part.territories !== 0n && part.firstDay <= part.lastDay);
          expect(priceOf(offer, part)).toBeLessThanOrEqual(priceOf(offer, offer));
        },
      ),
      { numRuns: walks(66) },
    );
  });

  it('is the flat one without a rule, even of days that are none', () => {
    const wish = { media: 1, territories: 1n, firstDay: 2, lastDay: 1, exclusive: true };
    expect(priceOf({ price: 7n, rule: FLAT_PRICE }, wish)).toBe(7n);
    expect(problemOf(() => priceOf({ price: 7n, rule: { ...FLAT_PRICE, minimum: 1n } }, wish))).toBe(
      'PricingDaysInvalid',
    );
  });
});
