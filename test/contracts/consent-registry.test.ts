import { ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId } from '@lanran/protocol/ids';
import { COMMUNITY, buildConsent, mined, MUSEUM, Platform, STUDIO } from '../../scripts/stage/platform.ts';
import { TODAY } from '../../scripts/stage/chain.ts';
import { refusalOf } from './refusal.ts';

describe('ConsentRegistry', () => {
  let platform: Platform;
  let assetId: AssetId;
  let restore: () => Promise<void>;
  beforeAll(async () => {
    platform = await Platform.startAdmitted();
    assetId = await platform.materializeNew();
  });
  beforeEach(async () => {
    restore = await platform.chain.snapshot();
    return () => restore();
  });

  describe('grant', () => {
    it('keeps what the council permits, and announces it', async () => {
      const receipt = await platform.consent(assetId, { shareBps: 2_000 });
      const consent = await platform.consents.consentOf(assetId);
      expect(consent.holder).toBe(MUSEUM);
      expect(consent.shareBps).toBe(2_000n);
      const [event] = receipt.logs.map((log) => platform.consents.interface.parseLog(log));
      expect(event?.name).toBe('ConsentGranted');
      expect(event?.args['community']).toBe(COMMUNITY);
    });

    it('is for the council alone: neither holder nor operator nor accreditor', async () => {
      for (const person of ['museum', 'sealer', 'accreditor', 'deployer', 'stranger'] as const) {
        const { address } = platform.people[person];
        const grant = mined(
          platform.consents.connect(platform.people[person]).grant(assetId, buildConsent()),
        );
        expect(await refusalOf(grant)).toEqual(['ConsentRegistryNotCouncil', assetId, address]);
      }
    });

    it('has no council for an asset without a community, or one that is not materialized', async () => {
      const without = await platform.materializeNew({ community: null });
      for (const id of [without, ZeroHash as AssetId]) {
        const refusal = ['ConsentRegistryNotCouncil', id, platform.people.council.address];
        expect(await refusalOf(platform.consent(id))).toEqual(refusal);
      }
    });

    it.each([
      ['another holder', { holder: STUDIO }, ['ConsentRegistryHolderMismatch', 'asset', STUDIO]],
      ['no media', { media: 0 }, ['ConsentRegistryMediaInvalid', 0n]],
      ['unassigned media', { media: 1 << 16 }, ['ConsentRegistryMediaInvalid', 65_536n]],
      ['no territory', { territories: 0n }, ['ConsentRegistryTerritoriesEmpty', 'asset']],
      [
        'a last day that is over',
        { lastDay: TODAY - 1 },
        ['ConsentRegistryPast', BigInt(TODAY - 1), BigInt(TODAY)],
      ],
      ['more than all', { shareBps: 10_001 }, ['ConsentRegistryShareTooHigh', 10_001n]],
    ])('refuses %s', async (_, overrides, refusal) => {
      const expected = refusal.map((part) => (part === 'asset' ? assetId : part));
      expect(await refusalOf(platform.consent(assetId, overrides))).toEqual(expected);
    });

    it('may end today', async () => {
      await platform.consent(assetId, { lastDay: TODAY });
      expect((await platform.consents.consentOf(assetId)).lastDay).toBe(BigInt(TODAY));
    });

    it('raises the share and never lowers it within one consent', async () => {
      await platform.consent(assetId, { shareBps: 1_000 });
      await platform.consent(assetId, { shareBps: 1_000, media: 1 });
      await platform.consent(assetId, { shareBps: 1_001 });
      expect(await refusalOf(platform.consent(assetId, { shareBps: 1_000 }))).toEqual([
        'ConsentRegistryShareLowered',
        1_000n,
        1_001n,
      ]);
    });
  });

  describe('withdraw', () => {
    it('ends the consent, after which another may ask for less', async () => {
      const council = platform.consents.connect(platform.people.council);
      expect(await refusalOf(mined(council.withdraw(assetId)))).toEqual(['ConsentRegistryNone', assetId]);
      await platform.consent(assetId, { shareBps: 2_000 });
      await mined(council.withdraw(assetId));
      expect((await platform.consents.consentOf(assetId)).holder).toBe(ZeroHash);
      await platform.consent(assetId, { shareBps: 500 });
    });

    it('is for the council alone', async () => {
      await platform.consent(assetId);
      const { museum } = platform.people;
      const attempt = mined(platform.consents.connect(museum).withdraw(assetId));
      expect(await refusalOf(attempt)).toEqual(['ConsentRegistryNotCouncil', assetId, museum.address]);
    });
  });
});
