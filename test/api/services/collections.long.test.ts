import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Collection,
  collectionRootOf,
  partFrom,
  proveInCollection,
} from '@lanran/api/consent/domain/collection';
import { fromHex, toHex } from '@lanran/protocol/kernel/bytes';
import { type AssetId, assetIdOf, organizationIdOf, randomBytes32 } from '@lanran/protocol/kernel/ids';
import { rootOf } from '@lanran/protocol/log/merkle';
import { grantCollectionAct } from '../../support/collection-acts.ts';
import { withdrawAct } from '@lanran/sdk/custody/custody-acts';
import { LicensingScene } from '../../support/licensing-scene.ts';
import { actorOf, addMemberAct, admit, newPerson, type Person } from '../../support/people.ts';
import { buildContent, publishAsset } from '../../support/publications.ts';
import type { Services } from '../../support/services.ts';

describe('collections that councils consent to', () => {
  let scene: LicensingScene;
  let services: Services;

  beforeAll(async () => {
    scene = await LicensingScene.start();
    ({ services } = scene);
  });
  afterAll(() => scene.stop());
  beforeEach(() => services.clock.catchUp());

  async function propose(assetIds: readonly AssetId[] | null, person: Person = scene.council) {
    const { community, museum: holder } = scene;
    return services.collections.propose(await actorOf(services, person), { community, holder, assetIds });
  }

  const shown = async (person: Person, key: Pick<Collection, 'community' | 'root'>) =>
    services.collections.collection(await actorOf(services, person), key);

  async function assetIdsOf(collection: Collection, first = 1_000): Promise<AssetId[]> {
    const ids: AssetId[] = [];
    let after: string | null = null;
    do {
      const page = await services.collections.assetIdsOf(collection, { first, after });
      ids.push(...page.items.map(({ item }) => item));
      expect(page.totalCount).toBe(collection.size);
      after = page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null;
    } while (after !== null);
    return ids;
  }

  const rootOfIds = (ids: readonly AssetId[]) => toHex(rootOf(ids.map((id) => fromHex(id))));

  it('are the root of the list as it was given, and the same list is the same collection', async () => {
    const ids = [await scene.publish(), await scene.publish(), await scene.publish()].toReversed();
    const collection = await propose(ids);
    expect(collection).toMatchObject({
      root: rootOfIds(ids),
      size: 3,
      community: scene.community,
      holder: scene.museum,
      proposedBy: scene.council.address,
    });
    for (const first of [1, 2, 3, 1_000]) expect(await assetIdsOf(collection, first)).toEqual(ids);
    services.clock.pass(60);
    expect(await propose(ids, scene.curator)).toEqual(collection);
  });

  it('list, unnamed, what is published and for sale of that holder and community, oldest first', async () => {
    const holder = newPerson();
    const organizationId = await admit(services, { slug: 'archive', kind: 'INSTITUTION', owner: holder });
    const publish = async (content: Parameters<typeof buildContent>[0]) =>
      (await publishAsset(services, holder, { organizationId, content: buildContent(content) })).assetId;
    const { community } = scene;
    const first = await publish({ community });
    await publish({});
    await publish({ community, access: 'RESTRICTED' });
    const withdrawn = await publish({ community });
    const second = await publish({ community });
    await scene.relay(holder, withdrawAct(withdrawn));
    const actor = await actorOf(services, holder);
    const proposal = { community, holder: organizationId, assetIds: null };
    const collection = await services.collections.propose(actor, proposal);
    expect(await assetIdsOf(collection)).toEqual([first, second]);
    expect(collection.root).toBe(rootOfIds([first, second]));

    const third = await publish({ community });
    const longer = await services.collections.propose(actor, proposal);
    expect(await assetIdsOf(longer)).toEqual([first, second, third]);
    expect(longer.root).not.toBe(collection.root);
    await expect(
      services.collections.propose(actor, { ...proposal, community: organizationIdOf('nobody') }),
    ).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'holder' });
  });

  it('keep long lists whole', async () => {
    const ids = Array.from({ length: 2_345 }, () => assetIdOf(scene.museum, randomBytes32()));
    const { community, museum: holder, stack } = scene;
    const root = rootOfIds(ids);
    const parts = [0, 1_024, 2_048].map((from) => partFrom(ids, from));
    expect(collectionRootOf(parts)).toBe(root);
    const proposal = { proposedBy: scene.council.address, proposedAt: new Date(0) };
    const collection = { root, size: ids.length, community, holder, ...proposal };
    await stack.stores.collections.keep(collection, parts);
    await stack.stores.collections.keep({ ...collection, proposedAt: new Date(1) }, parts);
    expect(await stack.stores.collections.find({ community, root })).toEqual(collection);
    for (const first of [999, 1_000]) expect(await assetIdsOf(collection, first)).toEqual(ids);
    const [early, late] = [ids[0], ids[2_344]];
    for (const id of [early, late]) {
      if (id === undefined) throw new Error('the list is shorter');
      const other = { community, root: rootOfIds([id]) };
      expect(await stack.stores.collections.listContaining(id, [other, collection])).toEqual([collection]);
      const place = await stack.stores.collections.findPlace(collection, id);
      if (place === null) throw new Error('the asset is not in it');
      expect(proveInCollection(place, id).leafIndex).toBe(ids.indexOf(id));
      expect(place.roots).toEqual(parts.map((part) => part.root));
    }
    const page = { first: 10, after: '2345' };
    await expect(services.collections.assetIdsOf(collection, page)).rejects.toMatchObject({ field: 'after' });
    await expect(
      services.collections.assetIdsOf(collection, { first: 1_001, after: null }),
    ).rejects.toMatchObject({ field: 'first' });
  });

  it('are shown to members of their community and holder alone', async () => {
    const viewer = newPerson();
    await scene.relay(
      scene.curator,
      addMemberAct({ organizationId: scene.museum, key: viewer.address, role: 'VIEWER' }),
    );
    const collection = await propose([await scene.publish()]);
    for (const party of [scene.council, scene.curator, viewer])
      expect(await shown(party, collection)).toEqual(collection);
    for (const other of [scene.buyer, scene.stranger]) {
      await expect(shown(other, collection)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(propose(null, other)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    // Who only sees proposes nothing, and a root of one community is none of another's.
    await expect(propose(null, viewer)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(shown(scene.council, { ...collection, community: scene.museum })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      services.collections.propose(
        { kind: 'anonymous' },
        { community: scene.community, holder: scene.museum, assetIds: null },
      ),
    ).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  });

  it('refuse what does not belong together, naming it', async () => {
    const own = await scene.publish();
    const unknown = assetIdOf(scene.museum, randomBytes32());
    const foreign = await publishAsset(services, scene.curator, { organizationId: scene.museum });
    const input = { code: 'BAD_INPUT', field: 'assetIds' };
    const refusals: [AssetId[], object][] = [
      [[], input],
      [Array.from({ length: 1_001 }, () => own), input],
      [[own, own], { ...input, message: expect.stringContaining(`${own} twice`) }],
      [[own, foreign.assetId], { ...input, message: expect.stringContaining(foreign.assetId) }],
      [[own, unknown], { code: 'NOT_FOUND', message: expect.stringContaining(unknown) }],
    ];
    for (const [ids, refusal] of refusals) await expect(propose(ids)).rejects.toMatchObject(refusal);
    await expect(
      services.collections.propose(await actorOf(services, scene.council), {
        community: scene.community,
        holder: scene.studio,
        assetIds: [own],
      }),
    ).rejects.toMatchObject({ ...input, message: expect.stringContaining('another holder') });
  });

  it('are kept at most 60 a day for one key; what is kept already does not count', async () => {
    const ids = [await scene.publish(), await scene.publish()];
    const { community, museum: holder, stack } = scene;
    const proposed = { proposedBy: scene.curator.address, proposedAt: services.clock.now() };
    for (let count = 0; count < 60; count++) {
      await stack.stores.collections.keep(
        { root: randomBytes32(), size: 1, community, holder, ...proposed },
        [],
      );
    }
    await expect(propose(ids, scene.curator)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    const kept = await propose(ids, scene.council);
    expect(await propose(ids, scene.curator)).toEqual(kept);
    services.clock.pass(86_401);
    expect(await propose(ids.toReversed(), scene.curator)).toMatchObject({ size: 2 });
  });

  it('show the consent they have, until its last day is over', async () => {
    const collection = await propose([await scene.publish(), await scene.publish()]);
    const consent = () => services.consents.liveOfCollection(collection);
    expect(await consent()).toBeNull();
    await scene.relay(scene.council, grantCollectionAct(services, collection, { shareBps: 1_200 }));
    expect(await consent()).toMatchObject({ size: 2, holder: scene.museum, shareBps: 1_200 });
    services.clock.pass(366 * 86_400);
    expect(await consent()).toBeNull();
  });
});
