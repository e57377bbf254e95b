import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EthersLedger } from '@lanran/api/chain/adapters/ethers-ledger';
import type { SignedBatch } from '@lanran/api/chain/ports/batch-ledger';
import { ANONYMOUS } from '@lanran/api/platform/kernel/actor';
import { type AssetId, parseAssetId, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { relayMany } from '@lanran/sdk/acts/relaying-many';
import { BatchingPerson, signedBatch } from '../../support/batching.ts';
import { grantCollectionAct } from '../../support/collection-acts.ts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { actorOf } from '../../support/people.ts';
import { consentAct, offeringAct } from '../../support/sales.ts';
import { openServices, type Services } from '../../support/services.ts';

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

  it(
    'offers thirty new assets of a collection with one signature and few transactions',
    { timeout: 180_000 },
    async () => {
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
    },
  );

  it('leaves out what is refused, with its reasons, and does the others', { timeout: 180_000 }, async () => {
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

  it('refuses batches where the forwarder is an older one, which it tells by its code', async () => {
    const { stack } = scene;
    const { rpcUrl, chainId, contracts } = stack;
    const ledger = new EthersLedger({
      rpcUrl,
      // A contract that takes no batches stands for a forwarder of before.
      deployment: {
        chainId,
        contracts: { ...contracts, ERC2771Forwarder: contracts['Calendar'] ?? '0x' },
        currencies: [],
      },
      relayerKey: randomBytes32(),
      timeoutMs: 10_000,
    });
    try {
      expect(await stack.ledger.batches.canBatch()).toBe(true);
      expect(await ledger.batches.canBatch()).toBe(false);
      const older = await openServices({ ...stack, ledger }, services);
      expect(await older.installation.canBatch()).toBe(false);
      const [assetId] = await publish(1);
      const acts = assetId === undefined ? [] : offers([assetId, assetId]);
      const attempt = relayMany(new BatchingPerson(older, scene.curator).platform, acts);
      await expect(attempt).rejects.toMatchObject({ code: 'BATCHES_UNKNOWN' });
    } finally {
      ledger.close();
    }
  });

  it('takes batches of the key that is signed in alone, signed by it, in time, of acts it relays', async () => {
    const assetIds = await publishConsented(2);
    const { curator, council, museum } = scene;
    const acts = offers(assetIds);
    const { batch, calls } = signedBatch(services, curator, acts);
    const relayCalls = async (changes: Partial<SignedBatch>, by = curator, sent = calls) =>
      services.batchRelay.relayCalls(await actorOf(services, by), { ...batch, ...changes }, sent);
    await expect(services.batchRelay.relayCalls(ANONYMOUS, batch, calls)).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    });
    await expect(relayCalls({}, council)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(relayCalls({ salt: 9n })).rejects.toMatchObject({ code: 'BAD_SIGNATURE' });
    const late = signedBatch(services, curator, acts, 3_700);
    await expect(relayCalls(late.batch)).rejects.toMatchObject({ field: 'batch.deadline' });
    const over = signedBatch(services, curator, acts, -1);
    await expect(relayCalls(over.batch)).rejects.toMatchObject({ field: 'batch.deadline' });
    const [first, second] = calls;
    if (first === undefined || second === undefined) throw new Error('nothing was signed');
    await expect(relayCalls({}, curator, [first, first])).rejects.toMatchObject({ field: 'calls' });
    await expect(relayCalls({}, curator, [])).rejects.toMatchObject({ field: 'calls' });
    const strange = { ...first, data: '0x12345678' as const };
    await expect(relayCalls({}, curator, [strange])).rejects.toMatchObject({ field: 'calls.0.data' });
    const swapped = await relayCalls({}, curator, [{ ...first, data: second.data }]);
    expect(swapped).toMatchObject([{ state: 'REFUSED', reasons: [{ code: 'BATCH_FORWARDER_NOT_SIGNED' }] }]);
    expect(await relayCalls({})).toMatchObject([{ state: 'DONE' }, { state: 'DONE' }]);
    // Of another's key, a member of nothing here.
    const others = signedBatch(services, scene.stranger, [
      consentAct(services, assetIds[0] ?? parseAssetId(''), { holder: museum }),
    ]);
    expect(
      await services.batchRelay.relayCalls(
        await actorOf(services, scene.stranger),
        others.batch,
        others.calls,
      ),
    ).toMatchObject([{ state: 'REFUSED' }]);
  });

  it('counts each transaction as one of the key’s requests', async () => {
    const assetIds = await publishConsented(2);
    const { curator } = scene;
    const { batch, calls } = signedBatch(services, curator, offers(assetIds));
    const [first, second] = calls;
    if (first === undefined || second === undefined) throw new Error('nothing was signed');
    await services.batchRelay.relayCalls(await actorOf(services, curator), batch, [first]);
    const { relayedRequests } = scene.stack.stores;
    const since = new Date(services.clock.now().getTime() - 60_000);
    const before = await relayedRequests.countSince(curator.address, since);
    await services.batchRelay.relayCalls(await actorOf(services, curator), batch, [first, second]);
    expect(await relayedRequests.countSince(curator.address, since)).toBe(before + 1);
    await services.batchRelay.relayCalls(await actorOf(services, curator), batch, [first, second]);
    expect(await relayedRequests.countSince(curator.address, since)).toBe(before + 1);
  });
});
