import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AssetId } from '@lanran/protocol/ids';
import { quoteWish, type QuotedConsent, type QuotedOffer } from '@lanran/protocol/quote';
import { parseAddress } from '@lanran/protocol/signature';
import type { Wish } from '@lanran/protocol/window';
import { TODAY } from '../../scripts/stage/chain.ts';
import { COMMUNITY, mined, MUSEUM, Platform, STUDIO } from '../../scripts/stage/platform.ts';

const OPERATOR_BPS = 333;

/* Small domains, so that windows meet often: 4 media, 4 territories, 6 days. */
const bits = fc.integer({ min: 1, max: 15 });
const days = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }))
  .map(([a, b]) => ({ firstDay: TODAY + Math.min(a, b), lastDay: TODAY + Math.max(a, b) }));
const arbitraryWindow = fc.tuple(bits, bits.map(BigInt), days).map(([media, territories, range]) => ({
  media,
  territories,
  ...range,
}));
const arbitraryConsent = fc
  .tuple(arbitraryWindow, fc.integer({ min: 0, max: 5_000 }))
  .map(([{ media, territories, lastDay }, shareBps]): QuotedConsent => ({
    media,
    territories,
    lastDay,
    shareBps,
  }));
const arbitraryOffer = fc.record({
  window: arbitraryWindow,
  price: fc.bigInt({ min: 0n, max: 1_000_000n }),
  generosityBps: fc.integer({ min: 0, max: 1_000 }),
});
const arbitraryWish: fc.Arbitrary<Wish> = fc
  .tuple(
    fc.integer({ min: 0, max: 15 }),
    fc.integer({ min: 0, max: 15 }).map(BigInt),
    fc.integer({ min: -1, max: 6 }),
    fc.integer({ min: -1, max: 6 }),
    fc.boolean(),
  )
  .map(([media, territories, first, last, exclusive]) => ({
    media,
    territories,
    firstDay: TODAY + first,
    lastDay: TODAY + last,
    exclusive,
  }));

describe('invariants', () => {
  let platform: Platform;
  let assetId: AssetId;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: OPERATOR_BPS });
    await platform.fundStudio();
    assetId = await platform.materializeNew();
  });

  /** What the contract says to each wish, and what the protocol's model says. */
  async function compareQuotes(
    wishes: readonly Wish[],
    consent: QuotedConsent | null,
    offers: readonly QuotedOffer[],
  ): Promise<void> {
    for (const wish of wishes) {
      const model = quoteWish({
        asset: { assetId, isKnown: true, isWithdrawn: false, openDisputes: 0, needsConsent: true },
        licensee: { organizationId: STUDIO, isKnown: true },
        consent,
        offers,
        operatorShareBps: OPERATOR_BPS,
        wish,
        today: TODAY,
      });
      const { reasons, termsHash, offerId, price } = await platform.market.quote(
        assetId,
        STUDIO,
        wish,
        TODAY,
      );
      const said = reasons.map(({ code, subject }) => [Number(code), subject]);
      expect(said).toEqual(model.reasons.map(({ code, subject }) => [code, subject]));
      if (model.ok)
        expect([termsHash, offerId, price]).toEqual([model.termsHash, model.offerId, model.price]);
    }
  }

  it('LicenseMarket and protocol give any wish the same answer, reason by reason and hash by hash', async () => {
    const scene = fc.record({
      before: arbitraryConsent,
      offers: fc.array(arbitraryOffer, { maxLength: 3 }),
      raisedBps: fc.integer({ min: 0, max: 600 }),
      isWithdrawn: fc.boolean(),
      wishes: fc.array(arbitraryWish, { minLength: 8, maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(scene, async ({ before, offers, raisedBps, isWithdrawn, wishes }) => {
        const restore = await platform.chain.snapshot();
        await platform.consent(assetId, before);
        const opened: QuotedOffer[] = [];
        for (const { window, price, generosityBps } of offers) {
          const communityShareBps = before.shareBps + generosityBps;
          const terms = { ...window, price, communityShareBps };
          await platform.offer(assetId, terms);
          const [offerId] = (await platform.market.liveOffersOf(assetId)).slice(-1);
          const token = parseAddress(platform.tokenAddress);
          opened.push({ ...terms, offerId: offerId ?? 0n, exclusive: false, token });
        }
        const after = { ...before, shareBps: before.shareBps + raisedBps };
        await platform.consent(assetId, after);
        if (isWithdrawn) await mined(platform.consents.connect(platform.people.council).withdraw(assetId));
        await compareQuotes(wishes, isWithdrawn ? null : after, opened);
        await restore();
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it('every unit paid is credited, every unit credited can be claimed, and nothing is left over', async () => {
    const sales = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 99_999n }), fc.nat(9_000)), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(sales, async (pairs) => {
        const restore = await platform.chain.snapshot();
        const { market, token, tokenAddress, people } = platform;
        let paid = 0n;
        for (const [at, [price, communityShareBps]] of pairs.entries()) {
          const sold = await platform.materializeNew();
          await platform.consent(sold, { shareBps: communityShareBps });
          await platform.offer(sold, { price, communityShareBps });
          await platform.buy(sold, { lastDay: TODAY + at });
          paid += price;
        }
        const accounts = [COMMUNITY, MUSEUM, await market.OPERATOR_ACCOUNT()];
        const credits = await Promise.all(accounts.map((account) => market.creditOf(account, tokenAddress)));
        expect(credits.reduce((sum, credit) => sum + credit, 0n)).toBe(paid);
        expect(await token.balanceOf(market)).toBe(paid);
        for (const [at, account] of accounts.entries()) {
          if (credits[at] !== 0n) await mined(market.connect(people.stranger).claim(account, tokenAddress));
        }
        expect(await token.balanceOf(market)).toBe(0n);
        await restore();
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});
