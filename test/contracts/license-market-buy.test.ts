import { getAddress, toBeHex, ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ILicenseMarket, WishStruct } from '../../contracts/abi/LicenseMarket.ts';
import { organizationIdOf, type AssetId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { DAY_SECONDS, TODAY } from '../../scripts/stage/chain.ts';
import { giveCoin, licenseIn, mineTogether, ORIGIN, RIGHT, setNextTime } from '../../scripts/stage/market.ts';
import {
  buildConsent,
  mined,
  MUSEUM,
  NO_PERMIT,
  Platform,
  ROLE,
  STUDIO,
} from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';
import { refusedFor } from './refused-for.ts';

const NOBODY = organizationIdOf('nobody');
const GAME = bitsOf(['GAME']);
const PRICE = 120_000n;
/** Said to each transaction of a shared block, which can't be estimated. */
const GAS = { gasLimit: 1_000_000n };

describe('LicenseMarket sells', () => {
  let platform: Platform;
  let assetId: AssetId;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    await platform.fundStudio();
    await mined(platform.token.connect(platform.people.studio).approve(platform.market, 10n ** 8n));
    assetId = await platform.materializeNew();
    await platform.consent(assetId);
    await platform.offer(assetId);
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  const studio = () => platform.market.connect(platform.people.studio);
  const buy = (purchase: ILicenseMarket.PurchaseStruct, overrides: { value?: bigint } = {}) =>
    mined(studio().buy(purchase, NO_PERMIT, overrides));
  const balanceOf = (account: string) => platform.token.balanceOf(account);

  async function offerAnother(overrides: Parameters<Platform['offer']>[1] = {}): Promise<bigint> {
    await platform.offer(assetId, overrides);
    const offers = await platform.book.openOffersOf(assetId);
    return offers[offers.length - 1] ?? 0n;
  }

  /** A purchase from this very offer, as quoted. */
  async function purchaseFrom(
    offerId: bigint,
    wish: Partial<WishStruct> = {},
  ): Promise<ILicenseMarket.PurchaseStruct> {
    const sale = await platform.purchaseOf(assetId, wish);
    const question = { ...sale, offerId, isInvoiced: false, orderedDay: TODAY };
    const { terms, licenseId } = await platform.judgement.quoteSale(question, TODAY);
    return { ...sale, offerId, termsHash: toBeHex(licenseId, 32), maxPrice: terms.price };
  }

  async function pause(): Promise<void> {
    await mined(platform.judgement.connect(platform.people.accreditor).pause());
  }

  describe('buy', () => {
    it('issues the license of the quote to the licensee, for its price', async () => {
      const purchase = await platform.purchaseOf(assetId);
      const before = await balanceOf(platform.people.studio.address);
      const { licenseId, terms } = licenseIn(platform, await buy(purchase));
      expect(toBeHex(licenseId, 32)).toBe(purchase.termsHash);
      expect([terms.assetId, terms.licensee, terms.offerId, terms.token, terms.price]).toEqual([
        assetId,
        STUDIO,
        1n,
        getAddress(platform.tokenAddress),
        PRICE,
      ]);
      expect([terms.origin, terms.parent, terms.rights]).toEqual([ORIGIN.SALE, 0n, 0n]);
      expect(await platform.licenses.licenseeOf(licenseId)).toBe(STUDIO);
      expect(await balanceOf(platform.people.studio.address)).toBe(before - PRICE);
      expect(await balanceOf(await platform.market.getAddress())).toBe(PRICE);
    });

    it('is for the licensee’s owners and editors; viewers, strangers and other organizations’ members are refused', async () => {
      const purchase = await platform.purchaseOf(assetId);
      const { people, organizations, token } = platform;
      await mined(organizations.connect(people.studio).addMember(STUDIO, people.council, ROLE.VIEWER));
      for (const person of ['council', 'stranger', 'museum', 'sealer'] as const) {
        const attempt = mined(platform.market.connect(people[person]).buy(purchase, NO_PERMIT));
        expect(await refusalOf(attempt)).toEqual(['LicenseMarketNotMember', STUDIO, people[person].address]);
      }
      const forNobody = buy({ ...purchase, licensee: NOBODY });
      expect(await refusalOf(forNobody)).toEqual(['LicenseMarketNotMember', NOBODY, people.studio.address]);
      await mined(organizations.connect(people.studio).addMember(STUDIO, people.stranger, ROLE.EDITOR));
      await mined(token.connect(people.stranger).mint(people.stranger, PRICE));
      await mined(token.connect(people.stranger).approve(platform.market, PRICE));
      await mined(platform.market.connect(people.stranger).buy(purchase, NO_PERMIT));
      expect(await balanceOf(people.stranger.address)).toBe(0n);
    });

    it('refuses a price above the most the buyer pays, and takes one at it', async () => {
      const purchase = await platform.purchaseOf(assetId);
      const cheap = buy({ ...purchase, maxPrice: PRICE - 1n });
      expect(await refusalOf(cheap)).toEqual(['LicenseMarketPriceAboveMaximum', PRICE, PRICE - 1n]);
      await buy({ ...purchase, maxPrice: PRICE });
    });

    it('refuses other terms than the buyer saw', async () => {
      const purchase = await platform.purchaseOf(assetId);
      const changed = buy({ ...purchase, termsHash: ZeroHash });
      expect(await refusalOf(changed)).toEqual(['LicenseMarketTermsChanged', ZeroHash, purchase.termsHash]);
    });

    it('refuses an offer that was closed and opened at another price within the block of the purchase', async () => {
      const purchase = await platform.purchaseOf(assetId);
      const museum = platform.book.connect(platform.people.museum);
      const dearer = { ...platform.buildTerms(), price: PRICE + 1n };
      const outcome = await mineTogether(platform.chain, [
        () => museum.closeOffer(1n, GAS),
        () => museum.offer(assetId, dearer, GAS),
        () => studio().buy({ ...purchase, maxPrice: PRICE * 2n }, NO_PERMIT, GAS),
      ]);
      expect(outcome).toEqual([true, true, false]);
      expect(await refusalOf(buy(purchase))).toEqual(refusedFor(['OFFER_CLOSED', 1n]));
      const moved = buy({ ...purchase, offerId: 2n, maxPrice: PRICE * 2n });
      expect((await refusalOf(moved)).slice(0, 2)).toEqual(['LicenseMarketTermsChanged', purchase.termsHash]);
    });

    it('sells one of two exclusive licenses that meet, also within one block', async () => {
      const exclusive = await offerAnother({ exclusive: true });
      const first = await purchaseFrom(exclusive, { exclusive: true });
      const second = await purchaseFrom(exclusive, {
        exclusive: true,
        firstDay: TODAY + 30,
        lastDay: TODAY + 40,
      });
      const beside = await purchaseFrom(exclusive, {
        exclusive: true,
        firstDay: TODAY + 31,
        lastDay: TODAY + 40,
      });
      const outcome = await mineTogether(
        platform.chain,
        [first, second, beside].map((purchase) => () => studio().buy(purchase, NO_PERMIT, GAS)),
      );
      expect(outcome).toEqual([true, false, true]);
      expect(await refusalOf(buy(second))).toEqual(
        refusedFor(
          ['EXCLUSIVE_OVERLAP', BigInt(first.termsHash.toString())],
          ['EXCLUSIVE_OVERLAP', BigInt(beside.termsHash.toString())],
        ),
      );
    });

    it('refuses the same purchase again, live or revoked, naming the license', async () => {
      const revocable = await offerAnother({ rights: RIGHT.REVOCABLE });
      const purchase = await purchaseFrom(revocable);
      const { licenseId, terms } = licenseIn(platform, await buy(purchase));
      expect(await refusalOf(buy(purchase))).toEqual(refusedFor(['ALREADY_LICENSED', licenseId]));
      await mined(platform.licenses.connect(platform.people.museum).revoke(terms, STUDIO));
      expect(await refusalOf(buy(purchase))).toEqual(refusedFor(['ALREADY_LICENSED', licenseId]));
      expect(await platform.licenses.isRevoked(licenseId)).toBe(true);
    });

    it('refuses when consent is withdrawn earlier in the block', async () => {
      const purchase = await platform.purchaseOf(assetId);
      const outcome = await mineTogether(platform.chain, [
        () => platform.consents.connect(platform.people.council).withdraw(assetId, GAS),
        () => studio().buy(purchase, NO_PERMIT, GAS),
      ]);
      expect(outcome).toEqual([true, false]);
      expect(await refusalOf(buy(purchase))).toEqual(refusedFor(['NO_CONSENT', 0n]));
    });

    it('refuses when the council asks for more earlier in the block', async () => {
      const purchase = await platform.purchaseOf(assetId);
      const raised = buildConsent({ shareBps: 1_501 });
      const outcome = await mineTogether(platform.chain, [
        () => platform.consents.connect(platform.people.council).grant(assetId, raised, GAS),
        () => studio().buy(purchase, NO_PERMIT, GAS),
      ]);
      expect(outcome).toEqual([true, false]);
      expect(await refusalOf(buy(purchase))).toEqual(refusedFor(['SHARE_RAISED', 1_501n]));
    });

    it('refuses while sales are paused, and gives every reason at once', async () => {
      const purchase = await platform.purchaseOf(assetId);
      await pause();
      await mined(platform.book.connect(platform.people.museum).closeOffer(1n));
      expect(await refusalOf(buy(purchase))).toEqual(refusedFor(['SALES_PAUSED', 0n], ['OFFER_CLOSED', 1n]));
    });

    it('refuses without allowance or funds, and then nothing has changed', async () => {
      const purchase = await platform.purchaseOf(assetId);
      const { token, people, market, licenses } = platform;
      await mined(token.connect(people.studio).approve(market, PRICE - 1n));
      const marketAddress = getAddress(await market.getAddress());
      expect(await refusalOf(buy(purchase))).toEqual([
        'ERC20InsufficientAllowance',
        marketAddress,
        PRICE - 1n,
        PRICE,
      ]);
      await mined(token.connect(people.studio).approve(market, PRICE));
      await mined(token.connect(people.studio).transfer(people.museum, 10n ** 8n - 1n));
      expect(await refusalOf(buy(purchase))).toEqual([
        'ERC20InsufficientBalance',
        people.studio.address,
        1n,
        PRICE,
      ]);
      expect(await market.creditOf(MUSEUM, platform.tokenAddress)).toBe(0n);
      expect(await licenses.isIssued(BigInt(purchase.termsHash.toString()))).toBe(false);
    });

    it('counts whole days of the block: today to its last second, yesterday never', async () => {
      const purchase = await platform.purchaseOf(assetId);
      const other = await platform.purchaseOf(assetId, { media: GAME });
      await setNextTime(platform.chain, (TODAY + 1) * DAY_SECONDS - 1);
      await buy(other);
      await setNextTime(platform.chain, (TODAY + 1) * DAY_SECONDS);
      expect(await refusalOf(buy(purchase))).toEqual(refusedFor(['WINDOW_PAST', BigInt(TODAY + 1)]));
    });

    it('takes no coin for a license that costs a token, or nothing', async () => {
      await giveCoin(platform.chain, platform.people.studio.address, 10n ** 18n);
      const purchase = await platform.purchaseOf(assetId);
      const mismatch = ['LicenseMarketPaymentMismatch', 0n, 1n];
      expect(await refusalOf(buy(purchase, { value: 1n }))).toEqual(mismatch);
      const free = await purchaseFrom(await offerAnother({ price: 0n }));
      expect(await refusalOf(buy(free, { value: 1n }))).toEqual(mismatch);
      await buy(free);
    });
  });
});
