import { getAddress, toBeHex, ZeroAddress, ZeroHash } from 'ethers';
import type { TransactionReceipt } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationIdOf, type AssetId } from '@lanran/protocol/kernel/ids';
import { DAY_SECONDS, TODAY } from '../../scripts/stage/chain.ts';
import {
  licenseIn,
  RIGHT,
  SECOND_STUDIO,
  secondStudioOf,
  setNextTime,
  type Agreed,
} from '../../scripts/stage/market.ts';
import type { Platform } from '../../scripts/stage/platform.ts';
import { mined, MUSEUM, ROLE, STUDIO } from '../../scripts/stage/platform.ts';
import { accountOf, startLicensed } from './licensed-stage.ts';
import { refusalOf } from './refusal.ts';

const REASON = MUSEUM;
const LAST_DAY = TODAY + 30;

describe('LicenseToken', () => {
  let platform: Platform;
  let assetId: AssetId;
  let locked: Agreed;
  let open: Agreed;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    ({ platform, assetId, locked, open } = await startLicensed());
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  const as = (wallet = platform.people.studio) => platform.licenses.connect(wallet);
  const transfer = (of = open, to: string = SECOND_STUDIO) => mined(as().transfer(of.terms, to));
  const revoke = (of = open, reason = REASON, by = platform.people.museum) =>
    mined(as(by).revoke(of.terms, reason));
  async function eventsOf({ logs }: TransactionReceipt): Promise<unknown[]> {
    const address = getAddress(await platform.licenses.getAddress());
    return logs.flatMap((log) => {
      const event = log.address === address ? platform.licenses.interface.parseLog(log) : null;
      return event === null ? [] : [[event.name, ...event.args]];
    });
  }

  describe('issue', () => {
    it('is for the market alone', async () => {
      const { people, licenses, market } = platform;
      for (const person of ['sealer', 'deployer', 'studio', 'museum', 'council', 'accreditor'] as const) {
        const attempt = mined(as(people[person]).issue(1n, open.terms));
        expect(await refusalOf(attempt)).toEqual(['LicenseTokenNotMarket', people[person].address]);
      }
      expect(await licenses.market()).toBe(getAddress(await market.getAddress()));
    });

    it('refuses an id that exists, even from the market', async () => {
      const { chain, licenses, market } = platform;
      const from = await market.getAddress();
      const data = licenses.interface.encodeFunctionData('issue', [open.licenseId, open.terms]);
      const call = chain.provider.call({ from, to: await licenses.getAddress(), data });
      expect(await refusalOf(call)).toEqual(['ERC721InvalidSender', ZeroAddress]);
    });

    it('puts the license under the hash of its terms into the licensee’s account', async () => {
      const { licenses } = platform;
      const record = await licenses.recordOf(open.licenseId);
      expect([record.firstDay, record.lastDay, record.rights]).toEqual([
        BigInt(TODAY),
        BigInt(LAST_DAY),
        BigInt(RIGHT.TRANSFERABLE | RIGHT.REVOCABLE),
      ]);
      expect([record.exclusive, record.revoked, record.isSublicense]).toEqual([false, false, false]);
      expect(record.account).toBe(accountOf(STUDIO));
      expect(await licenses.ownerOf(open.licenseId)).toBe(accountOf(STUDIO));
      expect(await licenses.balanceOf(accountOf(STUDIO))).toBe(2n);
      expect(await licenses.licenseeOf(open.licenseId)).toBe(STUDIO);
    });

    it('says locked or unlocked, as ERC-5192 wants, and who got it', async () => {
      await mined(platform.token.connect(platform.people.studio).approve(platform.market, 10n ** 8n));
      const receipt = await platform.buy(assetId, { lastDay: TODAY + 1 });
      const { licenseId } = licenseIn(platform, receipt);
      expect(await eventsOf(receipt)).toEqual([
        ['Transfer', ZeroAddress, accountOf(STUDIO), licenseId],
        ['Unlocked', licenseId],
      ]);
      expect(await platform.licenses.locked(licenseId)).toBe(false);
      const past = await platform.licenses.queryFilter(platform.licenses.filters.Locked());
      expect(past.map(({ args }) => args.tokenId)).toEqual([locked.licenseId]);
      expect(await platform.licenses.locked(locked.licenseId)).toBe(true);
    });
  });

  describe('transfer', () => {
    it('hands the license to another admitted organization', async () => {
      const { licenses } = platform;
      const receipt = await transfer();
      expect(await eventsOf(receipt)).toEqual([
        ['Transfer', accountOf(STUDIO), accountOf(SECOND_STUDIO), open.licenseId],
        ['LicenseTransferred', open.licenseId, assetId, STUDIO, SECOND_STUDIO],
      ]);
      expect(await licenses.licenseeOf(open.licenseId)).toBe(SECOND_STUDIO);
      expect(await licenses.balanceOf(accountOf(STUDIO))).toBe(1n);
      expect(await licenses.balanceOf(accountOf(SECOND_STUDIO))).toBe(1n);
      expect(await licenses.isLive(open.licenseId, TODAY)).toBe(true);
    });

    it('is for members of the present licensee', async () => {
      const { studio, stranger } = platform.people;
      const foreign = mined(as(stranger).transfer(open.terms, SECOND_STUDIO));
      expect(await refusalOf(foreign)).toEqual(['LicenseTokenNotLicensee', STUDIO, stranger.address]);
      await mined(platform.organizations.connect(studio).addMember(STUDIO, stranger, ROLE.VIEWER));
      const viewer = mined(as(stranger).transfer(open.terms, SECOND_STUDIO));
      expect(await refusalOf(viewer)).toEqual(['LicenseTokenNotLicensee', STUDIO, stranger.address]);
      await transfer();
      expect(await refusalOf(transfer())).toEqual(['LicenseTokenNotLicensee', SECOND_STUDIO, studio.address]);
      await mined(as(secondStudioOf(platform)).transfer(open.terms, STUDIO));
      expect(await platform.licenses.licenseeOf(open.licenseId)).toBe(STUDIO);
    });

    it('refuses what the terms don’t let, and terms of no license', async () => {
      expect(await refusalOf(transfer(locked))).toEqual(['LicenseTokenLocked', locked.licenseId]);
      const forged = { ...locked, terms: { ...locked.terms, rights: 1n } };
      expect((await refusalOf(transfer(forged)))[0]).toBe('LicenseTokenUnknown');
    });

    it.each([
      ['the licensee itself', STUDIO],
      ['nobody', ZeroHash],
      ['an organization that is not admitted', organizationIdOf('nobody')],
      ['an id that only ends like an admitted one', toBeHex(accountOf(SECOND_STUDIO), 32)],
    ])('refuses %s', async (_, to) => {
      expect(await refusalOf(transfer(open, to))).toEqual(['LicenseTokenLicenseeInvalid', to]);
    });

    it('goes on through the last day, not after, and not once revoked', async () => {
      await setNextTime(platform.chain, (LAST_DAY + 1) * DAY_SECONDS - 1);
      await transfer();
      await setNextTime(platform.chain, (LAST_DAY + 1) * DAY_SECONDS);
      const late = mined(as(secondStudioOf(platform)).transfer(open.terms, STUDIO));
      expect(await refusalOf(late)).toEqual(['LicenseTokenEnded', open.licenseId]);
      await restore();
      restore = await platform.chain.snapshot();
      await revoke();
      expect(await refusalOf(transfer())).toEqual(['LicenseTokenEnded', open.licenseId]);
    });
  });

  describe('revoke', () => {
    it.each(['museum', 'council'] as const)('is done by the %s, with a reason, for good', async (person) => {
      const { licenses, people } = platform;
      const receipt = await revoke(open, REASON, people[person]);
      expect(await eventsOf(receipt)).toEqual([['LicenseRevoked', open.licenseId, assetId, REASON]]);
      for (const day of [TODAY - 1, TODAY, LAST_DAY, LAST_DAY + 1]) {
        expect(await licenses.isLive(open.licenseId, day)).toBe(false);
      }
      expect(await licenses.isRevoked(open.licenseId)).toBe(true);
      expect(await refusalOf(revoke())).toEqual(['LicenseTokenEnded', open.licenseId]);
    });

    it('is for holder and council alone', async () => {
      for (const person of ['studio', 'stranger', 'accreditor', 'sealer'] as const) {
        const { address } = platform.people[person];
        const attempt = revoke(open, REASON, platform.people[person]);
        expect(await refusalOf(attempt)).toEqual(['LicenseTokenNotRevoker', open.licenseId, address]);
      }
    });

    it('refuses licenses whose terms don’t let it, unknown ones, missing reasons, and ended ones', async () => {
      expect(await refusalOf(revoke(locked))).toEqual(['LicenseTokenNotRevocable', locked.licenseId]);
      const forged = { ...locked, terms: { ...locked.terms, rights: 4n } };
      expect((await refusalOf(revoke(forged)))[0]).toBe('LicenseTokenUnknown');
      expect(await refusalOf(revoke(open, ZeroHash as typeof REASON))).toEqual([
        'LicenseTokenReasonMissing',
        open.licenseId,
      ]);
      await setNextTime(platform.chain, (LAST_DAY + 1) * DAY_SECONDS);
      expect(await refusalOf(revoke())).toEqual(['LicenseTokenEnded', open.licenseId]);
    });

    it('is for no council where there is no community', async () => {
      const without = await platform.materializeNew({ community: null });
      await platform.offer(without, { communityShareBps: 0, rights: RIGHT.REVOCABLE });
      const sold = licenseIn(platform, await platform.buy(without));
      const { council, museum } = platform.people;
      expect(await refusalOf(revoke(sold, REASON, council))).toEqual([
        'LicenseTokenNotRevoker',
        sold.licenseId,
        council.address,
      ]);
      await revoke(sold, REASON, museum);
    });

    it('frees the place of an exclusive license', async () => {
      const sole = await platform.materializeNew();
      await platform.consent(sole);
      await platform.offer(sole, { exclusive: true, rights: RIGHT.REVOCABLE });
      const first = licenseIn(platform, await platform.buy(sole, { exclusive: true }));
      const again = { exclusive: true, lastDay: TODAY + 5 };
      const refused = await refusalOf(platform.buy(sole, again));
      expect(refused[0]).toBe('JudgementRefused');
      await revoke(first);
      await platform.buy(sole, again);
    });
  });
});
