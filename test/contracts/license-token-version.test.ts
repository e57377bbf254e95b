import { ZeroHash } from 'ethers';
import type { TransactionReceipt } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomBytes32 } from '@lanran/protocol/kernel/ids';
import { DAY_SECONDS, TODAY } from '../../scripts/stage/chain.ts';
import { licenseIn, RIGHT, SECOND_STUDIO, secondStudioOf, type Agreed } from '../../scripts/stage/market.ts';
import { mined, MUSEUM, ROLE, STUDIO, VERSION, type Platform } from '../../scripts/stage/platform.ts';
import { startLicensed } from './licensed-stage.ts';
import { refusalOf } from './refusal.ts';
import { suspendNow } from './suspension.ts';

const NEWER = randomBytes32();

describe('LicenseToken versions', () => {
  let platform: Platform;
  let open: Agreed;
  let fixed: Agreed;
  beforeAll(async () => {
    const stage = await startLicensed();
    ({ platform, open } = stage);
    await mined(platform.book.connect(platform.people.museum).closeOffer(2n));
    await platform.offer(stage.assetId, { rights: RIGHT.FIXED_VERSION });
    fixed = licenseIn(platform, await platform.buy(stage.assetId));
  });
  beforeEach(async () => {
    const restore = await platform.chain.snapshot();
    return () => restore();
  });

  const take = (
    of = open,
    version: string = NEWER,
    by = platform.people.studio,
  ): Promise<TransactionReceipt> => mined(platform.licenses.connect(by).takeVersion(of.terms, version));

  it('are taken by a licensee as often as it wants, and leave the license as it was sold', async () => {
    const before = await platform.licenses.recordOf(open.licenseId);
    for (const version of [NEWER, randomBytes32(), NEWER]) {
      const { logs } = await take(open, version);
      const events = logs.map((log) => platform.licenses.interface.parseLog(log));
      expect(
        events.map((event): unknown[] => [event?.name, ...((event?.args ?? []) as unknown as unknown[])]),
      ).toEqual([['VersionTaken', open.licenseId, open.terms.assetId, version]]);
    }
    expect(await platform.licenses.recordOf(open.licenseId)).toEqual(before);
    expect(open.terms.version).toBe(VERSION);
  });

  it('are refused where the terms fix the version', async () => {
    expect(await refusalOf(take(fixed))).toEqual(['LicenseTokenVersionFixed', fixed.licenseId]);
  });

  it('are neither none nor the one that was sold', async () => {
    for (const version of [ZeroHash, VERSION]) {
      const refusal = ['LicenseTokenVersionInvalid', open.licenseId, version];
      expect(await refusalOf(take(open, version))).toEqual(refusal);
    }
  });

  it('are the present licensee’s to take: its owners’ and editors’, nobody else’s', async () => {
    const { organizations, people } = platform;
    const { stranger, studio } = people;
    for (const person of ['museum', 'council', 'stranger', 'accreditor'] as const) {
      const refusal = ['LicenseTokenNotLicensee', STUDIO, people[person].address];
      expect(await refusalOf(take(open, NEWER, people[person]))).toEqual(refusal);
    }
    await mined(organizations.connect(studio).addMember(STUDIO, stranger.address, ROLE.EDITOR));
    await take(open, NEWER, stranger);
    await mined(platform.licenses.connect(studio).transfer(open.terms, SECOND_STUDIO));
    expect((await refusalOf(take()))[0]).toBe('LicenseTokenNotLicensee');
    await take(open, NEWER, secondStudioOf(platform));
  });

  it('are taken until the last day is over or the license is revoked', async () => {
    const ended = ['LicenseTokenEnded', open.licenseId];
    const back = await platform.chain.snapshot();
    await mined(platform.licenses.connect(platform.people.museum).revoke(open.terms, MUSEUM));
    expect(await refusalOf(take())).toEqual(ended);
    await back();
    await platform.chain.travelTo((TODAY + 31) * DAY_SECONDS - 10);
    await take();
    await platform.chain.travelTo((TODAY + 31) * DAY_SECONDS);
    expect(await refusalOf(take())).toEqual(ended);
  });

  it('are of licenses that exist', async () => {
    const forged = { ...open, terms: { ...open.terms, version: NEWER } };
    expect((await refusalOf(take(forged)))[0]).toBe('LicenseTokenUnknown');
  });

  it('are taken also by a suspended licensee, which uses what it bought, and is handed no license', async () => {
    await suspendNow(platform, STUDIO);
    await take();
    await suspendNow(platform, SECOND_STUDIO);
    const handing = mined(
      platform.licenses.connect(platform.people.studio).transfer(open.terms, SECOND_STUDIO),
    );
    expect(await refusalOf(handing)).toEqual(['LicenseTokenLicenseeInvalid', SECOND_STUDIO]);
  });
});
