import { getAddress } from 'ethers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AssetId } from '@lanran/protocol/ids';
import { TODAY } from '../../scripts/stage/chain.ts';
import { buildWish, mined, Platform, STUDIO } from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

describe('LicenseToken', () => {
  let platform: Platform;
  let assetId: AssetId;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    await platform.fundStudio();
    assetId = await platform.materializeNew();
    await platform.consent(assetId);
    await platform.offer(assetId);
    await mined(
      platform.organizations.connect(platform.people.studio).setPayout(STUDIO, platform.people.studio),
    );
    await platform.buy(assetId, { firstDay: TODAY + 1, lastDay: TODAY + 3 });
  });

  it('is issued by the market alone', async () => {
    const { licenses, people } = platform;
    const license = { licensee: STUDIO, termsHash: STUDIO, wish: buildWish(), offerId: 1, revoked: false };
    for (const person of ['sealer', 'deployer', 'studio', 'accreditor'] as const) {
      const attempt = mined(licenses.connect(people[person]).issue(people[person], license));
      expect(await refusalOf(attempt)).toEqual(['LicenseTokenNotMarket', people[person].address]);
    }
    expect(await licenses.market()).toBe(getAddress(await platform.market.getAddress()));
  });

  it('is live on its days, the last included, and expired after', async () => {
    const { licenses } = platform;
    const days = [TODAY, TODAY + 1, TODAY + 3, TODAY + 4];
    const states = await Promise.all(
      days.map(async (day) => [await licenses.isLive(1n, day), await licenses.isExpired(1n, day)]),
    );
    expect(states).toEqual([
      [false, false],
      [true, false],
      [true, false],
      [false, true],
    ]);
    expect(await licenses.isRevoked(1n)).toBe(false);
  });

  it('keeps the wish and the hash of the terms', async () => {
    const license = await platform.licenses.licenseOf(1n);
    expect([...license.wish]).toEqual([6n, 2n ** 256n - 1n, BigInt(TODAY + 1), BigInt(TODAY + 3), false]);
    const { termsHash } = await platform.purchaseOf(assetId, { firstDay: TODAY + 1, lastDay: TODAY + 3 });
    expect(license.termsHash).toBe(termsHash);
  });

  it('stays with its licensee, approved or not', async () => {
    const { licenses, people } = platform;
    const { studio, stranger } = people;
    expect(await licenses.locked(1n)).toBe(true);
    await mined(licenses.connect(studio).approve(stranger, 1n));
    const own = mined(licenses.connect(studio).transferFrom(studio, stranger, 1n));
    expect(await refusalOf(own)).toEqual(['LicenseTokenLocked', 1n]);
    const approved = mined(licenses.connect(stranger).transferFrom(studio, stranger, 1n));
    expect(await refusalOf(approved)).toEqual(['LicenseTokenLocked', 1n]);
  });

  it('says so through ERC-165: ERC-721 and ERC-5192', async () => {
    expect(await platform.licenses.supportsInterface('0x80ac58cd')).toBe(true);
    expect(await platform.licenses.supportsInterface('0xb45a3c0e')).toBe(true);
    expect(await platform.licenses.supportsInterface('0xffffffff')).toBe(false);
  });

  it('answers for licenses that exist', async () => {
    const { licenses } = platform;
    const unknown = ['LicenseTokenUnknown', 2n];
    expect(await refusalOf(licenses.licenseOf(2n))).toEqual(unknown);
    expect(await refusalOf(licenses.locked(2n))).toEqual(unknown);
    expect(await refusalOf(licenses.isLive(2n, TODAY))).toEqual(unknown);
  });
});
