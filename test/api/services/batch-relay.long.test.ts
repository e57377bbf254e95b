import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { relayMany } from '@lanran/sdk/acts/relaying-many';
import { BatchingPerson } from '../../support/batching.ts';
import { grantCollectionAct } from '../../support/collection-acts.ts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { actorOf } from '../../support/people.ts';
import { consentAct, offeringAct } from '../../support/sales.ts';
import type { Services } from '../../support/services.ts';

describe('many acts under one signature', () => {
  let scene: LicensingScene;
  let services: Services;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    ({ services } = scene);
  });
  afterAll(() => scene.stop());
  beforeEach(() => {
    services.clock.catchUp();
    services.clock.pass(120);
  });

  async function publish(count: number): Promise<AssetId[]> {
    const ids: AssetId[] = [];
    while (ids.length < count) ids.push(await scene.publish());
    return ids;
  }

  /** Consented to as a collection, which none of them joined yet. */
  async function publishConsented(count: number): Promise<AssetId[]> {
    const assetIds = await publish(count);
    const { community, museum: holder, council } = scene;
    const collection = await services.collections.propose(await actorOf(services, council), {
      community,
      holder,
      assetIds,
    });
    await scene.relay(council, grantCollectionAct(services, collection));
    return assetIds;
  }

  const offers = (assetIds: readonly AssetId[]) => assetIds.map((assetId) => offeringAct(services, assetId));

  async function blocksDuring(work: () => Promise<unknown>): Promise<number> {
    const before = await scene.stack.ledger.latestBlock();
    await work();
    return (await scene.stack.ledger.latestBlock()) - before;
  }

  it('offers thirty new assets of a collection with one signature and few transactions', async () => {
    const assetIds = await publishConsented(30);
    const curator = new BatchingPerson(services, scene.curator);
    const progress: number[] = [];
    let outcomes: Awaited<ReturnType<typeof relayMany>> = [];
    const blocks = await blocksDuring(async () => {
      outcomes = await relayMany(curator.platform, offers(assetIds), {
        onProgress: (all) => progress.push(all.filter(({ state }) => state === 'DONE').length),
      });
    });
    expect(outcomes.map(({ state }) => state)).toEqual(assetIds.map(() => 'DONE'));
    expect(curator.signatures).toBe(1);
    expect(progress).toEqual([25, 30]);
    expect(blocks).toBeLessThanOrEqual(12);
    const open = await services.licensing.openOffersOf(assetIds);
    expect(open.map((each) => each.map(({ id }) => id))).toEqual(outcomes.map(({ offerId }) => [offerId]));
  });

  it('leaves out what is refused, with its reasons, and does the others', async () => {
    const assetIds = await publishConsented(5);
    const [foreign] = await publish(1);
    if (foreign === undefined) throw new Error('nothing was published');
    const unknown = `0x${'ab'.repeat(32)}` as AssetId;
    const acts = offers([...assetIds.slice(0, 2), foreign, unknown, ...assetIds.slice(2)]);
    const outcomes = await relayMany(new BatchingPerson(services, scene.curator).platform, acts);
    expect(outcomes.map(({ state }) => state)).toEqual([
      'DONE',
      'DONE',
      'REFUSED',
      'REFUSED',
      'DONE',
      'DONE',
      'DONE',
    ]);
    expect(outcomes[2]?.reasons).toMatchObject([
      {
        code: 'OFFER_BOOK_NO_CONSENT',
        data: { assetId: foreign },
        zh: expect.stringMatching(/\p{Script=Han}/u),
      },
    ]);
    expect(outcomes[3]?.reasons).toMatchObject([
      { code: 'NOT_FOUND', zh: expect.stringMatching(/\p{Script=Han}/u) },
    ]);
  });

  it('does nothing twice when the platform is killed after it sent, and the request is repeated', async () => {
    const assetIds = await publishConsented(3);
    services.failPoints.arm('after-batch-sent');
    const outcomes = await relayMany(new BatchingPerson(services, scene.curator).platform, offers(assetIds));
    expect(outcomes.map(({ state }) => state)).toEqual(['DONE', 'DONE', 'DONE']);
    const open = await services.licensing.openOffersOf(assetIds);
    expect(open.map((each) => each.map(({ id }) => id))).toEqual(outcomes.map(({ offerId }) => [offerId]));
  });

  it('grants consents, and tells each act its own transaction', async () => {
    const assetIds = await publish(4);
    const acts = assetIds.map((assetId) => consentAct(services, assetId, { holder: scene.museum }));
    const outcomes = await relayMany(new BatchingPerson(services, scene.council).platform, acts);
    expect(new Set(outcomes.map(({ transaction }) => transaction)).size).toBe(1);
    expect(await services.consents.liveOf(assetIds)).toMatchObject(assetIds.map((assetId) => ({ assetId })));
  });

  it('signs each act where the installation takes no batches', async () => {
    const assetIds = await publishConsented(2);
    const [foreign] = await publish(1);
    if (foreign === undefined) throw new Error('nothing was published');
    const curator = new BatchingPerson(services, scene.curator, { canBatch: false });
    const outcomes = await relayMany(curator.platform, offers([foreign, ...assetIds]));
    expect(outcomes.map(({ state }) => state)).toEqual(['REFUSED', 'DONE', 'DONE']);
    expect(curator.signatures).toBe(3);
    expect(outcomes[0]?.reasons).toMatchObject([{ code: 'OFFER_BOOK_NO_CONSENT' }]);
  });
});
