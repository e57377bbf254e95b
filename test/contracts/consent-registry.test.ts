import { ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf, type AssetId } from '@lanran/protocol/kernel/ids';
import { ALL_MEDIA } from '@lanran/protocol/licensing/media';
import { DAY_SECONDS, TODAY } from '../../scripts/stage/chain.ts';
import { moveCustody, passASecond } from '../../scripts/stage/consents.ts';
import {
  buildConsent,
  COMMUNITY,
  KIND,
  mined,
  MUSEUM,
  Platform,
  STUDIO,
} from '../../scripts/stage/platform.ts';
import { refusalOf } from './refusal.ts';

const ARCHIVE = organizationIdOf('archive');
const WEEK = 7 * DAY_SECONDS;

describe('ConsentRegistry, asset by asset', () => {
  let platform: Platform;
  let assetId: AssetId;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    await platform.admit(ARCHIVE, { kind: KIND.INSTITUTION, owner: 'stranger' });
    assetId = await platform.materializeNew();
  });
  beforeEach(async () => {
    const restore = await platform.chain.snapshot();
    return () => restore();
  });

  const sides = () => ({
    museum: { id: MUSEUM, member: platform.people.museum },
    archive: { id: ARCHIVE, member: platform.people.stranger },
  });
  const consentOf = async () => {
    const { holder, territories, media, lastDay, shareBps, rights } =
      await platform.consents.consentOf(assetId);
    return { holder, territories, media, lastDay, shareBps, rights };
  };
  const withdraw = () => mined(platform.consents.connect(platform.people.council).withdraw(assetId));
  const stampOf = async ({ blockNumber }: { blockNumber: number }) =>
    (await platform.chain.provider.getBlock(blockNumber))?.timestamp ?? 0;
  const nextBlockAt = (seconds: number) => platform.chain.request('evm_setNextBlockTimestamp', seconds);

  describe('grant', () => {
    it('keeps what the council permits, and announces it', async () => {
      const consent = buildConsent({ shareBps: 2_000, media: 5, territories: 9n, rights: 3 });
      const receipt = await platform.consent(assetId, consent);
      expect(await consentOf()).toEqual({
        holder: MUSEUM,
        territories: 9n,
        media: 5n,
        lastDay: BigInt(TODAY + 1_095),
        shareBps: 2_000n,
        rights: 3n,
      });
      const [event] = receipt.logs.map((log) => platform.consents.interface.parseLog(log));
      expect(event?.name).toBe('ConsentGranted');
      expect(event?.args['assetId']).toBe(assetId);
      expect(Array.from(event?.args['consent'] as Iterable<unknown>)).toEqual([
        MUSEUM,
        9n,
        5n,
        BigInt(TODAY + 1_095),
        2_000n,
        3n,
      ]);
    });

    it('replaces all that was permitted before', async () => {
      await platform.consent(assetId, { rights: 3 });
      await platform.consent(assetId, { media: 1, territories: 2n, lastDay: TODAY, rights: 0 });
      expect(await consentOf()).toMatchObject({
        media: 1n,
        territories: 2n,
        lastDay: BigInt(TODAY),
        rights: 0n,
      });
    });

    it('is for the council alone: neither holder nor operator nor accreditor', async () => {
      for (const person of ['museum', 'sealer', 'accreditor', 'deployer', 'studio', 'stranger'] as const) {
        const { address } = platform.people[person];
        const registry = platform.consents.connect(platform.people[person]);
        const attempt = mined(registry.grant(assetId, buildConsent()));
        expect(await refusalOf(attempt)).toEqual(['ConsentRegistryNotCouncil', assetId, address]);
      }
    });

    it('has no council for an asset without a community, or one that is not materialized', async () => {
      const without = await platform.materializeNew({ community: null });
      for (const asset of [without, ZERO_32 as AssetId]) {
        const refusal = ['ConsentRegistryNotCouncil', asset, platform.people.council.address];
        expect(await refusalOf(platform.consent(asset))).toEqual(refusal);
      }
    });

    it('has the council behind the forwarder', async () => {
      const { consents, people } = platform;
      const data = consents.interface.encodeFunctionData('grant', [assetId, buildConsent()]);
      await platform.relay(people.council, consents, data);
      expect((await consentOf()).holder).toBe(MUSEUM);
    });

    it.each([
      ['another holder', { holder: STUDIO }, ['ConsentRegistryHolderMismatch', 'asset', STUDIO]],
      ['no holder', { holder: ZERO_32 }, ['ConsentRegistryHolderMismatch', 'asset', ZERO_32]],
      ['no media', { media: 0 }, ['ConsentRegistryMediaInvalid', 0n]],
      ['unassigned media', { media: 1 << 16 }, ['ConsentRegistryMediaInvalid', 65_536n]],
      ['media with an unassigned bit', { media: 0x1ffff }, ['ConsentRegistryMediaInvalid', 0x1ffffn]],
      ['no territory', { territories: 0n }, ['ConsentRegistryTerritoriesEmpty', 'asset']],
      ['yesterday', { lastDay: TODAY - 1 }, ['ConsentRegistryPast', BigInt(TODAY - 1), BigInt(TODAY)]],
      ['more than all', { shareBps: 10_001 }, ['ConsentRegistryShareTooHigh', 10_001n]],
      ['rights that need no consent', { rights: 4 }, ['ConsentRegistryRightsInvalid', 4n]],
      ['every right, those of the holder too', { rights: 255 }, ['ConsentRegistryRightsInvalid', 255n]],
    ])('refuses %s', async (_, overrides, refusal) => {
      const expected = refusal.map((part) => (part === 'asset' ? assetId : part));
      expect(await refusalOf(platform.consent(assetId, overrides))).toEqual(expected);
    });

    it('takes the largest values: all media, all rights, the last of days, everything', async () => {
      await platform.consent(assetId, { media: 0xffff, rights: 227, lastDay: 2 ** 32 - 1, shareBps: 10_000 });
      expect(await consentOf()).toMatchObject({
        media: 0xffffn,
        rights: 227n,
        lastDay: 2n ** 32n - 1n,
        shareBps: 10_000n,
      });
      expect(ALL_MEDIA).toBeLessThan(0xffff);
    });

    it.each([
      ['media', 4, 32],
      ['lastDay', 5, 32],
      ['shareBps', 6, 16],
      ['rights', 7, 8],
    ])('refuses %s that overflow into the next field', async (_, word, bits) => {
      const data = platform.consents.interface.encodeFunctionData('grant', [
        assetId,
        buildConsent({ holder: MUSEUM }),
      ]);
      const words = BigInt(`0x${data.slice(10 + 64 * (word - 1), 10 + 64 * word)}`);
      expect(words).toBeLessThan(2n ** BigInt(bits));
      const overfull = (words | (1n << BigInt(bits))).toString(16).padStart(64, '0');
      const overflowing = data.slice(0, 10 + 64 * (word - 1)) + overfull + data.slice(10 + 64 * word);
      const { council } = platform.people;
      const call = { to: await platform.consents.getAddress(), data: overflowing };
      await expect(council.call(call)).rejects.toThrow('no data present');
    });

    it('may end today, also in the day’s last second', async () => {
      await nextBlockAt((TODAY + 1) * DAY_SECONDS - 1);
      await platform.consent(assetId, { lastDay: TODAY });
      expect((await consentOf()).lastDay).toBe(BigInt(TODAY));
      await nextBlockAt((TODAY + 1) * DAY_SECONDS);
      expect(await refusalOf(platform.consent(assetId, { lastDay: TODAY }))).toEqual([
        'ConsentRegistryPast',
        BigInt(TODAY),
        BigInt(TODAY + 1),
      ]);
    });

    it('raises the share and never lowers it within one consent', async () => {
      await platform.consent(assetId, { shareBps: 1_000 });
      await platform.consent(assetId, { shareBps: 1_000, media: 1 });
      await platform.consent(assetId, { shareBps: 1_001 });
      const lower = refusalOf(platform.consent(assetId, { shareBps: 1_000 }));
      expect(await lower).toEqual(['ConsentRegistryShareLowered', 1_000n, 1_001n]);
    });

    it('never lowers the share of a consent whose last day is over', async () => {
      await platform.consent(assetId, { shareBps: 1_000, lastDay: TODAY });
      await platform.chain.travelTo((TODAY + 30) * DAY_SECONDS);
      const lower = refusalOf(platform.consent(assetId, { shareBps: 999 }));
      expect(await lower).toEqual(['ConsentRegistryShareLowered', 999n, 1_000n]);
    });
  });

  describe('withdraw', () => {
    it('ends the consent at once, and announces it', async () => {
      await platform.consent(assetId);
      const receipt = await withdraw();
      expect((await consentOf()).holder).toBe(ZeroHash);
      const [event] = receipt.logs.map((log) => platform.consents.interface.parseLog(log));
      expect([event?.name, event?.args['assetId']]).toEqual(['ConsentWithdrawn', assetId]);
    });

    it('is possible without consent, so that the council can keep the asset out of a collection', async () => {
      await withdraw();
      await platform.consent(assetId, { shareBps: 0 });
      expect((await consentOf()).holder).toBe(MUSEUM);
    });

    it('is for the council alone', async () => {
      await platform.consent(assetId);
      for (const person of ['museum', 'accreditor', 'stranger'] as const) {
        const { address } = platform.people[person];
        const attempt = mined(platform.consents.connect(platform.people[person]).withdraw(assetId));
        expect(await refusalOf(attempt)).toEqual(['ConsentRegistryNotCouncil', assetId, address]);
      }
    });

    it('has no council for an asset without a community', async () => {
      const without = await platform.materializeNew({ community: null });
      const { council } = platform.people;
      const attempt = mined(platform.consents.connect(council).withdraw(without));
      expect(await refusalOf(attempt)).toEqual(['ConsentRegistryNotCouncil', without, council.address]);
    });

    it('lets the same share return at once, and a lower one seven days later to the second', async () => {
      await platform.consent(assetId, { shareBps: 2_000 });
      const allowedAt = (await stampOf(await withdraw())) + WEEK;
      const tooEarly = ['ConsentRegistryShareTooEarly', 1_999n, 2_000n, BigInt(allowedAt)];
      expect(await refusalOf(platform.consent(assetId, { shareBps: 1_999 }))).toEqual(tooEarly);
      await nextBlockAt(allowedAt - 1);
      expect(await refusalOf(platform.consent(assetId, { shareBps: 1_999 }))).toEqual(tooEarly);
      const restore = await platform.chain.snapshot();
      await platform.consent(assetId, { shareBps: 2_000 });
      await restore();
      await nextBlockAt(allowedAt);
      await platform.consent(assetId, { shareBps: 1 });
      expect((await consentOf()).shareBps).toBe(1n);
    });

    it('starts the seven days again when the share returned or the council withdraws again', async () => {
      await platform.consent(assetId, { shareBps: 2_000 });
      const first = await stampOf(await withdraw());
      await platform.chain.travelTo(first + WEEK - 60);
      const again = await stampOf(await withdraw());
      await platform.chain.travelTo(first + WEEK);
      expect(await refusalOf(platform.consent(assetId, { shareBps: 0 }))).toEqual([
        'ConsentRegistryShareTooEarly',
        0n,
        2_000n,
        BigInt(again + WEEK),
      ]);
      await platform.consent(assetId, { shareBps: 2_000 });
      await platform.chain.travelTo(again + 2 * WEEK);
      const lower = refusalOf(platform.consent(assetId, { shareBps: 0 }));
      expect(await lower).toEqual(['ConsentRegistryShareLowered', 0n, 2_000n]);
    });
  });

  describe('when the asset changes hands', () => {
    it('ends the consent, and does not revive it when the asset comes back', async () => {
      const { museum, archive } = sides();
      await platform.consent(assetId);
      await moveCustody(platform, assetId, { from: museum, to: archive });
      expect((await consentOf()).holder).toBe(ZeroHash);
      await moveCustody(platform, assetId, { from: archive, to: museum });
      expect((await consentOf()).holder).toBe(ZeroHash);
      await platform.consent(assetId);
      expect((await consentOf()).holder).toBe(MUSEUM);
    });

    it('keeps the share from falling for the new holder', async () => {
      const { museum, archive } = sides();
      await platform.consent(assetId, { shareBps: 3_000 });
      await moveCustody(platform, assetId, { from: museum, to: archive });
      const lower = { holder: ARCHIVE, shareBps: 2_999 };
      expect(await refusalOf(platform.consent(assetId, lower))).toEqual([
        'ConsentRegistryShareLowered',
        2_999n,
        3_000n,
      ]);
      await platform.consent(assetId, { holder: ARCHIVE, shareBps: 3_000 });
      expect((await consentOf()).holder).toBe(ARCHIVE);
    });

    it('refuses consent that names the old holder', async () => {
      const { museum, archive } = sides();
      await moveCustody(platform, assetId, { from: museum, to: archive });
      const refusal = ['ConsentRegistryHolderMismatch', assetId, MUSEUM];
      expect(await refusalOf(platform.consent(assetId))).toEqual(refusal);
    });

    it('refuses consent in that very block', async () => {
      const { archive } = sides();
      const { assets, consents, people, chain } = platform;
      await mined(assets.connect(people.museum).offerCustody(assetId, ARCHIVE));
      await chain.request('evm_setAutomine', false);
      await assets.connect(archive.member).acceptCustody(assetId, MUSEUM, ARCHIVE, { gasLimit: 500_000 });
      const council = consents.connect(people.council);
      const attempt = council.grant.staticCall(assetId, buildConsent({ holder: ARCHIVE }), {
        blockTag: 'pending',
      });
      expect(await refusalOf(attempt)).toEqual(['ConsentRegistryCustodyTooFresh', assetId]);
      await chain.request('evm_setAutomine', true);
      await chain.request('evm_mine');
      await passASecond(platform);
      await platform.consent(assetId, { holder: ARCHIVE });
      expect((await consentOf()).holder).toBe(ARCHIVE);
    });
  });

  it('is not touched by another council’s asset or another asset’s consent', async () => {
    const other = await platform.materializeNew();
    await platform.consent(other);
    expect((await consentOf()).holder).toBe(ZeroHash);
    expect(await platform.consents.collectionOf(assetId)).toBe(ZeroHash);
    expect((await platform.consents.collectionConsentOf(COMMUNITY, ZERO_32)).consent.holder).toBe(ZeroHash);
  });
});
