import { toBeHex, ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { bitsOf } from '@lanran/protocol/licensing/media';
import { DAY_SECONDS, TODAY } from '../../scripts/stage/chain.ts';
import {
  admitSecondStudio,
  licenseIn,
  ORIGIN,
  RIGHT,
  SECOND_STUDIO,
  secondStudioOf,
  type Agreed,
} from '../../scripts/stage/market.ts';
import {
  buildWish,
  COMMUNITY,
  mined,
  MUSEUM,
  NO_PERMIT,
  Platform,
  STUDIO,
} from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';
import { refusedFor } from './refused-for.ts';

const { RENEWABLE, REVOCABLE, SUBLICENSABLE, TRANSFERABLE } = RIGHT;
const PRICE = 120_000n;
const GAME = bitsOf(['GAME']);

describe('LicenseMarket, from a license that was sold,', () => {
  let platform: Platform;
  let assetId: AssetId;
  let held: Agreed;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    platform = await Platform.startAdmitted({ operatorShareBps: 250 });
    await platform.fundStudio();
    await admitSecondStudio(platform);
    const { token, people, market } = platform;
    await mined(token.connect(people.studio).approve(market, 10n ** 8n));
    await mined(token.connect(people.stranger).mint(secondStudioOf(platform), 10n ** 8n));
    await mined(token.connect(secondStudioOf(platform)).approve(market, 10n ** 8n));
    assetId = await platform.materializeNew();
    await platform.consent(assetId, { rights: TRANSFERABLE | SUBLICENSABLE });
    await platform.offer(assetId, { rights: TRANSFERABLE | SUBLICENSABLE | REVOCABLE | RENEWABLE });
    held = licenseIn(platform, await platform.buy(assetId));
    await mined(token.connect(people.studio).approve(market, 10n ** 8n));
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  const as = (wallet = platform.people.studio) => platform.market.connect(wallet);
  const transferToSecond = () =>
    mined(platform.licenses.connect(platform.people.studio).transfer(held.terms, SECOND_STUDIO));

  describe('renew', () => {
    async function quotedRenewal(of = held, licensee: string = STUDIO): Promise<string> {
      const { licenseId } = await platform.judgement.quoteRenewal(of.terms, licensee, TODAY);
      return toBeHex(licenseId, 32);
    }
    const renew = async (of = held) => mined(as().renew(of.terms, await quotedRenewal(of), NO_PERMIT));

    it('sells the following days at the price and shares of the license', async () => {
      const credit = await platform.market.creditOf(COMMUNITY, platform.tokenAddress);
      const { licenseId, terms } = licenseIn(platform, await renew());
      expect([terms.wish.firstDay, terms.wish.lastDay]).toEqual([BigInt(TODAY + 31), BigInt(TODAY + 61)]);
      expect([terms.origin, terms.parent, terms.price]).toEqual([ORIGIN.RENEWAL, held.licenseId, PRICE]);
      expect(await platform.licenses.licenseeOf(licenseId)).toBe(STUDIO);
      expect(await platform.market.creditOf(COMMUNITY, platform.tokenAddress)).toBe(credit + 18_000n);
      const again = licenseIn(platform, await renew({ licenseId, terms }));
      expect(again.terms.parent).toBe(licenseId);
    });

    it('takes the price by permit', async () => {
      const { token, people, market } = platform;
      await mined(token.connect(people.studio).approve(market, 0n));
      const permit = await platform.permit(people.studio, PRICE);
      await mined(as().renew(held.terms, await quotedRenewal(), permit));
    });

    it('is for members of the licensee, after a transfer of the new one', async () => {
      const second = secondStudioOf(platform);
      const early = mined(as(second).renew(held.terms, await quotedRenewal(), NO_PERMIT));
      expect(await refusalOf(early)).toEqual(['LicenseMarketNotMember', STUDIO, second.address]);
      await transferToSecond();
      const late = mined(as().renew(held.terms, await quotedRenewal(), NO_PERMIT));
      const studio = platform.people.studio.address;
      expect(await refusalOf(late)).toEqual(['LicenseMarketNotMember', SECOND_STUDIO, studio]);
      const hash = await quotedRenewal(held, SECOND_STUDIO);
      const { terms } = licenseIn(platform, await mined(as(second).renew(held.terms, hash, NO_PERMIT)));
      expect(terms.licensee).toBe(SECOND_STUDIO);
    });

    it('refuses terms of no license, other terms than quoted, coin, and a second time', async () => {
      const unknown = { ...held.terms, price: 1n };
      const refused = await refusalOf(mined(as().renew(unknown, ZeroHash, NO_PERMIT)));
      expect(refused[0]).toBe('LicenseTokenUnknown');
      const changed = mined(as().renew(held.terms, ZeroHash, NO_PERMIT));
      const hash = await quotedRenewal();
      expect(await refusalOf(changed)).toEqual(['LicenseMarketTermsChanged', ZeroHash, hash]);
      await renew();
      const twice = mined(as().renew(held.terms, hash, NO_PERMIT));
      expect(await refusalOf(twice)).toEqual(refusedFor(['ALREADY_LICENSED', BigInt(hash)]));
    });

    it('refuses when consent now demands more, and when the license is revoked', async () => {
      const hash = await quotedRenewal();
      await platform.consent(assetId, { shareBps: 1_600, rights: TRANSFERABLE | SUBLICENSABLE });
      const dearer = mined(as().renew(held.terms, hash, NO_PERMIT));
      expect(await refusalOf(dearer)).toEqual(refusedFor(['SHARE_RAISED', 1_600n]));
      await mined(platform.licenses.connect(platform.people.museum).revoke(held.terms, MUSEUM));
      const revoked = mined(as().renew(held.terms, hash, NO_PERMIT));
      expect(await refusalOf(revoked)).toEqual(
        refusedFor(['LICENSE_ENDED', held.licenseId], ['SHARE_RAISED', 1_600n]),
      );
    });

    it('is possible on the last day, not after', async () => {
      const hash = await quotedRenewal();
      await platform.chain.travelTo((TODAY + 31) * DAY_SECONDS);
      const late = mined(as().renew(held.terms, hash, NO_PERMIT));
      expect(await refusalOf(late)).toEqual(refusedFor(['LICENSE_ENDED', held.licenseId]));
      await restore();
      restore = await platform.chain.snapshot();
      await platform.chain.travelTo((TODAY + 30) * DAY_SECONDS);
      await renew();
    });

    it('refuses a license that is not renewable', async () => {
      const other = await platform.materializeNew();
      await platform.consent(other);
      await platform.offer(other);
      const fixed = licenseIn(platform, await platform.buy(other));
      const attempt = mined(as().renew(fixed.terms, ZeroHash, NO_PERMIT));
      expect(await refusalOf(attempt)).toEqual(refusedFor(['NOT_RENEWABLE', fixed.licenseId]));
    });
  });

  describe('sublicense', () => {
    const part = (overrides = {}) => buildWish({ lastDay: TODAY + 10, ...overrides });
    const grant = (wish = part(), rights = 0, of = held) =>
      mined(as().sublicense(of.terms, SECOND_STUDIO, wish, rights));

    it('grants a part to another organization, for nothing', async () => {
      const { licenseId, terms } = licenseIn(platform, await grant());
      expect([terms.origin, terms.parent, terms.price, terms.rights]).toEqual([
        ORIGIN.SUBLICENSE,
        held.licenseId,
        0n,
        0n,
      ]);
      expect(await platform.licenses.licenseeOf(licenseId)).toBe(SECOND_STUDIO);
      expect(await platform.licenses.parentOf(licenseId)).toBe(held.licenseId);
      expect(await platform.licenses.isLive(licenseId, TODAY)).toBe(true);
    });

    it('is for members of the licensee', async () => {
      const { stranger } = platform.people;
      const attempt = mined(as(stranger).sublicense(held.terms, SECOND_STUDIO, part(), 0));
      expect(await refusalOf(attempt)).toEqual(['LicenseMarketNotMember', STUDIO, stranger.address]);
      await transferToSecond();
      const former = platform.people.studio.address;
      expect(await refusalOf(grant())).toEqual(['LicenseMarketNotMember', SECOND_STUDIO, former]);
    });

    it('refuses more than the license has, more rights than one, and the same part again', async () => {
      const outside = refusedFor(['OUTSIDE_LICENSE', held.licenseId]);
      expect(await refusalOf(grant(part({ media: GAME })))).toEqual(outside);
      expect(await refusalOf(grant(part({ lastDay: TODAY + 31 })))).toEqual(outside);
      expect(await refusalOf(grant(part(), SUBLICENSABLE))).toEqual([
        'JudgementRightsInvalid',
        BigInt(SUBLICENSABLE),
      ]);
      const { licenseId } = licenseIn(platform, await grant());
      expect(await refusalOf(grant())).toEqual(refusedFor(['ALREADY_LICENSED', licenseId]));
    });

    it('cannot be granted on', async () => {
      const below = licenseIn(platform, await grant(part(), REVOCABLE));
      const second = secondStudioOf(platform);
      const attempt = mined(as(second).sublicense(below.terms, STUDIO, part(), 0));
      expect(await refusalOf(attempt)).toEqual(refusedFor(['NOT_SUBLICENSABLE', below.licenseId]));
    });

    it('refuses when the license ended or consent was withdrawn', async () => {
      await mined(platform.consents.connect(platform.people.council).withdraw(assetId));
      expect(await refusalOf(grant())).toEqual(refusedFor(['NO_CONSENT', 0n]));
      await mined(platform.licenses.connect(platform.people.museum).revoke(held.terms, MUSEUM));
      expect(await refusalOf(grant())).toEqual(
        refusedFor(['LICENSE_ENDED', held.licenseId], ['NO_CONSENT', 0n]),
      );
    });

    it('ends with the license: revoked with it, and never beyond its last day', async () => {
      const { licenseId } = licenseIn(platform, await grant(part({ lastDay: TODAY + 30 })));
      const { licenses } = platform;
      await mined(licenses.connect(platform.people.council).revoke(held.terms, MUSEUM));
      expect(await licenses.isRevoked(licenseId)).toBe(true);
      expect(await licenses.isLive(licenseId, TODAY)).toBe(false);
      expect((await licenses.recordOf(licenseId)).revoked).toBe(false);
    });

    it('ends when its grantor, and nobody else, revokes it; the license lives on', async () => {
      const { licenseId, terms } = licenseIn(platform, await grant(part(), REVOCABLE));
      const { licenses, people } = platform;
      for (const other of [people.museum, people.council, secondStudioOf(platform)]) {
        const attempt = mined(licenses.connect(other).revoke(terms, MUSEUM));
        expect(await refusalOf(attempt)).toEqual(['LicenseTokenNotRevoker', licenseId, other.address]);
      }
      await platform.chain.travelTo((TODAY + 1) * DAY_SECONDS);
      await mined(licenses.connect(people.studio).revoke(terms, MUSEUM));
      expect(await licenses.isLive(licenseId, TODAY + 1)).toBe(false);
      expect(await licenses.isLive(held.licenseId, TODAY + 1)).toBe(true);
    });
  });
});
