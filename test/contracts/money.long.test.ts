import { getAddress, MaxUint256, ZeroAddress } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ILicenseMarket } from '../../contracts/abi/LicenseMarket.ts';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { TODAY } from '../../scripts/stage/chain.ts';
import { giveCoin, licenseIn, setNextTime } from '../../scripts/stage/market.ts';
import { COMMUNITY, mined, MUSEUM, NO_PERMIT, Platform, STUDIO } from '../../scripts/stage/platform.ts';
import { differencesOf, entryOf, replayCredits } from './ledger.ts';
import { refusalOf } from './refusal.ts';

const PRICE = 120_000n;

describe('Money', () => {
  let platform: Platform;
  let operator: string;
  let assetId: AssetId;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    operator = await platform.market.OPERATOR_ACCOUNT();
    await platform.fundStudio();
    await giveCoin(platform.chain, platform.people.studio.address, 10n ** 20n);
    assetId = await platform.materializeNew();
    await platform.consent(assetId);
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  const as = (person: 'studio' | 'stranger') => platform.market.connect(platform.people[person]);
  const claim = (organizationId: string, token = platform.tokenAddress) =>
    mined(as('stranger').claim(organizationId, token));
  const creditsOf = (token = platform.tokenAddress) =>
    Promise.all([COMMUNITY, operator, MUSEUM].map((account) => platform.market.creditOf(account, token)));

  async function buyWithCoin(price: bigint, value: bigint): Promise<ILicenseMarket.PurchaseStruct> {
    await platform.offer(assetId, { token: ZeroAddress, price });
    const purchase = await platform.purchaseOf(assetId);
    await mined(as('studio').buy(purchase, NO_PERMIT, { value }));
    return purchase;
  }

  describe('shares', () => {
    it.each([
      // price, community bps → community (up), operator 2.5 % (down), holder (rest)
      [100_001n, 1_500, [15_001n, 2_500n, 82_500n]],
      [120_000n, 1_500, [18_000n, 3_000n, 99_000n]],
      [1n, 1_500, [1n, 0n, 0n]],
      [2n, 1_500, [1n, 0n, 1n]],
      [39n, 9_750, [39n, 0n, 0n]],
      [41n, 9_750, [40n, 1n, 0n]],
      [0n, 9_750, [0n, 0n, 0n]],
      [
        2n ** 96n - 1n,
        1_500,
        [
          11_884_224_377_139_650_639_031_592_551n,
          1_980_704_062_856_608_439_838_598_758n,
          65_363_234_074_268_078_514_673_759_026n,
        ],
      ],
    ])('of %s at %i bps add up to it', async (price, communityShareBps, shares) => {
      await platform.offer(assetId, { price, communityShareBps, token: ZeroAddress });
      await giveCoin(platform.chain, platform.people.studio.address, 2n ** 97n);
      const purchase = await platform.purchaseOf(assetId);
      await mined(as('studio').buy(purchase, NO_PERMIT, { value: price }));
      const credits = await creditsOf(ZeroAddress);
      expect(credits).toEqual(shares);
      expect(credits.reduce((sum, credit) => sum + credit, 0n)).toBe(price);
    });

    it('may all be the community’s where the operator has none', async () => {
      const free = await Platform.startAdmitted({ operatorShareBps: 0 });
      await free.fundStudio();
      const sold = await free.materializeNew();
      await free.consent(sold, { shareBps: 10_000 });
      await free.offer(sold, { communityShareBps: 10_000, price: 7n });
      await free.buy(sold);
      expect(await free.market.creditOf(COMMUNITY, free.tokenAddress)).toBe(7n);
      expect(await free.market.creditOf(MUSEUM, free.tokenAddress)).toBe(0n);
    });

    it('are the holder’s and the operator’s alone without a community', async () => {
      const without = await platform.materializeNew({ community: null });
      await platform.offer(without, { communityShareBps: 0 });
      await platform.buy(without);
      expect(await creditsOf()).toEqual([0n, 3_000n, 117_000n]);
    });
  });

  describe('claim', () => {
    beforeEach(async () => {
      await platform.offer(assetId);
      await platform.buy(assetId);
    });

    it('pays to the payout address of the time, once, whoever asks', async () => {
      const { people, organizations, token } = platform;
      await mined(organizations.connect(people.council).setPayout(COMMUNITY, people.council));
      const before = await token.balanceOf(people.council);
      await claim(COMMUNITY);
      expect(await token.balanceOf(people.council)).toBe(before + 18_000n);
      expect(await creditsOf()).toEqual([0n, 3_000n, 99_000n]);
      const nothing = ['LicenseMarketNothingToClaim', COMMUNITY, getAddress(platform.tokenAddress)];
      expect(await refusalOf(claim(COMMUNITY))).toEqual(nothing);
    });

    it('pays the operator to the address named at deployment', async () => {
      await claim(operator);
      const payout = platform.chain.wallet('operator payout');
      expect(await platform.token.balanceOf(payout)).toBe(3_000n);
    });

    it('has nothing for strangers, other tokens and the id zero', async () => {
      for (const [account, token] of [
        [STUDIO, platform.tokenAddress],
        [MUSEUM, ZeroAddress],
        [`0x${'00'.repeat(32)}`, platform.tokenAddress],
      ] as const) {
        const refusal = ['LicenseMarketNothingToClaim', account, getAddress(token)];
        expect(await refusalOf(claim(account, token))).toEqual(refusal);
      }
    });

    it('goes on while sales are paused, the asset is withdrawn and consent is gone', async () => {
      const { people, judgement, assets, consents } = platform;
      await mined(judgement.connect(people.accreditor).pause());
      await mined(assets.connect(people.museum).withdraw(assetId));
      await mined(consents.connect(people.council).withdraw(assetId));
      for (const account of [COMMUNITY, MUSEUM, operator]) await claim(account);
      expect(await platform.token.balanceOf(platform.market)).toBe(0n);
    });
  });

  describe('coin', () => {
    it('is taken exactly, and claimed', async () => {
      await buyWithCoin(PRICE, PRICE);
      expect(await platform.chain.provider.getBalance(platform.market)).toBe(PRICE);
      await claim(COMMUNITY, ZeroAddress);
      const payout = platform.payoutOf(COMMUNITY);
      expect(await platform.chain.provider.getBalance(payout)).toBe(18_000n);
    });

    it.each([0n, PRICE - 1n, PRICE + 1n])('is refused when %s came for 120000', async (value) => {
      const refusal = ['LicenseMarketPaymentMismatch', PRICE, value];
      expect(await refusalOf(buyWithCoin(PRICE, value))).toEqual(refusal);
      expect(await creditsOf(ZeroAddress)).toEqual([0n, 0n, 0n]);
    });

    it('is not taken without a purchase', async () => {
      await giveCoin(platform.chain, platform.people.stranger.address, 10n);
      const to = await platform.market.getAddress();
      for (const data of ['0x', '0x12345678']) {
        await expect(platform.people.stranger.sendTransaction({ to, data, value: 1n })).rejects.toThrow();
      }
    });
  });

  describe('tokens that somebody sends to the market', () => {
    it('belong to nobody and change no sale', async () => {
      const { token, people, market } = platform;
      await mined(token.connect(people.studio).transfer(market, 5n));
      await platform.offer(assetId);
      await platform.buy(assetId);
      expect(await creditsOf()).toEqual([18_000n, 3_000n, 99_000n]);
      for (const account of [COMMUNITY, MUSEUM, operator]) await claim(account);
      expect(await token.balanceOf(market)).toBe(5n);
    });
  });

  describe('permit', () => {
    let purchase: ILicenseMarket.PurchaseStruct;
    beforeEach(async () => {
      await platform.offer(assetId);
      purchase = await platform.purchaseOf(assetId);
    });
    const buy = (permit: ILicenseMarket.PermitStruct) => mined(as('studio').buy(purchase, permit));
    const insufficient = async () => [
      'ERC20InsufficientAllowance',
      getAddress(await platform.market.getAddress()),
      0n,
      PRICE,
    ];

    it('is no obstacle when somebody used it first', async () => {
      const { token, people, market } = platform;
      const permit = await platform.permit(people.studio, PRICE);
      const { value, deadline, v, r, s } = permit;
      await mined(token.connect(people.stranger).permit(people.studio, market, value, deadline, v, r, s));
      licenseIn(platform, await buy(permit));
      expect(await token.allowance(people.studio, market)).toBe(0n);
    });

    it('is good to the second of its deadline, and refused after it', async () => {
      const permit = await platform.permit(platform.people.studio, PRICE);
      const deadline = Number(permit.deadline);
      const restoreTime = await platform.chain.snapshot();
      await setNextTime(platform.chain, deadline + 1);
      expect(await refusalOf(buy(permit))).toEqual(['LicenseMarketPermitExpired', BigInt(deadline)]);
      await restoreTime();
      await setNextTime(platform.chain, deadline);
      licenseIn(platform, await buy(permit));
    });

    it('moves nothing when it is for another spender, of another owner, altered, for less, or used', async () => {
      const { people, token } = platform;
      const good = await platform.permit(people.studio, PRICE);
      const short = await platform.permit(people.studio, PRICE - 1n);
      const foreign = await platform.permit(people.museum, PRICE);
      const elsewhere = await platform.permit(people.studio, PRICE, await token.getAddress());
      for (const permit of [{ ...good, deadline: MaxUint256 }, { ...good, v: 0 }, foreign, elsewhere]) {
        expect(await refusalOf(buy(permit))).toEqual(await insufficient());
      }
      expect((await refusalOf(buy(short))).slice(2)).toEqual([PRICE - 1n, PRICE]);
      await buy(good);
      purchase = await platform.purchaseOf(assetId, { lastDay: TODAY + 1 });
      expect(await refusalOf(buy(good))).toEqual(await insufficient());
    });

    it('is not looked at where the price is coin', async () => {
      await platform.offer(assetId, { token: ZeroAddress, price: 3n, media: 1 });
      const { people } = platform;
      const coin = await platform.purchaseOf(assetId, { media: 1, lastDay: TODAY + 2 });
      const moved = { ...coin, offerId: 2n };
      const { licenseId } = await platform.judgement.quoteSale(
        { ...moved, isInvoiced: false, orderedDay: TODAY },
        TODAY,
      );
      const permit = await platform.permit(people.studio, PRICE);
      const termsHash = `0x${licenseId.toString(16).padStart(64, '0')}`;
      await mined(as('studio').buy({ ...moved, termsHash }, permit, { value: 3n }));
      expect(await platform.token.nonces(people.studio)).toBe(0n);
    });
  });

  it('can be counted from events alone, to zero difference', async () => {
    await platform.offer(assetId, { price: 99_999n });
    for (const lastDay of [TODAY, TODAY + 1, TODAY + 2]) await platform.buy(assetId, { lastDay });
    await mined(platform.book.connect(platform.people.museum).closeOffer(1n));
    await buyWithCoin(777n, 777n);
    await claim(COMMUNITY);
    await platform.offer(assetId, { price: 13n, communityShareBps: 2_000 });
    await claim(MUSEUM, ZeroAddress);
    const ledger = await replayCredits(platform);
    expect(ledger.get(entryOf(COMMUNITY, platform.tokenAddress))).toBe(0n);
    expect(ledger.get(entryOf(COMMUNITY, ZeroAddress))).toBe(117n);
    expect(ledger.size).toBe(6);
    expect(await differencesOf(platform)).toEqual([]);
  });
});
