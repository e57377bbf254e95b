import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { PricingHarness__factory } from '../../../contracts/abi/factories/PricingHarness__factory.ts';
import type { PricingHarness } from '../../../contracts/abi/PricingHarness.ts';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { TODAY } from '../../../scripts/stage/chain.ts';
import { Platform } from '../../../scripts/stage/platform.ts';
import { monthsByCalendar, priceByRule, type Rule, type Use } from '../pricing-model.ts';
import { refusalOf } from '../refusal.ts';
import { walks } from '../../support/walks.ts';

const LAST_DAY = 2 ** 24 - 1;

interface Days {
  readonly name: string;
  readonly firstDay: number;
  readonly lastDay: number;
}
interface UseVector extends Omit<Days, 'name'> {
  readonly media: number;
  readonly territories: string;
  readonly exclusive: boolean;
}
interface OfferVector extends UseVector {
  readonly price: string;
  readonly rule: {
    readonly minimum: string;
    readonly mediaFactors: number[];
    readonly groups: { territories: string; factor: number }[];
    readonly exclusivityFactor: number;
  };
}
interface Vectors {
  readonly months: (Days & { readonly months: number })[];
  readonly prices: {
    readonly name: string;
    readonly offer: OfferVector;
    readonly wish: UseVector;
    readonly price: string;
  }[];
  readonly refused: { readonly name: string; readonly error: string; readonly offer: OfferVector }[];
  readonly refusedDays: (Days & { readonly error: string })[];
}

/** The file that TypeScript's twin and the browser are tested with. */
const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../protocol/vectors/pricing.json'), 'utf8'),
) as Vectors;

/* Few media and territories, so that groups meet what is asked for, and some beyond all groups. */
const factor = fc.oneof(fc.integer({ min: 1, max: 400 }), fc.constantFrom(1, 100, 65_535));
const territories = fc.bigInt({ min: 1n, max: 63n }).map((bits) => bits | (bits << 250n));
const arbitraryUse = fc
  .record({
    media: fc.integer({ min: 1, max: 15 }),
    territories,
    firstDay: fc.integer({ min: 0, max: LAST_DAY }),
    length: fc.integer({ min: 0, max: 900 }),
    exclusive: fc.boolean(),
  })
  .map(({ length, ...use }): Use => ({ ...use, lastDay: Math.min(use.firstDay + length, LAST_DAY) }));
const mediaFactors = fc
  .array(factor, { minLength: 4, maxLength: 4 })
  .map((factors) => [...factors, ...Array<number>(12).fill(0)]);
const arbitraryRule: fc.Arbitrary<Rule> = fc.record({
  minimum: fc.oneof(fc.constant(1n), fc.bigInt({ min: 1n, max: 10n ** 9n })),
  mediaFactors: fc.oneof(fc.constant<number[]>([]), mediaFactors),
  groups: fc.array(fc.record({ territories, factor }), { maxLength: 8 }),
  exclusivityFactor: factor,
});
const perMonth = fc.oneof(fc.constantFrom(0n, 1n, 99n), fc.bigInt({ min: 0n, max: 10n ** 12n }));

describe('Pricing', () => {
  let platform: Platform;
  let pricing: PricingHarness;
  let assetId: AssetId;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    pricing = await new PricingHarness__factory(platform.people.deployer).deploy();
    await pricing.waitForDeployment();
    assetId = await platform.materializeNew({ community: null });
  });

  describe('agrees with the vectors', () => {
    it.each(vectors.months)('on months: $name', async ({ firstDay, lastDay, months }) => {
      expect(await pricing.monthsBegun(firstDay, lastDay)).toBe(BigInt(months));
    });

    it.each(vectors.refusedDays)('on refused days: $name', async ({ firstDay, lastDay, error }) => {
      const refusal = [error, BigInt(firstDay), BigInt(lastDay)];
      expect(await refusalOf(pricing.monthsBegun(firstDay, lastDay))).toEqual(refusal);
    });

    it.each(vectors.prices)('on prices: $name', async ({ offer, wish, price }) => {
      expect(await pricing.priceOf(offer.rule, offer.price, offer, wish)).toBe(BigInt(price));
    });

    it.each(vectors.refused)('on refused offers: $name', async ({ offer, error }) => {
      // Days that are over are not offered; 400 years later the calendar is the same.
      const later = offer.lastDay < TODAY ? 146_097 : 0;
      const days = { firstDay: offer.firstDay + later, lastDay: offer.lastDay + later };
      const attempt = platform.offer(assetId, { ...offer, ...days, communityShareBps: 0 });
      expect((await refusalOf(attempt))[0]).toBe(error);
    });
  });

  it('counts months as the calendar does, from and to any day', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryUse, async ({ firstDay, lastDay }) => {
        expect(await pricing.monthsBegun(firstDay, lastDay)).toBe(
          BigInt(monthsByCalendar(firstDay, lastDay)),
        );
      }),
      { numRuns: walks(75) },
    );
  });

  it('counts months to the last of all days, and none backwards', async () => {
    expect(await pricing.monthsBegun(0, 2 ** 32 - 1)).toBe(141_110_653n);
    for (const firstDay of [1, 20_605, 2 ** 32 - 1]) {
      const refusal = ['PricingDaysInvalid', BigInt(firstDay), BigInt(firstDay - 1)];
      expect(await refusalOf(pricing.monthsBegun(firstDay, firstDay - 1))).toEqual(refusal);
    }
  });

  it('prices any use as a model does that looks at each medium and each territory', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRule, perMonth, arbitraryUse, async (rule, base, use) => {
        const offered = { ...use, media: 15 };
        expect(await pricing.priceOf(rule, base, offered, use)).toBe(priceByRule(rule, base, use));
      }),
      { numRuns: walks(75) },
    );
  });

  it('never overflows: the highest of everything has a price', async () => {
    const most: Rule = {
      minimum: 2n ** 96n - 1n,
      mediaFactors: Array<number>(16).fill(65_535),
      groups: Array.from({ length: 8 }, () => ({ territories: 2n ** 256n - 1n, factor: 65_535 })),
      exclusivityFactor: 65_535,
    };
    const use = {
      media: 0xffff,
      territories: 2n ** 256n - 1n,
      firstDay: 0,
      lastDay: 2 ** 32 - 1,
      exclusive: true,
    };
    const exact = (2n ** 96n - 1n) * 141_110_653n * 65_535n ** 3n;
    const price = (exact + 999_999n) / 1_000_000n;
    expect(await pricing.priceOf(most, 2n ** 96n - 1n, use, use)).toBe(price);
  });

  it('gives a part of a use no higher price than the whole', async () => {
    const part = fc.record({ media: fc.nat(15), territories, from: fc.nat(900), to: fc.nat(900) });
    await fc.assert(
      fc.asyncProperty(arbitraryRule, perMonth, arbitraryUse, part, async (rule, base, whole, narrow) => {
        const media = whole.media & narrow.media || whole.media;
        const inside = whole.territories & narrow.territories || whole.territories;
        const firstDay = Math.min(whole.firstDay + narrow.from, whole.lastDay);
        const use = {
          ...whole,
          media,
          territories: inside,
          firstDay,
          lastDay: Math.max(firstDay, whole.lastDay - narrow.to),
        };
        const offered = { ...whole, media: 15 };
        const [less, most] = await Promise.all([
          pricing.priceOf(rule, base, offered, use),
          pricing.priceOf(rule, base, offered, whole),
        ]);
        expect(less).toBeLessThanOrEqual(most);
      }),
      { numRuns: walks(50) },
    );
  });

  it('keeps a rule as it was given', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRule, async (rule) => {
        const kept = await pricing.packAndUnpack(rule, 15, false);
        expect({
          minimum: kept.minimum,
          mediaFactors: kept.mediaFactors.map(Number),
          groups: kept.groups.map((group) => ({
            territories: group.territories,
            factor: Number(group.factor),
          })),
          exclusivityFactor: Number(kept.exclusivityFactor),
        }).toEqual(rule);
      }),
      { numRuns: walks(20) },
    );
  });
});
