import { ZeroAddress } from 'ethers';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { ALL_MEDIA } from '@lanran/protocol/licensing/media';
import { WORLD } from '@lanran/protocol/territories/territories';
import { TODAY } from '../../scripts/stage/chain.ts';
import { allowMarket, openOffer } from '../../scripts/stage/crowd.ts';
import { buildWish, FLAT, mined, NO_PERMIT, Platform } from '../../scripts/stage/platform.ts';
import { sell } from './judged.ts';
import { priceByRule, type Rule, type Use } from './pricing-model.ts';
import { refusalOf } from './refusal.ts';
import { walks } from '../support/walks.ts';

const FACTORS = [150, 200, ...Array<number>(14).fill(0)];
const RULE: Rule = {
  minimum: 0n,
  mediaFactors: FACTORS,
  groups: [
    { territories: 3n, factor: 120 },
    { territories: 6n, factor: 300 },
  ],
  exclusivityFactor: 250,
};
/** All that RULE has factors for. */
const OFFERED = { media: 3, territories: WORLD };
const EIGHT = Array.from({ length: 8 }, (_, at) => ({ territories: 1n << BigInt(at), factor: 100 + at }));

describe('OfferBook by a price rule', () => {
  let platform: Platform;
  let assetId: AssetId;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    await platform.fundStudio();
    await allowMarket(platform);
    assetId = await platform.materializeNew();
    await platform.consent(assetId);
  });
  beforeEach(async () => {
    const restore = await platform.chain.snapshot();
    return () => restore();
  });

  const refusalFor = (overrides: Parameters<Platform['offer']>[1]) =>
    refusalOf(platform.offer(assetId, { ...OFFERED, price: 100n, ...overrides }));
  const priceFor = async (offerId: bigint, wish: Partial<Use>) =>
    (await platform.book.conditionsFor(assetId, offerId, buildWish(wish))).price;

  it('keeps the rule, which can be read, with its event', async () => {
    const rule = { ...RULE, minimum: 2n ** 96n - 1n, groups: EIGHT };
    const { logs } = await platform.offer(assetId, { ...OFFERED, price: 1n, rule });
    const kept = (await platform.book.offerOf(1n)).terms.rule;
    expect([kept.minimum, kept.exclusivityFactor]).toEqual([rule.minimum, 250n]);
    expect(kept.mediaFactors.map(Number)).toEqual(FACTORS);
    expect(kept.groups.map(({ territories, factor }) => [territories, Number(factor)])).toEqual(
      EIGHT.map(({ territories, factor }) => [territories, factor]),
    );
    const [event] = logs.map((log) => platform.book.interface.parseLog(log));
    const terms = event?.args['terms'] as { rule: unknown } | undefined;
    expect(terms?.rule).toEqual(kept);
  });

  it('has one price without a rule, and an empty rule to read', async () => {
    await platform.offer(assetId, { price: 7n });
    expect(await priceFor(1n, { lastDay: TODAY + 700 })).toBe(7n);
    const { rule } = (await platform.book.offerOf(1n)).terms;
    expect([rule.minimum, rule.mediaFactors, rule.groups, rule.exclusivityFactor]).toEqual([0n, [], [], 0n]);
  });

  it.each([
    ['nine groups', { groups: [...EIGHT, ...EIGHT.slice(0, 1)] }, ['PricingGroupsTooMany', 9n, 8n]],
    ['a group of nothing', { groups: [{ territories: 0n, factor: 100 }] }, ['PricingGroupEmpty', 0n]],
    ['a group’s factor of zero', { groups: [{ territories: 1n, factor: 0 }] }, ['PricingFactorZero']],
    ['a medium’s factor of zero', { mediaFactors: [0, ...FACTORS.slice(1)] }, ['PricingFactorZero']],
    [
      'a factor for a medium that is not offered',
      { mediaFactors: [...FACTORS.slice(0, 15), 1] },
      ['PricingMediumNotOffered', 15n],
    ],
    ['factors for some media', { mediaFactors: FACTORS.slice(1) }, ['PricingMediaFactorsInvalid', 15n]],
    ['factors for more media', { mediaFactors: [...FACTORS, 0] }, ['PricingMediaFactorsInvalid', 17n]],
  ])('refuses %s', async (_, overrides, refusal) => {
    expect(await refusalFor({ rule: { ...RULE, ...overrides } })).toEqual(refusal);
  });

  it('refuses an exclusivity factor of zero in an exclusive offer, and in no other', async () => {
    const rule = { ...RULE, exclusivityFactor: 0 };
    expect(await refusalFor({ rule, exclusive: true })).toEqual(['PricingFactorZero']);
    await platform.offer(assetId, { ...OFFERED, rule });
  });

  it('refuses a rule by which every use is free, and takes one with a minimum', async () => {
    expect(await refusalFor({ price: 0n, rule: RULE })).toEqual(['PricingBaseZero']);
    await platform.offer(assetId, { ...OFFERED, price: 0n, rule: { ...RULE, minimum: 5n } });
    expect(await priceFor(1n, { media: 1 })).toBe(5n);
  });

  it('refuses an offer whose whole use costs 2^96, and takes one that costs less', async () => {
    const rule = { ...FLAT, exclusivityFactor: 100 };
    const most = 2n ** 96n - 1n;
    const twoMonths = { firstDay: TODAY, lastDay: TODAY + 31, rule };
    const dearest = 2n * (most / 2n + 1n);
    expect(await refusalFor({ ...twoMonths, price: most / 2n + 1n })).toEqual([
      'OfferBookPriceTooHigh',
      dearest,
    ]);
    expect(await refusalFor({ ...twoMonths, price: most + 1n })).toEqual([
      'OfferBookPriceTooHigh',
      most + 1n,
    ]);
    await platform.offer(assetId, { ...twoMonths, price: most / 2n });
    expect(await priceFor(1n, twoMonths)).toBe(most - 1n);
  });

  it.each([
    ['the exclusivity factor', { exclusive: true, rule: { ...FLAT, exclusivityFactor: 200 } }],
    ['the dearest medium', { rule: { ...FLAT, mediaFactors: [100, 200, ...Array<number>(14).fill(0)] } }],
    ['the dearest group', { rule: { ...FLAT, groups: [{ territories: 2n, factor: 200 }] } }],
  ])('counts %s into what the whole use costs', async (_, overrides) => {
    const half = 2n ** 95n;
    const oneMonth = { ...OFFERED, firstDay: TODAY, lastDay: TODAY + 29, ...overrides };
    expect(await refusalFor({ ...oneMonth, price: half })).toEqual(['OfferBookPriceTooHigh', 2n * half]);
    await platform.offer(assetId, { ...oneMonth, price: half - 1n });
  });

  it('has a price for any wish: for one without days zero, and a reason against it', async () => {
    const offerId = await openOffer(platform, assetId, { ...OFFERED, price: 100n, rule: RULE });
    const { reasons } = await sell(platform, offerId, { media: 1, firstDay: TODAY + 2, lastDay: TODAY + 1 });
    expect(reasons).toEqual([['WINDOW_EMPTY', 0n]]);
    expect(await priceFor(offerId, { firstDay: TODAY + 2, lastDay: TODAY + 1 })).toBe(0n);
    const beyond = await sell(platform, offerId, { media: 4, lastDay: 2 ** 32 - 1 });
    expect(beyond.reasons.map(([name]) => name)).toEqual(['CONSENT_ENDS', 'OFFER_MEDIA', 'OFFER_DAYS']);
  });

  it('sells at the price of the use, and to the coin', async () => {
    const offered = { ...OFFERED, token: ZeroAddress, price: 1_000n, exclusive: true, rule: RULE };
    const offerId = await openOffer(platform, assetId, offered);
    const wish = { media: 3, territories: 5n, firstDay: TODAY, lastDay: TODAY + 30, exclusive: true };
    const purchase = await platform.purchaseOf(assetId, wish);
    expect([purchase.offerId, purchase.maxPrice]).toEqual([offerId, 30_000n]);
    const studio = platform.market.connect(platform.people.studio);
    const short = mined(studio.buy(purchase, NO_PERMIT, { value: 29_999n }));
    expect(await refusalOf(short)).toEqual(['LicenseMarketPaymentMismatch', 30_000n, 29_999n]);
  });

  it('quotes and sells any use at the price that a model says', async () => {
    const factor = fc.integer({ min: 1, max: 500 });
    const territories = fc.bigInt({ min: 1n, max: 15n });
    const offering = fc.record({
      price: fc.bigInt({ min: 1n, max: 5_000n }),
      exclusive: fc.boolean(),
      minimum: fc.bigInt({ min: 0n, max: 9_000n }),
      media: fc.oneof(fc.constant([]), fc.array(factor, { minLength: 16, maxLength: 16 })),
      groups: fc.array(fc.record({ territories, factor }), { maxLength: 8 }),
      exclusivityFactor: factor,
    });
    const use = fc.record({
      media: fc.integer({ min: 1, max: ALL_MEDIA }),
      territories: fc.bigInt({ min: 1n, max: 63n }),
      from: fc.nat(300),
      length: fc.nat(400),
    });
    await fc.assert(
      fc.asyncProperty(offering, fc.array(use, { minLength: 1, maxLength: 4 }), async (offered, uses) => {
        const restore = await platform.chain.snapshot();
        const { price, exclusive, minimum, media, groups, exclusivityFactor } = offered;
        const rule = { minimum, mediaFactors: media.slice(0), groups, exclusivityFactor };
        const offerId = await openOffer(platform, assetId, { price, exclusive, rule, media: 0xffff });
        for (const { from, length, ...asked } of uses) {
          const wish = { ...asked, firstDay: TODAY + from, lastDay: TODAY + from + length, exclusive };
          const outcome = await sell(platform, offerId, wish);
          expect(outcome.terms.price).toBe(priceByRule(rule, price, wish));
        }
        await restore();
      }),
      { numRuns: walks(12), endOnFailure: true },
    );
  });
});
