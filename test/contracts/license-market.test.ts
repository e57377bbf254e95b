import { getAddress, ZeroAddress, ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ILicenseMarket, WishStruct } from '../../contracts/abi/LicenseMarket.ts';
import { organizationIdOf, type AssetId } from '@lanran/protocol/ids';
import { bitsOf } from '@lanran/protocol/media';
import { REASON_CODES, type ReasonName } from '@lanran/protocol/reasons';
import { DAY_SECONDS, TODAY } from '../../scripts/stage/chain.ts';
import {
  buildWish,
  COMMUNITY,
  mined,
  MUSEUM,
  NO_PERMIT,
  Platform,
  STUDIO,
} from '../../scripts/stage/platform.ts';
import type { Person } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

const NOBODY = organizationIdOf('nobody');
const GAME = bitsOf(['GAME']);

describe('LicenseMarket', () => {
  let platform: Platform;
  let assetId: AssetId;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    await platform.fundStudio();
    assetId = await platform.materializeNew();
    await platform.consent(assetId);
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  const as = (person: Person) => platform.market.connect(platform.people[person]);
  const code = (name: ReasonName) => BigInt(REASON_CODES[name]);

  async function reasonsFor(
    overrides: Partial<WishStruct> = {},
    { licensee = STUDIO, today = TODAY, asset = assetId } = {},
  ): Promise<(readonly [bigint, bigint])[]> {
    const { reasons } = await platform.market.quote(asset, licensee, buildWish(overrides), today);
    return reasons.map((reason) => [reason.code, reason.subject] as const);
  }

  describe('offer', () => {
    it('opens an offer that can be read, listed and quoted', async () => {
      await platform.offer(assetId);
      const offer = await platform.market.offerOf(1n);
      expect([offer.assetId, offer.holder, offer.closed]).toEqual([assetId, MUSEUM, false]);
      expect(offer.terms.price).toBe(120_000n);
      expect(await platform.market.liveOffersOf(assetId)).toEqual([1n]);
    });

    it.each([
      ['exclusive sales', { exclusive: true }, ['LicenseMarketExclusiveUnsupported', 'asset']],
      ['no media', { media: 0 }, ['LicenseMarketMediaInvalid', 0n]],
      ['unassigned media', { media: 1 << 20 }, ['LicenseMarketMediaInvalid', 1n << 20n]],
      ['no territory', { territories: 0n }, ['LicenseMarketTerritoriesEmpty', 'asset']],
      [
        'a first day after the last',
        { firstDay: TODAY + 2, lastDay: TODAY + 1 },
        ['LicenseMarketDaysInvalid', BigInt(TODAY + 2), BigInt(TODAY + 1), BigInt(TODAY)],
      ],
      [
        'a last day that is over',
        { firstDay: TODAY - 2, lastDay: TODAY - 1 },
        ['LicenseMarketDaysInvalid', BigInt(TODAY - 2), BigInt(TODAY - 1), BigInt(TODAY)],
      ],
      [
        'a token that is not accepted',
        { token: ZeroAddress },
        ['LicenseMarketTokenNotAccepted', ZeroAddress],
      ],
      ['a price beyond 128 bits', { price: 1n << 128n }, ['LicenseMarketPriceTooHigh', 1n << 128n]],
      [
        'less than consent demands',
        { communityShareBps: 1_499 },
        ['LicenseMarketShareTooLow', 1_499n, 1_500n],
      ],
      ['shares beyond the price', { communityShareBps: 9_751 }, ['LicenseMarketShareTooHigh', 9_751n, 250n]],
    ])('refuses %s', async (_, overrides, refusal) => {
      const expected = refusal.map((part) => (part === 'asset' ? assetId : part));
      expect(await refusalOf(platform.offer(assetId, overrides))).toEqual(expected);
    });

    it('is for the holder’s editors alone', async () => {
      for (const person of ['council', 'studio', 'sealer', 'accreditor'] as const) {
        const attempt = mined(as(person).offer(assetId, platform.buildTerms()));
        expect(await refusalOf(attempt)).toEqual([
          'LicenseMarketNotMember',
          MUSEUM,
          platform.people[person].address,
        ]);
      }
    });

    it('refuses an unknown asset, a withdrawn one, and one whose community has not consented', async () => {
      expect(await refusalOf(platform.offer(ZeroHash as AssetId))).toEqual([
        'LicenseMarketAssetUnknown',
        ZeroHash,
      ]);
      const silent = await platform.materializeNew();
      expect(await refusalOf(platform.offer(silent))).toEqual(['LicenseMarketNoConsent', silent]);
      await mined(platform.assets.connect(platform.people.museum).withdraw(assetId));
      expect(await refusalOf(platform.offer(assetId))).toEqual(['LicenseMarketAssetWithdrawn', assetId]);
    });

    it('has no share for a community where there is none', async () => {
      const without = await platform.materializeNew({ community: null });
      expect(await refusalOf(platform.offer(without))).toEqual([
        'LicenseMarketShareWithoutCommunity',
        without,
      ]);
      await platform.offer(without, { communityShareBps: 0 });
    });

    it('is possible 32 times at once, and again after one is closed', async () => {
      for (let count = 0; count < 32; count++) await platform.offer(assetId);
      expect(await refusalOf(platform.offer(assetId))).toEqual(['LicenseMarketOffersFull', assetId, 32n]);
      await mined(as('museum').closeOffer(7n));
      await platform.offer(assetId);
      const live = await platform.market.liveOffersOf(assetId);
      expect(live).toEqual(
        [...Array.from({ length: 33 }, (_, at) => BigInt(at + 1))].filter((id) => id !== 7n),
      );
    });
  });

  describe('closeOffer', () => {
    it('ends an offer once, by the holder', async () => {
      await platform.offer(assetId);
      const other = mined(as('studio').closeOffer(1n));
      expect(await refusalOf(other)).toEqual([
        'LicenseMarketNotMember',
        MUSEUM,
        platform.people.studio.address,
      ]);
      await mined(as('museum').closeOffer(1n));
      expect(await refusalOf(mined(as('museum').closeOffer(1n)))).toEqual(['LicenseMarketOfferClosed', 1n]);
      expect(await refusalOf(mined(as('museum').closeOffer(2n)))).toEqual(['LicenseMarketOfferUnknown', 2n]);
      expect(await reasonsFor()).toEqual([[code('NO_OFFER'), 0n]]);
    });
  });

  describe('quote', () => {
    it('says of an unknown asset what can be said without it', async () => {
      const reasons = await reasonsFor(
        { media: 0, firstDay: TODAY - 1 },
        { asset: ZeroHash as AssetId, licensee: NOBODY },
      );
      expect(reasons).toEqual([
        [code('ASSET_UNKNOWN'), 0n],
        [code('LICENSEE_UNKNOWN'), 0n],
        [code('WINDOW_EMPTY'), 0n],
        [code('WINDOW_PAST'), BigInt(TODAY)],
      ]);
    });

    it('gives every reason of consent and of the newest offer', async () => {
      await platform.consent(assetId, { media: 1, territories: 1n, lastDay: TODAY + 5, shareBps: 1_500 });
      await platform.offer(assetId, { media: 1 });
      await platform.offer(assetId, { media: 2, territories: 2n, firstDay: TODAY + 1, lastDay: TODAY + 6 });
      await platform.consent(assetId, { media: 1, territories: 1n, lastDay: TODAY + 5, shareBps: 1_600 });
      const reasons = await reasonsFor({ media: 4, territories: 5n, lastDay: TODAY + 10, exclusive: true });
      expect(reasons).toEqual([
        [code('CONSENT_MEDIA'), 4n],
        [code('CONSENT_TERRITORIES'), 4n],
        [code('CONSENT_ENDS'), BigInt(TODAY + 5)],
        [code('OFFER_MEDIA'), 4n],
        [code('OFFER_TERRITORIES'), 5n],
        [code('OFFER_DAYS'), (BigInt(TODAY + 1) << 32n) | BigInt(TODAY + 6)],
        [code('EXCLUSIVE_NOT_OFFERED'), 2n],
        [code('SHARE_RAISED'), 1_600n],
      ]);
    });

    it('knows no consent, no offer, and withdrawn assets', async () => {
      await mined(platform.consents.connect(platform.people.council).withdraw(assetId));
      await mined(platform.assets.connect(platform.people.museum).withdraw(assetId));
      expect(await reasonsFor()).toEqual([
        [code('ASSET_WITHDRAWN'), 0n],
        [code('NO_CONSENT'), 0n],
        [code('NO_OFFER'), 0n],
      ]);
    });

    it('takes the first offer that serves, not the cheapest', async () => {
      await platform.offer(assetId, { media: GAME, price: 1n });
      await platform.offer(assetId, { price: 9n });
      await platform.offer(assetId, { price: 5n });
      const quote = await platform.market.quote(assetId, STUDIO, buildWish(), TODAY);
      expect([quote.offerId, quote.price]).toEqual([2n, 9n]);
    });

    it('passes over offers whose share consent has outgrown', async () => {
      await platform.offer(assetId);
      await platform.consent(assetId, { shareBps: 1_600 });
      expect(await reasonsFor()).toEqual([[code('SHARE_RAISED'), 1_600n]]);
      await platform.offer(assetId, { communityShareBps: 1_600 });
      expect((await platform.market.quote(assetId, STUDIO, buildWish(), TODAY)).offerId).toBe(2n);
    });
  });

  describe('buy', () => {
    const buyAs = (person: Person, purchase: ILicenseMarket.PurchaseStruct, permit = NO_PERMIT) =>
      mined(as(person).buy(purchase, permit));

    async function expectReasons(attempt: Promise<unknown>, reasons: [ReasonName, bigint][]): Promise<void> {
      const expected = reasons.map(([name, subject]) => [code(name), subject]);
      expect(await refusalOf(attempt)).toEqual(['LicenseMarketRefused', expected]);
    }

    it('mints a license to the licensee’s payout address and credits three shares', async () => {
      await platform.offer(assetId, { price: 100_001n });
      await platform.buy(assetId);
      expect(await platform.licenses.ownerOf(1n)).toBe(platform.payoutOf(STUDIO));
      const license = await platform.licenses.licenseOf(1n);
      expect([license.licensee, license.offerId, license.revoked]).toEqual([STUDIO, 1n, false]);
      const creditOf = (account: string) => platform.market.creditOf(account, platform.tokenAddress);
      expect(await creditOf(COMMUNITY)).toBe(15_001n);
      expect(await creditOf(await platform.market.OPERATOR_ACCOUNT())).toBe(2_500n);
      expect(await creditOf(MUSEUM)).toBe(82_500n);
      expect(await platform.token.balanceOf(platform.market)).toBe(100_001n);
    });

    it('never rounds a community’s share to nothing', async () => {
      await platform.offer(assetId, { price: 1n });
      await platform.buy(assetId);
      expect(await platform.market.creditOf(COMMUNITY, platform.tokenAddress)).toBe(1n);
    });

    it('is free when the price is', async () => {
      await platform.offer(assetId, { price: 0n });
      await buyAs('studio', await platform.purchaseOf(assetId));
      expect(await platform.licenses.ownerOf(1n)).toBe(platform.payoutOf(STUDIO));
    });

    it('refuses the same purchase again, naming the license, so that it can safely be repeated', async () => {
      await platform.offer(assetId);
      const purchase = await platform.purchaseOf(assetId);
      await platform.buy(assetId);
      await expectReasons(buyAs('studio', purchase), [['ALREADY_LICENSED', 1n]]);
      await platform.buy(assetId, { lastDay: TODAY + 31 });
    });

    it('refuses when consent is withdrawn in the block before', async () => {
      await platform.offer(assetId);
      const purchase = await platform.purchaseOf(assetId);
      await mined(platform.consents.connect(platform.people.council).withdraw(assetId));
      await expectReasons(buyAs('studio', purchase), [['NO_CONSENT', 0n]]);
    });

    it('refuses other terms than the buyer saw, and more than it pays', async () => {
      await platform.offer(assetId);
      const purchase = await platform.purchaseOf(assetId);
      const cheap = buyAs('studio', { ...purchase, maxPrice: 119_999n });
      expect(await refusalOf(cheap)).toEqual(['LicenseMarketPriceAboveMaximum', 120_000n, 119_999n]);
      await mined(as('museum').closeOffer(1n));
      await platform.offer(assetId, { price: 119_000n });
      const { termsHash } = await platform.purchaseOf(assetId);
      const switched = ['LicenseMarketTermsChanged', purchase.termsHash, termsHash];
      expect(await refusalOf(buyAs('studio', purchase))).toEqual(switched);
    });

    it('is for the licensee’s editors alone', async () => {
      await platform.offer(assetId);
      const purchase = await platform.purchaseOf(assetId);
      const { address } = platform.people.stranger;
      expect(await refusalOf(buyAs('stranger', purchase))).toEqual([
        'LicenseMarketNotMember',
        STUDIO,
        address,
      ]);
      const forNobody = buyAs('studio', { ...purchase, licensee: NOBODY });
      expect((await refusalOf(forNobody))[0]).toBe('LicenseMarketNotMember');
    });

    it('refuses without allowance, and changes nothing then', async () => {
      await platform.offer(assetId);
      const refusal = await refusalOf(buyAs('studio', await platform.purchaseOf(assetId)));
      expect(refusal[0]).toBe('ERC20InsufficientAllowance');
      expect(await platform.market.creditOf(MUSEUM, platform.tokenAddress)).toBe(0n);
    });

    it('goes through when somebody used the permit before', async () => {
      const { token, market, people } = platform;
      await platform.offer(assetId);
      const purchase = await platform.purchaseOf(assetId);
      const permit = await platform.permit(people.studio, 120_000n);
      const { value, deadline, v, r, s } = permit;
      await mined(token.connect(people.stranger).permit(people.studio, market, value, deadline, v, r, s));
      await buyAs('studio', purchase, permit);
      expect(await platform.licenses.ownerOf(1n)).toBe(platform.payoutOf(STUDIO));
    });

    it('counts whole UTC days of the block: today is allowed to its last second, yesterday never', async () => {
      await platform.offer(assetId);
      await mined(platform.token.connect(platform.people.studio).approve(platform.market, 10n ** 9n));
      const purchase = await platform.purchaseOf(assetId);
      await platform.chain.travelTo((TODAY + 1) * DAY_SECONDS - 20);
      await buyAs('studio', await platform.purchaseOf(assetId, { lastDay: TODAY + 1 }));
      await platform.chain.travelTo((TODAY + 1) * DAY_SECONDS);
      await expectReasons(buyAs('studio', purchase), [['WINDOW_PAST', BigInt(TODAY + 1)]]);
      const tomorrow = await platform.purchaseOf(assetId, { firstDay: TODAY + 1 });
      await buyAs('studio', tomorrow);
    });

    it('sells an asset without a community, crediting only holder and operator', async () => {
      const without = await platform.materializeNew({ community: null });
      await platform.offer(without, { communityShareBps: 0 });
      await platform.buy(without);
      expect(await platform.market.creditOf(ZeroHash, platform.tokenAddress)).toBe(0n);
      expect(await platform.market.creditOf(MUSEUM, platform.tokenAddress)).toBe(117_000n);
    });

    it('says reasons for exclusive wishes, which come later', async () => {
      await platform.offer(assetId);
      expect(await reasonsFor({ exclusive: true })).toEqual([[code('EXCLUSIVE_NOT_OFFERED'), 1n]]);
    });
  });

  describe('claim', () => {
    it('pays what is credited to the payout address of the time, once, whoever asks', async () => {
      const { people, organizations, token, tokenAddress } = platform;
      await platform.offer(assetId);
      await platform.buy(assetId);
      await mined(organizations.connect(people.council).setPayout(COMMUNITY, people.council));
      await mined(as('stranger').claim(COMMUNITY, tokenAddress));
      expect(await token.balanceOf(people.council)).toBe(18_000n);
      const again = mined(as('stranger').claim(COMMUNITY, tokenAddress));
      expect(await refusalOf(again)).toEqual([
        'LicenseMarketNothingToClaim',
        COMMUNITY,
        getAddress(tokenAddress),
      ]);
      expect(await platform.market.creditOf(MUSEUM, tokenAddress)).toBe(99_000n);
    });
  });

  it('knows its tokens, shares and table', async () => {
    expect(await platform.market.isAccepted(platform.tokenAddress)).toBe(true);
    expect(await platform.market.isAccepted(ZeroAddress)).toBe(false);
    expect(await platform.market.operatorShareBps()).toBe(250n);
  });
});
