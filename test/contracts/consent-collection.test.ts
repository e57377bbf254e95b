import { ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';
import { DAY_SECONDS, TODAY } from '../../scripts/stage/chain.ts';
import type { StageCollection } from '../../scripts/stage/consents.ts';
import { COMMUNITY, MUSEUM, type Platform } from '../../scripts/stage/platform.ts';
import { CollectionScene } from './consent-scene.ts';
import { refusalOf } from './refusal.ts';

const UNKNOWN = organizationIdOf('unknown');
const WEEK = 7 * DAY_SECONDS;

describe('ConsentRegistry, collection by collection', () => {
  let scene: CollectionScene;
  let platform: Platform;
  let assets: CollectionScene['assets'];
  let collection: StageCollection;
  beforeAll(async () => {
    scene = await CollectionScene.start();
    ({ platform, assets, collection } = scene);
  });
  beforeEach(async () => {
    const restore = await platform.chain.snapshot();
    return () => restore();
  });

  describe('grantCollection', () => {
    it('keeps what the council permits, and announces it', async () => {
      const receipt = await scene.grant({ shareBps: 700, rights: 1 });
      const { size, consent } = await platform.consents.collectionConsentOf(COMMUNITY, collection.root);
      expect(size).toBe(3n);
      expect([consent.holder, consent.shareBps, consent.rights]).toEqual([MUSEUM, 700n, 1n]);
      const [event] = receipt.logs.map((log) => platform.consents.interface.parseLog(log));
      expect(event?.name).toBe('CollectionConsentGranted');
      expect(event?.args.toArray().slice(0, 3)).toEqual([collection.root, COMMUNITY, 3n]);
    });

    it('makes no asset licensable before it joins', async () => {
      await scene.grant();
      expect(await scene.holderOf(assets[0])).toBe(ZeroHash);
      expect(await platform.consents.collectionOf(assets[0])).toBe(ZeroHash);
    });

    it.each(['museum', 'accreditor', 'stranger', 'deployer'] as const)('is not for %s', async (by) => {
      const { address } = platform.people[by];
      const refusal = ['ConsentRegistryNotCouncil', collection.root, address];
      expect(await refusalOf(scene.grant({}, { by }))).toEqual(refusal);
    });

    it.each([UNKNOWN, MUSEUM])('has no council for what is no community (%#)', async (communityId) => {
      const refusal = ['ConsentRegistryNotCouncil', collection.root, platform.people.council.address];
      expect(await refusalOf(scene.grant({}, { communityId }))).toEqual(refusal);
    });

    it('refuses the root zero and a collection of nothing', async () => {
      for (const terms of [
        { root: ZERO_32, size: 3 },
        { root: collection.root, size: 0 },
      ]) {
        const refusal = ['ConsentRegistryCollectionInvalid', terms.root, BigInt(terms.size)];
        expect(await refusalOf(scene.grant({}, { terms }))).toEqual(refusal);
      }
    });

    it.each([
      [
        'a holder that is not admitted',
        { holder: UNKNOWN },
        ['ConsentRegistryHolderMismatch', 'root', UNKNOWN],
      ],
      ['no holder', { holder: ZERO_32 }, ['ConsentRegistryHolderMismatch', 'root', ZERO_32]],
      ['no media', { media: 0 }, ['ConsentRegistryMediaInvalid', 0n]],
      ['no territory', { territories: 0n }, ['ConsentRegistryTerritoriesEmpty', 'root']],
      ['yesterday', { lastDay: TODAY - 1 }, ['ConsentRegistryPast', BigInt(TODAY - 1), BigInt(TODAY)]],
      ['more than all', { shareBps: 10_001 }, ['ConsentRegistryShareTooHigh', 10_001n]],
      ['rights that need no consent', { rights: 8 }, ['ConsentRegistryRightsInvalid', 8n]],
    ])('refuses %s', async (_, overrides, refusal) => {
      const expected = refusal.map((part) => (part === 'root' ? collection.root : part));
      expect(await refusalOf(scene.grant(overrides))).toEqual(expected);
    });

    it('raises the share for all that joined, and never lowers it', async () => {
      await scene.grant({ shareBps: 1_000 });
      await scene.join(0);
      await scene.grant({ shareBps: 1_200 });
      expect(await scene.shareOf(assets[0])).toBe(1_200n);
      const lower = refusalOf(scene.grant({ shareBps: 1_199 }));
      expect(await lower).toEqual(['ConsentRegistryShareLowered', 1_199n, 1_200n]);
    });

    it('may correct the size, which decides who can join and not who joined', async () => {
      await scene.grant({}, { terms: { root: collection.root, size: 4 } });
      const [proof] = [collection.proofOf(2)];
      const refusal = ['ConsentRegistryNotInCollection', assets[2], collection.root];
      expect(await refusalOf(scene.joinWith(assets[2], 2, proof))).toEqual(refusal);
      await scene.join(0);
      await scene.grant();
      expect((await platform.consents.collectionConsentOf(COMMUNITY, collection.root)).size).toBe(3n);
      await scene.join(2);
      expect(await scene.holderOf(assets[0])).toBe(MUSEUM);
      expect(await scene.holderOf(assets[2])).toBe(MUSEUM);
    });
  });

  describe('withdrawCollection', () => {
    it('ends consent for all that joined at once, and announces it', async () => {
      await scene.grant();
      await scene.join(0);
      await scene.join(1);
      const { receipt } = await scene.withdrawCollection();
      expect([await scene.holderOf(assets[0]), await scene.holderOf(assets[1])]).toEqual([
        ZeroHash,
        ZeroHash,
      ]);
      const { size, consent } = await platform.consents.collectionConsentOf(COMMUNITY, collection.root);
      expect([size, consent.holder]).toEqual([0n, ZeroHash]);
      const [event] = receipt.logs.map((log) => platform.consents.interface.parseLog(log));
      expect([event?.name, ...(event?.args ?? [])]).toEqual([
        'CollectionConsentWithdrawn',
        collection.root,
        COMMUNITY,
      ]);
    });

    it('leaves assets with consent of their own', async () => {
      await scene.grant();
      await scene.join(0);
      await platform.consent(assets[0]);
      await scene.withdrawCollection();
      expect(await scene.holderOf(assets[0])).toBe(MUSEUM);
    });

    it('is for the council alone', async () => {
      await scene.grant();
      const refusal = ['ConsentRegistryNotCouncil', collection.root, platform.people.museum.address];
      expect(await refusalOf(scene.withdrawCollection(collection.root, 'museum'))).toEqual(refusal);
    });

    it('refuses when there is none, or none any more', async () => {
      const refusal = ['ConsentRegistryNone', collection.root];
      expect(await refusalOf(scene.withdrawCollection())).toEqual(refusal);
      await scene.grant();
      await scene.withdrawCollection();
      expect(await refusalOf(scene.withdrawCollection())).toEqual(refusal);
    });

    it('lets a lower share come seven days later, to the second, for all that joined', async () => {
      await scene.grant({ shareBps: 1_000 });
      await scene.join(0);
      const allowedAt = (await scene.withdrawCollection()).withdrawnAt + WEEK;
      await platform.chain.request('evm_setNextBlockTimestamp', allowedAt - 1);
      const tooEarly = ['ConsentRegistryShareTooEarly', 10n, 1_000n, BigInt(allowedAt)];
      expect(await refusalOf(scene.grant({ shareBps: 10 }))).toEqual(tooEarly);
      expect(await refusalOf(platform.consent(assets[0], { shareBps: 10 }))).toEqual(tooEarly);
      await platform.chain.request('evm_setNextBlockTimestamp', allowedAt);
      await scene.grant({ shareBps: 10 });
      expect(await scene.shareOf(assets[0])).toBe(10n);
    });
  });
});
