import { beforeEach, describe, expect, it } from 'vitest';
import type { Asset } from '@lanran/api/assets/domain/asset';
import { AssetListsService, FAVORITES } from '@lanran/api/desk/services/asset-lists';
import { ANONYMOUS, type Actor, type MemberRole } from '@lanran/api/platform/kernel/actor';
import { type AssetId, parseAssetId } from '@lanran/protocol/kernel/ids';
import { WORLD } from '@lanran/protocol/territories/territories';
import { InMemoryAssetLists } from '../../support/in-memory-asset-lists.ts';
import { buildAsset, MUSEUM, NOW, STUDIO } from '../graphql/graphql-stage.ts';

const memberOf = (address: `0x${string}`, role: MemberRole | null = null): Actor => ({
  kind: 'member',
  address,
  memberships: role === null ? [] : [{ organizationId: STUDIO, kind: 'STUDIO', role }],
});
const OWNER = memberOf('0x01', 'EDITOR');
const COLLEAGUE = memberOf('0x02', 'EDITOR');
const HEAD = memberOf('0x03', 'OWNER');
const VIEWER = memberOf('0x04', 'VIEWER');
const STRANGER = memberOf('0x05');
const CURATOR: Actor = {
  kind: 'member',
  address: '0x06',
  memberships: [{ organizationId: MUSEUM, kind: 'INSTITUTION', role: 'EDITOR' }],
};
const NOT_FOUND = { code: 'NOT_FOUND' };
const FORBIDDEN = { code: 'FORBIDDEN' };

describe('lists of assets', () => {
  let store: InMemoryAssetLists;
  let lists: AssetListsService;
  let assets: Map<AssetId, Asset>;
  let ids: AssetId[];

  beforeEach(() => {
    store = new InMemoryAssetLists();
    const all = Array.from({ length: 3 }, () => buildAsset());
    assets = new Map(all.map((asset) => [asset.id, asset]));
    ids = all.map(({ id }) => id);
    lists = new AssetListsService({
      assetLists: store,
      catalog: {
        findMany: async (actor, asked) =>
          asked.map((id) => {
            const asset = assets.get(id) ?? null;
            return asset?.metadata.access === 'RESTRICTED' && actor !== CURATOR ? null : asset;
          }),
      },
      clock: { now: () => NOW },
    });
  });

  const idAt = (at: number) => parseAssetId(ids[at]);
  const restrict = (id: AssetId) => {
    const asset = assets.get(id);
    if (asset !== undefined)
      assets.set(id, { ...asset, metadata: { ...asset.metadata, access: 'RESTRICTED' } });
  };
  const shared = (title = 'Butterflies') =>
    lists.create(OWNER, { title, organization: STUDIO, assetIds: ids });

  it('give every account favorites, which are there before anything is in them', async () => {
    const [favorites] = await lists.list(STRANGER);
    expect(favorites).toMatchObject({ isFavorites: true, items: [], revision: 0 });
    await lists.add(STRANGER, FAVORITES, [idAt(0)]);
    await lists.add(STRANGER, FAVORITES, [idAt(0), idAt(1)]);
    const kept = await lists.get(STRANGER, favorites?.id ?? '');
    expect(kept.items.map(({ assetId }) => assetId)).toEqual([idAt(0), idAt(1)]);
    expect(await lists.list(STRANGER)).toHaveLength(1);
    expect((await lists.list(OWNER))[0]).toMatchObject({ items: [], revision: 0 });
    await expect(lists.delete(STRANGER, FAVORITES)).rejects.toMatchObject(FORBIDDEN);
    await expect(lists.get(ANONYMOUS, FAVORITES)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
  });

  it('exist for their account alone, whoever knows the id', async () => {
    const { id } = await lists.create(OWNER, { title: 'Mine' });
    for (const other of [COLLEAGUE, HEAD, VIEWER, STRANGER, CURATOR, ANONYMOUS])
      await expect(lists.get(other, id)).rejects.toMatchObject(NOT_FOUND);
    for (const act of [
      () => lists.add(STRANGER, id, [idAt(0)]),
      () => lists.remove(STRANGER, id, [idAt(0)]),
      () => lists.change(STRANGER, id, 1, { title: 'Yours' }),
      () => lists.share(STRANGER, id),
      () => lists.unshare(STRANGER, id),
      () => lists.delete(STRANGER, id),
    ])
      await expect(act()).rejects.toMatchObject(NOT_FOUND);
    expect(await lists.get(OWNER, id)).toMatchObject({ title: 'Mine', revision: 1 });
  });

  it('given to an organization, are read by its members and changed by its editors', async () => {
    const { id } = await shared();
    for (const member of [COLLEAGUE, HEAD, VIEWER]) {
      expect(await lists.get(member, id)).toMatchObject({ title: 'Butterflies' });
      expect((await lists.list(member)).map((list) => list.id)).toContain(id);
    }
    await lists.remove(COLLEAGUE, id, [idAt(0)]);
    await expect(lists.add(VIEWER, id, [idAt(0)])).rejects.toMatchObject(FORBIDDEN);
    await expect(lists.share(VIEWER, id)).rejects.toMatchObject(FORBIDDEN);
    await expect(lists.change(COLLEAGUE, id, 2, { organization: null })).rejects.toMatchObject(FORBIDDEN);
    await expect(lists.delete(COLLEAGUE, id)).rejects.toMatchObject(FORBIDDEN);
    await expect(lists.get(STRANGER, id)).rejects.toMatchObject(NOT_FOUND);
    await lists.delete(HEAD, id);
    await expect(lists.get(OWNER, id)).rejects.toMatchObject(NOT_FOUND);
  });

  it('no longer exist for members who left the organization', async () => {
    const { id } = await shared();
    const formerMaker = memberOf('0x01');
    for (const former of [formerMaker, memberOf('0x02')]) {
      await expect(lists.get(former, id)).rejects.toMatchObject(NOT_FOUND);
      await expect(lists.remove(former, id, ids)).rejects.toMatchObject(NOT_FOUND);
      await expect(lists.delete(former, id)).rejects.toMatchObject(NOT_FOUND);
      expect((await lists.list(former)).map((list) => list.id)).not.toContain(id);
    }
  });

  it('are given to an organization by its editors alone', async () => {
    await expect(lists.create(VIEWER, { title: 'X', organization: STUDIO })).rejects.toMatchObject(FORBIDDEN);
    await expect(lists.create(STRANGER, { title: 'X', organization: STUDIO })).rejects.toMatchObject(
      FORBIDDEN,
    );
  });

  it('are read by whoever has the key, until it is another or none', async () => {
    const { id } = await lists.create(OWNER, { title: 'Shared', assetIds: ids });
    await expect(lists.get(ANONYMOUS, id, '')).rejects.toMatchObject(NOT_FOUND);
    const first = (await lists.share(OWNER, id)).shareKey;
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(await lists.get(ANONYMOUS, id, first)).toMatchObject({ title: 'Shared' });
    await expect(lists.get(ANONYMOUS, id)).rejects.toMatchObject(NOT_FOUND);
    await expect(lists.add(STRANGER, id, [idAt(0)])).rejects.toMatchObject(NOT_FOUND);
    const second = (await lists.share(OWNER, id)).shareKey;
    await expect(lists.get(STRANGER, id, first)).rejects.toMatchObject(NOT_FOUND);
    expect(await lists.get(STRANGER, id, second)).toMatchObject({ title: 'Shared' });
    await lists.unshare(OWNER, id);
    await expect(lists.get(STRANGER, id, second)).rejects.toMatchObject(NOT_FOUND);
  });

  it('leave out what became restricted after it was added, and keep it for those who may see it', async () => {
    const { id } = await shared();
    restrict(idAt(1));
    const list = await lists.get(OWNER, id);
    expect((await lists.seenItems(OWNER, list)).map(({ assetId }) => assetId)).toEqual([idAt(0), idAt(2)]);
    expect(await lists.holding(OWNER, list, ids)).toEqual([idAt(0), idAt(2)]);
    expect(await lists.seenItems(CURATOR, list)).toHaveLength(3);
    const items = [
      { assetId: idAt(2), note: 'first' },
      { assetId: idAt(0), note: '' },
    ];
    const arranged = await lists.change(OWNER, id, list.revision, { items });
    expect(arranged.items).toEqual([...items, { assetId: idAt(1), note: '' }]);
  });

  it('take only what exists for whoever adds it, and change nothing otherwise', async () => {
    const { id } = await lists.create(OWNER, { title: 'Few' });
    restrict(idAt(1));
    await expect(lists.add(OWNER, id, [idAt(0), idAt(1)])).rejects.toMatchObject(NOT_FOUND);
    await expect(lists.create(OWNER, { title: 'X', assetIds: [idAt(1)] })).rejects.toMatchObject(NOT_FOUND);
    expect((await lists.get(OWNER, id)).items).toEqual([]);
  });

  it('refuse a change of a revision that is not the last, and say what to do', async () => {
    const { id, revision } = await shared();
    await lists.change(COLLEAGUE, id, revision, { title: 'Theirs' });
    await expect(lists.change(OWNER, id, revision, { title: 'Mine' })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/Load it again/),
    });
    expect(await lists.get(OWNER, id)).toMatchObject({ title: 'Theirs' });
  });

  it('lose nothing when many add at once', async () => {
    const { id } = await lists.create(OWNER, { title: 'Busy', organization: STUDIO });
    await Promise.all(ids.map((assetId, at) => lists.add(at % 2 === 0 ? OWNER : COLLEAGUE, id, [assetId])));
    const { items } = await lists.get(OWNER, id);
    expect(items.map(({ assetId }) => assetId).sort()).toEqual([...ids].sort());
  });

  it('hold 500 assets, and an account 100 lists', async () => {
    const many = Array.from({ length: 501 }, () => buildAsset());
    for (const asset of many) assets.set(asset.id, asset);
    const all = many.map(({ id }) => id);
    const { id } = await lists.create(OWNER, { title: 'Full', assetIds: all.slice(0, 500) });
    await expect(lists.add(OWNER, id, all.slice(500))).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    await lists.add(OWNER, id, all.slice(0, 1));
    for (let made = 1; made < 100; made += 1) await lists.create(OWNER, { title: `List ${made}` });
    await expect(lists.create(OWNER, { title: 'One more' })).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
    });
  });

  it('take so many bytes, and fewer of who is of no organization', async () => {
    const many = Array.from({ length: 500 }, () => buildAsset());
    for (const asset of many) assets.set(asset.id, asset);
    const withNotes = (letters: number) => ({
      items: many.map(({ id: assetId }) => ({ assetId, note: 'x'.repeat(letters) })),
    });
    for (const [actor, fits, tooLong] of [
      [STRANGER, 80, 120],
      [OWNER, 800, 1_000],
    ] as const) {
      const assetIds = many.map(({ id }) => id);
      const { id } = await lists.create(actor, { title: 'Full', assetIds });
      await lists.change(actor, id, 1, withNotes(fits));
      await expect(lists.change(actor, id, 2, withNotes(tooLong))).rejects.toMatchObject({
        code: 'LIMIT_EXCEEDED',
      });
      await lists.change(actor, id, 2, withNotes(fits - 1));
    }
    for (let made = 1; made < 20; made += 1) await lists.create(STRANGER, { title: `List ${made}` });
    await expect(lists.create(STRANGER, { title: 'One more' })).rejects.toThrow(/at most 20 lists/);
  });

  it.each([
    ['no title', { title: ' ' }, 'title'],
    ['a title of two lines', { title: 'a\nb' }, 'title'],
    ['a title that is too long', { title: 'x'.repeat(201) }, 'title'],
    ['a note that is too long', { title: 'x', note: 'x'.repeat(2_001) }, 'note'],
    ['a title that turns the direction of writing', { title: 'a\u202eb', note: '' }, 'title'],
    ['a note with control characters', { title: 'x', note: 'a\u0000b' }, 'note'],
    [
      'an empty use',
      {
        title: 'x',
        project: {
          title: '',
          production: '',
          reference: '',
          wish: { media: 1, territories: WORLD, firstDay: 2, lastDay: 1, exclusive: false },
        },
      },
      'project.wish',
    ],
  ])('refuse %s', async (_, asked, field) => {
    await expect(lists.create(OWNER, asked)).rejects.toMatchObject({ code: 'BAD_INPUT', field });
  });

  it('refuse an order that leaves out, doubles or invents', async () => {
    const { id, revision } = await shared();
    const item = (assetId: AssetId) => ({ assetId, note: '' });
    for (const wanted of [
      [idAt(0), idAt(1)],
      [idAt(0), idAt(1), idAt(1)],
      [idAt(0), idAt(1), buildAsset().id],
    ])
      await expect(lists.change(OWNER, id, revision, { items: wanted.map(item) })).rejects.toMatchObject({
        code: 'BAD_INPUT',
        field: 'items',
      });
  });
});
