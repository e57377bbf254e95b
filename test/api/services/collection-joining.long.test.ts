import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Collection, partFrom } from '@lanran/api/consent/domain/collection';
import { type AssetId, assetIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { passASecond } from '../../support/chain-time.ts';
import {
  grantCollectionAct,
  withdrawCollectionAct,
  withdrawConsentAct,
} from '../../support/collection-acts.ts';
import { acceptCustodyAct, offerCustodyAct } from '@lanran/sdk/custody/custody-acts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { actorOf, admit, newPerson } from '../../support/people.ts';
import { buildWish, consentAct, offeringAct, purchaseAct } from '../../support/sales.ts';
import { openServices, type Services } from '../../support/services.ts';

describe('assets that follow a collection’s consent', () => {
  let scene: LicensingScene;
  let services: Services;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    ({ services } = scene);
  });
  afterAll(() => scene.stop());
  beforeEach(() => services.clock.catchUp());

  /** Kept, not consented to; two more assets come before the one. */
  async function collectionOf(assetId: AssetId): Promise<Collection> {
    const ids = [];
    for (let count = 0; count < 2; count++) ids.push(await scene.publish());
    const { community, museum: holder, council } = scene;
    const assetIds = [...ids, assetId];
    return services.collections.propose(await actorOf(services, council), { community, holder, assetIds });
  }

  async function consented(assetId: AssetId): Promise<Collection> {
    const collection = await collectionOf(assetId);
    await scene.relay(scene.council, grantCollectionAct(services, collection));
    return collection;
  }

  const offer = (assetId: AssetId, communityShareBps = 1_000) =>
    scene.relay(scene.curator, offeringAct(services, assetId, { communityShareBps }));
  const quote = async (assetId: AssetId) =>
    services.licensing.quote(await actorOf(services, scene.buyer), {
      assetId,
      licensee: scene.studio,
      wish: buildWish(services),
    });
  const joins = async () => {
    const events = await scene.stack.ledger.events(0, await scene.stack.ledger.latestBlock());
    return events.filter(({ name }) => name === 'ConsentJoined');
  };

  it('join when they are first offered, and need nobody’s act for it', async () => {
    const assetId = await scene.publish();
    const { root } = await consented(assetId);
    expect(await services.consents.liveOf([assetId])).toEqual([null]);
    expect((await quote(assetId)).reasons).toMatchObject([{ name: 'NO_OFFER' }]);
    expect(await services.licensing.isMaterialized(assetId)).toBe(false);

    await offer(assetId);
    expect(await services.consents.liveOf([assetId])).toMatchObject([
      { assetId, collection: root, community: scene.community, holder: scene.museum, shareBps: 1_000 },
    ]);
    expect(await scene.stack.ledger.consents.collectionOf(assetId)).toBe(root);
    expect((await quote(assetId)).reasons).toEqual([]);
    await offer(assetId);
    expect((await joins()).filter(({ args }) => args['assetId'] === assetId)).toHaveLength(1);
  });

  it('join once, when several processes find it missing at the same time', async () => {
    const assetId = await scene.publish();
    await consented(assetId);
    await services.materialization.ensure(assetId);
    const asset = await services.catalog.find(assetId);
    if (asset === null) throw new Error('the asset is not published');
    const others = await Promise.all([1, 2].map(() => openServices(scene.stack, services)));
    await Promise.all(
      [services, ...others].flatMap(({ joining }) => [joining.ensure(asset), joining.ensure(asset)]),
    );
    expect((await joins()).filter(({ args }) => args['assetId'] === assetId)).toHaveLength(1);
    expect(await scene.stack.ledger.consents.consentOf(assetId)).toMatchObject({ holder: scene.museum });
  });

  it('join nothing that was not consented to, that names another holder, or that was withdrawn', async () => {
    const refused = { code: 'LEDGER_REFUSED', reasons: [{ code: 'OFFER_BOOK_NO_CONSENT' }] };
    const assetId = await scene.publish();
    const collection = await collectionOf(assetId);
    await expect(offer(assetId)).rejects.toMatchObject(refused);
    const elsewhere = grantCollectionAct(services, collection, { holder: scene.studio });
    await scene.relay(scene.council, elsewhere);
    await expect(offer(assetId)).rejects.toMatchObject(refused);
    await scene.relay(scene.council, withdrawCollectionAct(collection));
    await expect(offer(assetId)).rejects.toMatchObject(refused);
    await scene.relay(scene.council, grantCollectionAct(services, collection));
    expect((await offer(assetId)).offerId).not.toBeNull();
  });

  it('join what was consented to, however many lists with them were proposed since', async () => {
    const assetId = await scene.publish();
    const { root } = await consented(assetId);
    const { community, museum: holder, stack } = scene;
    const proposal = { community, holder, proposedBy: scene.curator.address };
    for (let count = 0; count < 25; count++) {
      const part = partFrom([assetId, assetIdOf(holder, randomBytes32())], 0);
      const proposedAt = new Date(services.clock.now().getTime() + count + 1);
      await stack.stores.collections.keep({ ...proposal, root: part.root, size: 2, proposedAt }, [part]);
    }
    await offer(assetId);
    expect(await services.consents.liveOf([assetId])).toMatchObject([{ collection: root }]);
  });

  it('stay out when the council withdrew them, until it grants the collection anew; then a purchase joins', async () => {
    const assetId = await scene.publish();
    const collection = await consented(assetId);
    await offer(assetId);
    await scene.relay(scene.council, withdrawConsentAct(assetId));
    expect((await quote(assetId)).reasons).toMatchObject([{ name: 'NO_CONSENT' }]);
    await passASecond(services);
    await scene.relay(scene.council, grantCollectionAct(services, collection));
    // The quote counts on what the purchase does first.
    expect((await quote(assetId)).reasons).toEqual([]);
    expect(await services.consents.liveOf([assetId])).toEqual([null]);
    const sale = { assetId, licensee: scene.studio, wish: buildWish(services) };
    const bought = await scene.relay(scene.buyer, await purchaseAct(services, scene.buyer, sale));
    expect(await scene.licenseOf(bought)).toMatchObject({ licensee: scene.studio });
    expect(await services.consents.liveOf([assetId])).toMatchObject([{ collection: collection.root }]);
  });

  it('are quoted with every reason the collection’s consent gives, before they join', async () => {
    const assetId = await scene.publish();
    const collection = await consented(assetId);
    await offer(assetId);
    await scene.relay(scene.council, withdrawConsentAct(assetId));
    await passASecond(services);
    const narrower = { media: 1 << 1, lastDay: buildWish(services).lastDay - 1, shareBps: 1_500 };
    await scene.relay(scene.council, grantCollectionAct(services, collection, narrower));
    const before = await quote(assetId);
    expect(before.reasons.map(({ name }) => name)).toEqual(['CONSENT_MEDIA', 'CONSENT_ENDS', 'SHARE_RAISED']);
    const asset = await services.catalog.find(assetId);
    if (asset === null) throw new Error('the asset is not published');
    await services.joining.ensure(asset);
    expect(await quote(assetId)).toEqual(before);
  });

  it('are shown with the consent that the contract has, after every step', async () => {
    const assetId = await scene.publish();
    const taker = newPerson();
    const archive = await admit(services, { slug: 'archive', kind: 'INSTITUTION', owner: taker });
    const collection = await collectionOf(assetId);
    const { council, curator, museum } = scene;
    await services.materialization.ensure(assetId);
    const grantAll = () => scene.relay(council, grantCollectionAct(services, collection));
    const takeOver = async () => {
      await scene.relay(curator, offerCustodyAct(assetId, archive));
      await scene.relay(taker, acceptCustodyAct({ assetId, holder: museum, taker: archive }));
    };
    const own = () =>
      scene.relay(council, consentAct(services, assetId, { holder: museum, shareBps: 1_100 }));
    const raised = { shareBps: 1_200 };
    const steps: [string, () => Promise<unknown>, 'none' | 'own' | 'collection'][] = [
      ['collection granted', grantAll, 'none'],
      ['joined', () => offer(assetId, 1_200), 'collection'],
      ['own granted', own, 'own'],
      ['own withdrawn', () => scene.relay(council, withdrawConsentAct(assetId)), 'none'],
      ['collection withdrawn', () => scene.relay(council, withdrawCollectionAct(collection)), 'none'],
      [
        'collection regranted',
        () => scene.relay(council, grantCollectionAct(services, collection, raised)),
        'none',
      ],
      ['joined again', () => offer(assetId, 1_200), 'collection'],
      ['collection withdrawn', () => scene.relay(council, withdrawCollectionAct(collection)), 'none'],
      [
        'collection regranted',
        () => scene.relay(council, grantCollectionAct(services, collection, raised)),
        'collection',
      ],
      ['custody changed', takeOver, 'none'],
      [
        'collection granted to the new holder',
        () => scene.relay(council, grantCollectionAct(services, collection, { ...raised, holder: archive })),
        'collection',
      ],
      ['withdrawn while joined', () => scene.relay(council, withdrawConsentAct(assetId)), 'none'],
    ];
    for (const [step, act, expected] of steps) {
      await passASecond(services);
      await act();
      const [model] = await services.consents.of([assetId]);
      const shown = model ?? null;
      const { consents } = scene.stack.ledger;
      const onChain = await consents.consentOf(assetId);
      const kind = shown === null ? 'none' : shown.collection === null ? 'own' : 'collection';
      expect(kind, step).toBe(expected);
      if (shown === null) {
        expect(onChain, step).toBeNull();
        continue;
      }
      const { assetId: _, community, collection: root, ...terms } = shown;
      expect(terms, step).toEqual(onChain);
      expect(community, step).toBe(scene.community);
      expect(root, step).toBe(await consents.collectionOf(assetId));
    }
  });
});
