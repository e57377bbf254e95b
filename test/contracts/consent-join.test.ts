import { ZeroHash } from 'ethers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toHex, ZERO_32 } from '@lanran/protocol/kernel/bytes';
import { DAY_SECONDS, TODAY } from '../../scripts/stage/chain.ts';
import { moveCustody, passASecond, StageCollection } from '../../scripts/stage/consents.ts';
import { buildConsent, COMMUNITY, mined, MUSEUM, type Platform } from '../../scripts/stage/platform.ts';
import { ARCHIVE, CollectionScene, NEIGHBORS } from './consent-scene.ts';
import { refusalOf } from './refusal.ts';

const WEEK = 7 * DAY_SECONDS;

describe('ConsentRegistry: an asset joins a collection', () => {
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

  it('lets every asset follow by its proof, and announces it', async () => {
    await scene.grant({ shareBps: 321 });
    for (const at of [0, 1, 2] as const) {
      const receipt = await scene.joinWith(assets[at], at, collection.proofOf(at));
      const [event] = receipt.logs.map((log) => platform.consents.interface.parseLog(log));
      expect([event?.name, ...(event?.args ?? [])]).toEqual(['ConsentJoined', assets[at], collection.root]);
      expect(await scene.shareOf(assets[at])).toBe(321n);
      expect(await platform.consents.collectionOf(assets[at])).toBe(collection.root);
    }
  });

  it('takes a collection of one, which needs no proof', async () => {
    const single = new StageCollection([assets[0]]);
    await scene.grant({}, { terms: single.terms });
    await scene.join(0, single);
    expect(await scene.holderOf(assets[0])).toBe(MUSEUM);
  });

  it('takes an id that is in the collection twice at either place', async () => {
    const twice = new StageCollection([assets[0], assets[0], assets[1]]);
    await scene.grant({}, { terms: twice.terms });
    await twice.join(platform, assets[0], 1);
    expect(await scene.holderOf(assets[0])).toBe(MUSEUM);
    await twice.join(platform, assets[1], 2);
    expect(await scene.holderOf(assets[1])).toBe(MUSEUM);
  });

  it('refuses a collection that nobody consented to, and an asset without a community', async () => {
    const none = ['ConsentRegistryCommunityMismatch', assets[0], collection.root];
    expect(await refusalOf(scene.join(0))).toEqual(none);
    const without = await platform.materializeNew({ community: null });
    const single = new StageCollection([without]);
    await scene.grant({}, { terms: single.terms });
    const refusal = ['ConsentRegistryCommunityMismatch', without, single.root];
    expect(await refusalOf(single.join(platform, without, 0))).toEqual(refusal);
  });

  it('refuses another community’s collection, though the root is the same', async () => {
    await scene.grant({ shareBps: 1 }, { by: 'deployer', communityId: NEIGHBORS });
    const refusal = ['ConsentRegistryCommunityMismatch', assets[0], collection.root];
    expect(await refusalOf(scene.join(0))).toEqual(refusal);
    await scene.grant({ shareBps: 500 });
    await scene.join(0);
    const neighbors = platform.consents.connect(platform.people.deployer);
    await mined(neighbors.withdrawCollection(NEIGHBORS, collection.root));
    expect(await scene.shareOf(assets[0])).toBe(500n);
  });

  it('refuses consent that was withdrawn, and consent for another holder', async () => {
    await scene.grant();
    await scene.withdrawCollection();
    expect(await refusalOf(scene.join(0))).toEqual(['ConsentRegistryNone', collection.root]);
    await scene.grant({ holder: ARCHIVE });
    expect(await refusalOf(scene.join(0))).toEqual(['ConsentRegistryNone', collection.root]);
  });

  it('refuses consent from before the asset changed hands, also for one that joined before', async () => {
    const museum = { id: MUSEUM, member: platform.people.museum };
    const archive = { id: ARCHIVE, member: platform.people.stranger };
    await scene.grant();
    await scene.join(1);
    for (const asset of [assets[0], assets[1]]) {
      await moveCustody(platform, asset, { from: museum, to: archive });
      await moveCustody(platform, asset, { from: archive, to: museum });
    }
    expect(await refusalOf(scene.join(0))).toEqual(['ConsentRegistryNone', collection.root]);
    expect(await scene.holderOf(assets[1])).toBe(ZeroHash);
    await scene.grant();
    await scene.join(0);
    expect([await scene.holderOf(assets[0]), await scene.holderOf(assets[1])]).toEqual([MUSEUM, MUSEUM]);
  });

  it('refuses consent of the very second in which the asset changed hands', async () => {
    const { museum, stranger, council } = platform.people;
    await mined(platform.assets.connect(museum).offerCustody(assets[0], ARCHIVE));
    const moment = (await platform.chain.now()) + 60;
    await platform.chain.request('evm_setNextBlockTimestamp', moment);
    await mined(platform.assets.connect(stranger).acceptCustody(assets[0], MUSEUM, ARCHIVE));
    await platform.chain.request('evm_setNextBlockTimestamp', moment);
    const consent = buildConsent({ holder: ARCHIVE });
    const registry = platform.consents.connect(council);
    await mined(registry.grantCollection(COMMUNITY, collection.terms, consent));
    expect(await refusalOf(scene.join(0))).toEqual(['ConsentRegistryNone', collection.root]);
    await passASecond(platform);
    await scene.grant({ holder: ARCHIVE });
    await scene.join(0);
    expect(await scene.holderOf(assets[0])).toBe(ARCHIVE);
  });

  it('refuses an asset that was withdrawn in the very second of the consent', async () => {
    const registry = platform.consents.connect(platform.people.council);
    const moment = (await platform.chain.now()) + 60;
    await platform.chain.request('evm_setNextBlockTimestamp', moment);
    await mined(registry.withdraw(assets[0]));
    await platform.chain.request('evm_setNextBlockTimestamp', moment);
    await mined(registry.grantCollection(COMMUNITY, collection.terms, buildConsent()));
    const refusal = ['ConsentRegistryWithdrawn', assets[0], collection.root];
    expect(await refusalOf(scene.join(0))).toEqual(refusal);
  });

  it('refuses an asset that has consent, its own or another collection’s, also past its last day', async () => {
    await scene.grant();
    await platform.consent(assets[0], { media: 1, lastDay: TODAY });
    await platform.chain.travelTo((TODAY + 2) * DAY_SECONDS);
    expect(await refusalOf(scene.join(0))).toEqual(['ConsentRegistryInForce', assets[0]]);
    await scene.join(1);
    const second = new StageCollection([assets[0], assets[1]]);
    await scene.grant({}, { terms: second.terms });
    expect(await refusalOf(scene.join(1, second))).toEqual(['ConsentRegistryInForce', assets[1]]);
    await scene.withdrawCollection();
    await scene.join(1, second);
    expect(await platform.consents.collectionOf(assets[1])).toBe(second.root);
  });

  it('refuses an asset that the council withdrew, until it grants the collection anew', async () => {
    await scene.grant();
    await scene.join(0);
    await scene.withdraw(assets[0]);
    await scene.withdraw(assets[1]);
    expect(await platform.consents.collectionOf(assets[0])).toBe(ZeroHash);
    for (const at of [0, 1] as const) {
      const refusal = ['ConsentRegistryWithdrawn', assets[at], collection.root];
      expect(await refusalOf(scene.join(at))).toEqual(refusal);
    }
    await scene.join(2);
    await scene.grant();
    expect(await scene.holderOf(assets[0])).toBe(ZeroHash);
    await scene.join(0);
    expect(await scene.holderOf(assets[0])).toBe(MUSEUM);
  });

  it('remembers that withdrawal beyond another collection', async () => {
    const second = new StageCollection([assets[0], assets[1]]);
    await scene.grant();
    await scene.withdraw(assets[0]);
    await scene.grant({}, { terms: second.terms });
    await scene.join(0, second);
    await scene.withdrawCollection(second.root);
    expect(await refusalOf(scene.join(0))).toEqual(['ConsentRegistryWithdrawn', assets[0], collection.root]);
  });

  it('lowers no share: not below own consent, nor below another collection’s', async () => {
    const second = new StageCollection([assets[0], assets[1]]);
    await scene.grant({ shareBps: 500 });
    await platform.consent(assets[0], { shareBps: 3_000 });
    const withdrawnAt = await scene.withdraw(assets[0]);
    await scene.grant({ shareBps: 500 });
    const own = ['ConsentRegistryShareTooEarly', 500n, 3_000n, BigInt(withdrawnAt + WEEK)];
    expect(await refusalOf(scene.join(0))).toEqual(own);

    await scene.grant({ shareBps: 2_000 }, { terms: second.terms });
    await scene.join(1, second);
    const endedAt = (await scene.withdrawCollection(second.root)).withdrawnAt;
    const joined = ['ConsentRegistryShareTooEarly', 500n, 2_000n, BigInt(endedAt + WEEK)];
    expect(await refusalOf(scene.join(1))).toEqual(joined);
    await platform.chain.travelTo(endedAt + WEEK);
    await scene.join(0);
    await scene.join(1);
    expect([await scene.shareOf(assets[0]), await scene.shareOf(assets[1])]).toEqual([500n, 500n]);
  });

  it('makes the collection’s share the asset’s own, for consent and withdrawal after it', async () => {
    await scene.grant({ shareBps: 2_000 });
    await scene.join(0);
    const lower = platform.consent(assets[0], { shareBps: 1_999 });
    expect(await refusalOf(lower)).toEqual(['ConsentRegistryShareLowered', 1_999n, 2_000n]);
    const withdrawnAt = await scene.withdraw(assets[0]);
    expect(await refusalOf(platform.consent(assets[0], { shareBps: 1_999 }))).toEqual([
      'ConsentRegistryShareTooEarly',
      1_999n,
      2_000n,
      BigInt(withdrawnAt + WEEK),
    ]);
    await platform.consent(assets[0], { shareBps: 2_000 });
    expect(await platform.consents.collectionOf(assets[0])).toBe(ZeroHash);
  });

  it('lowers no share when the asset changed hands without a withdrawal', async () => {
    const archive = { id: ARCHIVE, member: platform.people.stranger };
    await platform.consent(assets[0], { shareBps: 3_000 });
    await moveCustody(platform, assets[0], { to: archive });
    await scene.grant({ holder: ARCHIVE, shareBps: 2_999 });
    const refusal = ['ConsentRegistryShareLowered', 2_999n, 3_000n];
    expect(await refusalOf(scene.join(0))).toEqual(refusal);
    await scene.grant({ holder: ARCHIVE, shareBps: 3_000 });
    await scene.join(0);
    expect(await scene.holderOf(assets[0])).toBe(ARCHIVE);
  });

  describe('refuses what RFC 9162 does not prove:', () => {
    const expectRefused = async (assetId: string, leafIndex: number, proof: readonly string[]) => {
      const refusal = ['ConsentRegistryNotInCollection', assetId, collection.root];
      expect(await refusalOf(scene.joinWith(assetId, leafIndex, proof))).toEqual(refusal);
    };
    beforeEach(async () => {
      await scene.grant();
    });

    it('another index, or one beyond the size', async () => {
      await expectRefused(assets[0], 1, collection.proofOf(0));
      await expectRefused(assets[0], 3, collection.proofOf(0));
    });

    it('a padded and a truncated proof', async () => {
      await expectRefused(assets[0], 0, [...collection.proofOf(0), ZERO_32]);
      await expectRefused(assets[0], 0, collection.proofOf(0).slice(0, -1));
      await expectRefused(assets[0], 0, []);
    });

    it('an asset that is not in it', async () => {
      await expectRefused(await platform.materializeNew(), 0, collection.proofOf(0));
    });
  });

  it('takes no inner node for an asset, whatever size the council names', async () => {
    // The id of an asset that is the root of two others: SHA-256(0x01 ‖ …) is never SHA-256(0x00 ‖ id).
    await scene.grant({}, { terms: { root: collection.root, size: 2 } });
    const leaf = toHex(new StageCollection([assets[2]]).tree.root());
    const refusal = ['ConsentRegistryNotInCollection', assets[0], collection.root];
    expect(await refusalOf(scene.joinWith(assets[0], 0, [leaf]))).toEqual(refusal);
  });
});
