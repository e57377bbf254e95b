import { toBeHex, ZeroAddress } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ILicenseMarket } from '../../contracts/abi/LicenseMarket.ts';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { ALL_MEDIA, bitsOf } from '@lanran/protocol/licensing/media';
import { TODAY } from '../../scripts/stage/chain.ts';
import { giveCoin, licensesIn } from '../../scripts/stage/market.ts';
import { mined, NO_PERMIT, Platform } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';
import { refusedFor } from './refused-for.ts';

const GAME = bitsOf(['GAME']);
const PRICE = 120_000n;

describe('LicenseMarket sells several licenses at once', () => {
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
  const balanceOf = (account: string) => platform.token.balanceOf(account);

  const buyMany = (purchases: ILicenseMarket.PurchaseStruct[], value = 0n) =>
    mined(studio().buyMany(purchases, NO_PERMIT, { value }));
  const purchases = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, at) => platform.purchaseOf(assetId, { lastDay: TODAY + at })),
    );

  it('refuses none and eleven, and sells ten', async () => {
    expect(await refusalOf(buyMany([]))).toEqual(['LicenseMarketCountInvalid', 0n, 10n]);
    expect(await refusalOf(buyMany(await purchases(11)))).toEqual(['LicenseMarketCountInvalid', 11n, 10n]);
    const ten = await purchases(10);
    const sold = licensesIn(platform, await buyMany(ten));
    expect(sold.map(({ licenseId }) => toBeHex(licenseId, 32))).toEqual(
      ten.map(({ termsHash }) => termsHash),
    );
    expect(await balanceOf(await platform.market.getAddress())).toBe(10n * PRICE);
  });

  it('sells all or none', async () => {
    const [first, second] = await purchases(2);
    if (first === undefined || second === undefined) throw new Error('There are two.');
    const twice = buyMany([first, second, first]);
    const licenseId = BigInt(first.termsHash.toString());
    expect(await refusalOf(twice)).toEqual(refusedFor(['ALREADY_LICENSED', licenseId]));
    expect(await platform.licenses.isIssued(licenseId)).toBe(false);
    expect(await balanceOf(await platform.market.getAddress())).toBe(0n);
  });

  it('takes coin and token side by side, the coin exactly', async () => {
    const { chain, people, market } = platform;
    await giveCoin(chain, people.studio.address, 10n ** 18n);
    await mined(platform.book.connect(people.museum).closeOffer(1n));
    await platform.offer(assetId, { media: ALL_MEDIA & ~GAME });
    await platform.offer(assetId, { token: ZeroAddress, price: 7n, media: GAME });
    const mixed = [
      await platform.purchaseOf(assetId),
      await platform.purchaseOf(assetId, { media: GAME }),
      await platform.purchaseOf(assetId, { media: GAME, lastDay: TODAY + 1 }),
    ];
    expect(await refusalOf(buyMany(mixed, 13n))).toEqual(['LicenseMarketPaymentMismatch', 14n, 13n]);
    expect(await refusalOf(buyMany(mixed, 15n))).toEqual(['LicenseMarketPaymentMismatch', 14n, 15n]);
    await buyMany(mixed, 14n);
    expect(await chain.provider.getBalance(market)).toBe(14n);
    expect(await balanceOf(await market.getAddress())).toBe(PRICE);
  });

  it('takes the price of all by one permit', async () => {
    const { token, people, market } = platform;
    await mined(token.connect(people.studio).approve(market, 0n));
    const permit = await platform.permit(people.studio, 2n * PRICE);
    await mined(studio().buyMany(await purchases(2), permit));
    expect(await balanceOf(await market.getAddress())).toBe(2n * PRICE);
  });
});
