import { ZeroAddress } from 'ethers';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { TODAY } from '../../scripts/stage/chain.ts';
import { allowMarket, openOffer } from '../../scripts/stage/crowd.ts';
import { mined, Platform, STUDIO } from '../../scripts/stage/platform.ts';
import { giveCoin } from '../../scripts/stage/market.ts';
import type { Window } from './calendar-model.ts';
import { sell } from './judged.ts';
import { againstOwn, againstUse, named, type Offered, type Own, type UseConsent } from './sales-model.ts';
import { walks } from '../support/walks.ts';

/* A small universe, so that wishes, offers and consents often fit: two media, two territories, six days. */
const bits = fc.integer({ min: 1, max: 3 });
const arbitraryWindow = fc
  .record({ media: bits, territories: bits, begin: fc.nat(3), length: fc.nat(2) })
  .map(({ media, territories, begin, length }) => ({
    media,
    territories: BigInt(territories),
    firstDay: TODAY + begin,
    lastDay: TODAY + begin + length,
  }));

const rights = fc.constantFrom(0, 1, 3);
const arbitraryOwn: fc.Arbitrary<Own> = fc.record({
  media: bits,
  territories: fc.bigInt({ min: 1n, max: 3n }),
  lastDay: fc.integer({ min: TODAY, max: TODAY + 5 }),
  rights,
});
const arbitraryUse: fc.Arbitrary<UseConsent> = fc
  .record({
    window: arbitraryWindow,
    exclusive: fc.boolean(),
    isCoin: fc.boolean(),
    minPrice: fc.constantFrom(0n, 10n, 11n),
    shareBps: fc.constantFrom(1_500, 1_600),
    rights,
  })
  .map(({ window, ...use }) => ({ ...use, ...window, lastDay: TODAY + 5 }));
/** Shares of at least what every consent of the asset asks for. */
const OFFERS: readonly Offered[] = [
  { exclusive: false, isCoin: false, price: 10n, communityShareBps: 1_500, rights: 0 },
  { exclusive: false, isCoin: true, price: 11n, communityShareBps: 1_600, rights: 1 },
  { exclusive: true, isCoin: false, price: 10n, communityShareBps: 1_600, rights: 0 },
];
const arbitraryStep = fc.oneof(
  { weight: 2, arbitrary: fc.record({ act: fc.constant('grant' as const), own: arbitraryOwn }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('withdraw' as const) }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constant('consentTo' as const), use: arbitraryUse }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('withdrawTo' as const) }) },
  {
    weight: 9,
    arbitrary: fc.record({
      act: fc.constant('sell' as const),
      at: fc.nat(OFFERS.length - 1),
      window: arbitraryWindow,
    }),
  },
);
type Step = typeof arbitraryStep extends fc.Arbitrary<infer Value> ? Value : never;

const WHOLE = { media: 3, territories: 3n, firstDay: TODAY, lastDay: TODAY + 5 };
/** Makes every walk sell once by each kind of consent, which chance alone may not. */
const OPENING: readonly Step[] = [
  { act: 'grant', own: { ...WHOLE, rights: 0 } },
  { act: 'sell', at: 0, window: { ...WHOLE, media: 1 } },
  { act: 'withdraw' },
  {
    act: 'consentTo',
    use: { ...WHOLE, exclusive: false, isCoin: false, minPrice: 10n, shareBps: 1_500, rights: 0 },
  },
  { act: 'sell', at: 0, window: { ...WHOLE, media: 2 } },
];

/** What both kinds of consent can say against a sale. */
const OF_CONSENT = /^(NO_CONSENT|CONSENT_|USE_|SHARE_RAISED)/;

/** One asset's consents, on the chain and in the model. */
class Life {
  readonly counts = { byOwn: 0, byUse: 0 };
  #own: Own | null = null;
  #use: UseConsent | null = null;

  constructor(
    readonly platform: Platform,
    readonly assetId: AssetId,
    readonly offerIds: readonly bigint[],
  ) {}

  async take(step: Step): Promise<void> {
    const { people, consents, tokenAddress } = this.platform;
    const council = consents.connect(people.council);
    if (step.act === 'grant') {
      await this.platform.consent(this.assetId, step.own);
      this.#own = step.own;
    } else if (step.act === 'withdraw') {
      await mined(council.withdraw(this.assetId));
      this.#own = null;
    } else if (step.act === 'consentTo') {
      const { isCoin, ...use } = step.use;
      await this.platform.consentTo(this.assetId, { ...use, token: isCoin ? ZeroAddress : tokenAddress });
      this.#use = step.use;
    } else if (step.act === 'withdrawTo') {
      if (this.#use !== null) await mined(council.withdrawConsentTo(this.assetId, STUDIO));
      this.#use = null;
    } else await this.#sell(step.at, step.window);
    const { holder } = await consents.useConsentOf(this.assetId, STUDIO);
    expect(BigInt(holder) !== 0n).toBe(this.#use !== null);
  }

  async #sell(at: number, window: Window): Promise<void> {
    const [offer, offerId] = [OFFERS[at], this.offerIds[at]];
    if (offer === undefined || offerId === undefined) throw new Error('There is no such offer.');
    const own = againstOwn(this.#own, offer, window);
    const use = againstUse(this.#use, offer, { ...window, exclusive: offer.exclusive });
    const isPermitted = own.length === 0 || use.length === 0;
    const expected = isPermitted ? [] : this.#own === null && this.#use !== null ? use : own;
    const { reasons } = await sell(this.platform, offerId, window);
    expect(named(reasons.filter(([name]) => OF_CONSENT.test(name)))).toEqual(named(expected));
    if (reasons.length > 0) return;
    expect(isPermitted).toBe(true);
    if (own.length === 0) this.counts.byOwn++;
    else {
      this.counts.byUse++;
      this.#use = null;
    }
  }
}

describe('consents and sales, against a model', () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    await platform.fundStudio();
    await allowMarket(platform);
    await giveCoin(platform.chain, platform.people.studio.address, 10n ** 20n);
  });

  it('permit exactly what one of them covers, and a use once', async () => {
    const counts = { byOwn: 0, byUse: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryStep, { minLength: 25, maxLength: 35 }), async (steps) => {
        const restore = await platform.chain.snapshot();
        const assetId = await platform.materializeNew();
        await platform.consent(assetId, { rights: 3 });
        const offerIds: bigint[] = [];
        for (const { isCoin, ...offered } of OFFERS) {
          const token = isCoin ? ZeroAddress : platform.tokenAddress;
          offerIds.push(await openOffer(platform, assetId, { ...offered, token }));
        }
        await mined(platform.consents.connect(platform.people.council).withdraw(assetId));
        const life = new Life(platform, assetId, offerIds);
        for (const step of [...OPENING, ...steps]) await life.take(step);
        counts.byOwn += life.counts.byOwn;
        counts.byUse += life.counts.byUse;
        await restore();
      }),
      { numRuns: walks(6), endOnFailure: true },
    );
    // A walk in which everything is refused would prove nothing.
    expect(counts.byOwn).toBeGreaterThan(0);
    expect(counts.byUse).toBeGreaterThan(0);
  });
});
