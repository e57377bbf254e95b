import { ZeroAddress } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { TODAY } from '../../scripts/stage/chain.ts';
import { licenseIn, SECOND_STUDIO, type Agreed } from '../../scripts/stage/market.ts';
import { mined, MUSEUM, STUDIO, type Platform } from '../../scripts/stage/platform.ts';
import { accountOf, startLicensed } from './licensed-stage.ts';
import { refusalOf } from './refusal.ts';

const UNKNOWN = 7n;

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

  describe('as ERC-721', () => {
    it('moves by transfer alone, which is given the terms', async () => {
      const { licenses, people } = platform;
      const from = accountOf(STUDIO);
      const moves = [
        (id: bigint) => as().transferFrom(from, people.studio, id),
        (id: bigint) => mined(as()['safeTransferFrom(address,address,uint256)'](from, people.studio, id)),
        (id: bigint) =>
          mined(as()['safeTransferFrom(address,address,uint256,bytes)'](from, people.studio, id, '0x')),
      ];
      for (const move of moves) {
        expect(await refusalOf(move(open.licenseId))).toEqual(['LicenseTokenTermsNeeded', open.licenseId]);
        expect(await refusalOf(move(locked.licenseId))).toEqual(['LicenseTokenLocked', locked.licenseId]);
        expect(await refusalOf(move(UNKNOWN))).toEqual(['LicenseTokenUnknown', UNKNOWN]);
      }
      expect(await licenses.ownerOf(open.licenseId)).toBe(from);
    });

    it('lets no member approve, and an approval by the account itself moves nothing', async () => {
      const { chain, licenses, people } = platform;
      const { studio, stranger } = people;
      const own = mined(as().approve(stranger, open.licenseId));
      expect(await refusalOf(own)).toEqual(['ERC721InvalidApprover', studio.address]);
      await mined(as().setApprovalForAll(stranger, true));
      expect(await licenses.isApprovedForAll(accountOf(STUDIO), stranger)).toBe(false);

      // As if somebody had found a key whose address is the account.
      const account = accountOf(STUDIO);
      await chain.request('hardhat_impersonateAccount', account);
      for (const data of [
        licenses.interface.encodeFunctionData('approve', [stranger.address, open.licenseId]),
        licenses.interface.encodeFunctionData('setApprovalForAll', [stranger.address, true]),
      ]) {
        const to = await licenses.getAddress();
        await chain.request('eth_sendTransaction', { from: account, to, data, gasPrice: '0x0' });
      }
      expect(await licenses.isApprovedForAll(account, stranger)).toBe(true);
      const taken = as(stranger).transferFrom(account, stranger, open.licenseId);
      expect(await refusalOf(taken)).toEqual(['LicenseTokenTermsNeeded', open.licenseId]);
      expect(await licenses.getApproved(open.licenseId)).toBe(stranger.address);
      await mined(as().transfer(open.terms, SECOND_STUDIO));
      expect(await licenses.getApproved(open.licenseId)).toBe(ZeroAddress);
    });

    it('says so through ERC-165, with ERC-5192 and metadata', async () => {
      const { licenses } = platform;
      for (const [interfaceId, isSupported] of [
        ['0x01ffc9a7', true],
        ['0x80ac58cd', true],
        ['0x5b5e139f', true],
        ['0xb45a3c0e', true],
        ['0xffffffff', false],
      ] as const) {
        expect(await licenses.supportsInterface(interfaceId)).toBe(isSupported);
      }
      expect([await licenses.name(), await licenses.symbol()]).toEqual(['Lanran License', 'LANRAN']);
    });

    it('names no place for metadata: terms and certificate are shown by who holds them', async () => {
      expect(await platform.licenses.tokenURI(open.licenseId)).toBe('');
      const unknown = platform.licenses.tokenURI(UNKNOWN);
      expect(await refusalOf(unknown)).toEqual(['ERC721NonexistentToken', UNKNOWN]);
    });

    it('answers for accounts and licenses that exist', async () => {
      const { licenses } = platform;
      expect(await refusalOf(licenses.balanceOf(ZeroAddress))).toEqual(['ERC721InvalidOwner', ZeroAddress]);
      expect(await licenses.balanceOf(accountOf(MUSEUM))).toBe(0n);
      expect(await refusalOf(licenses.ownerOf(UNKNOWN))).toEqual(['ERC721NonexistentToken', UNKNOWN]);
    });
  });

  describe('views', () => {
    it('are of the day given: live from the first to the last, then expired', async () => {
      const { licenses } = platform;
      const { licenseId } = licenseIn(
        platform,
        await platform.buy(assetId, { firstDay: TODAY + 1, lastDay: TODAY + 3 }),
      );
      const days = [TODAY, TODAY + 1, TODAY + 3, TODAY + 4];
      const states = await Promise.all(
        days.map(async (day) => [
          await licenses.isLive(licenseId, day),
          await licenses.isExpired(licenseId, day),
        ]),
      );
      expect(states).toEqual([
        [false, false],
        [true, false],
        [true, false],
        [false, true],
      ]);
      expect(await licenses.isRevoked(licenseId)).toBe(false);
      expect(await licenses.parentOf(licenseId)).toBe(0n);
    });

    it('answer for licenses that exist; isIssued and parentOf for any id', async () => {
      const { licenses } = platform;
      const calls = [
        () => licenses.recordOf(UNKNOWN),
        () => licenses.licenseeOf(UNKNOWN),
        () => licenses.isLive(UNKNOWN, TODAY),
        () => licenses.isExpired(UNKNOWN, TODAY),
        () => licenses.isRevoked(UNKNOWN),
        () => licenses.locked(UNKNOWN),
      ];
      for (const call of calls) expect(await refusalOf(call())).toEqual(['LicenseTokenUnknown', UNKNOWN]);
      expect(await licenses.isIssued(UNKNOWN)).toBe(false);
      expect(await licenses.isIssued(open.licenseId)).toBe(true);
      expect(await licenses.parentOf(UNKNOWN)).toBe(0n);
    });
  });
});
