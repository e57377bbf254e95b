import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import { type Availability, NEVER_FOR_SALE } from '@lanran/api/assets/domain/availability';
import { ACCESS_LEVELS, type Asset, type AssetMetadata, canView } from '@lanran/api/assets/domain/asset';
import { ASSET_SORTS, type AssetFilter, type AssetSort } from '@lanran/api/assets/domain/asset-query';
import type { PageRequest } from '@lanran/api/platform/kernel/page';
import type { AssetStore, Audience } from '@lanran/api/assets/ports/asset-store';
import {
  type OrganizationId,
  organizationIdOf,
  parseAssetId,
  type StatementHash,
} from '@lanran/protocol/kernel/ids';
import { readAll, startStores, type StoresUnderTest } from './stores-under-test.ts';

const ORGANIZATIONS = ['museum', 'archive', 'xijiang', 'langde'].map((slug) => organizationIdOf(slug));
const [MUSEUM, ARCHIVE, XIJIANG] = ORGANIZATIONS as [OrganizationId, OrganizationId, OrganizationId];
const TODAY = 20_000;
const ON_SALE: Availability = {
  ...NEVER_FOR_SALE,
  offeredUntil: TODAY,
  saleDays: [{ firstDay: TODAY, lastDay: TODAY }],
};
const EVERYONE: Audience = { organizationIds: ORGANIZATIONS };

interface AssetOverrides extends Partial<Omit<Asset, 'metadata'>> {
  readonly number?: number;
  readonly metadata?: Partial<AssetMetadata>;
}

function buildAsset({ number = 0, metadata, ...overrides }: AssetOverrides = {}): Asset {
  return {
    id: parseAssetId(`0x${(number + 1).toString(16).padStart(64, '0')}`),
    holder: MUSEUM,
    formerHolders: [],
    custodyOffer: null,
    community: null,
    version: 1,
    metadata: {
      kind: 'PATTERN',
      access: 'LICENSED',
      title: { en: 'Skirt' },
      terms: [],
      synthetic: false,
      ...metadata,
    },
    filesField: { count: 1, bytes: 2 ** 40, root: `0x${'22'.repeat(32)}` },
    head: `0x${'33'.repeat(32)}` as StatementHash,
    publishedIndex: number,
    publishedAt: new Date(1_790_000_000_000 + number),
    isWithdrawn: false,
    isTakenDown: false,
    projectedIndex: number,
    ...overrides,
  };
}

describe('assets in MongoDB', () => {
  let under: StoresUnderTest;
  let client: MongoClient;
  let assets: AssetStore;

  beforeAll(async () => {
    under = await startStores();
    client = await new MongoClient(under.uri).connect();
    assets = under.stores.assets;
  });
  afterAll(async () => {
    await client.close();
    await under.stop();
  });
  beforeEach(async () => {
    await client.db().collection('assets').deleteMany({});
  });

  async function project(many: readonly Asset[]): Promise<void> {
    await Promise.all(many.map((asset) => assets.project(asset)));
  }

  async function find(filter: AssetFilter, audience = EVERYONE): Promise<number[]> {
    const { items, totalCount } = await assets.list({
      filter,
      sort: 'OLDEST',
      page: { first: 100, after: null },
      audience,
      today: TODAY,
    });
    expect(totalCount).toBe(items.length);
    return items.map(({ item }) => item.publishedIndex);
  }

  it('finds assets by the file manifest of their present version', async () => {
    const root = `0x${'44'.repeat(32)}` as const;
    const asset = buildAsset({ number: 1, filesField: { count: 1, bytes: 1, root } });
    await project([buildAsset(), asset]);
    expect(await assets.findByManifests([root, `0x${'55'.repeat(32)}`])).toEqual([asset]);
    expect(await assets.findByManifests([])).toEqual([]);
  });

  it('gives back what was written', async () => {
    const asset = buildAsset({
      number: 7,
      community: XIJIANG,
      formerHolders: [{ organizationId: ARCHIVE, untilLeaf: 6 }],
      custodyOffer: ARCHIVE,
      metadata: {
        title: { en: 'Butterfly mother', zh: '蝴蝶妈妈' },
        description: { zh: '蜡染\n裙' },
        terms: [{ vocabulary: 'technique', code: 'batik', en: 'Batik', zh: '蜡染' }],
        identifier: '2001.37.5',
      },
    });
    await assets.project(asset);
    expect(await assets.find(asset.id)).toEqual(asset);
    expect(await assets.findMany([asset.id, buildAsset({ number: 9 }).id])).toEqual([asset]);
    expect(await assets.find(buildAsset({ number: 9 }).id)).toBeNull();
  });

  it('writes many states at once, and leaves one that is newer as it is', async () => {
    const numbered = (number: number, version: number) =>
      buildAsset({ number, version, projectedIndex: 10 * version + number });
    await assets.projectAll([numbered(0, 1), numbered(1, 3)]);
    await assets.projectAll([numbered(0, 2), numbered(1, 2), numbered(2, 2)]);
    const ids = [0, 1, 2].map((number) => numbered(number, 1).id);
    const versions = new Map((await assets.findMany(ids)).map(({ id, version }) => [id, version]));
    expect(ids.map((id) => versions.get(id))).toEqual([2, 3, 2]);
    await assets.projectAll([]);
  });

  it.each(ASSET_SORTS)(
    'pages through %s without gap or repeat, also where titles are equal',
    async (sort) => {
      const titles = ['Skirt', 'skirt', 'Baby carrier', '百褶裙', '𝒮kirt'];
      const all = Array.from({ length: 23 }, (_, number) =>
        buildAsset({ number, metadata: { title: { en: titles[number % titles.length] ?? '' } } }),
      );
      await project(all);
      const whole = await pages(sort, 100);
      expect(whole).toHaveLength(all.length);
      for (const first of [1, 2, 7, 22, 23]) expect(await pages(sort, first)).toEqual(whole);
      const newest = all.map(({ id }) => id).reverse();
      if (sort === 'NEWEST') expect(whole).toEqual(newest);
      if (sort === 'OLDEST') expect(whole).toEqual(newest.toReversed());
    },
  );

  async function pages(sort: AssetSort, first: number) {
    const list = (page: PageRequest) =>
      assets.list({ filter: {}, sort, page, audience: EVERYONE, today: TODAY });
    return (await readAll(list, first)).map(({ id }) => id);
  }

  it('reads on after its cursor although newer assets came meanwhile', async () => {
    await project([0, 1, 2].map((number) => buildAsset({ number })));
    const list = (after: string | null) =>
      assets.list({
        filter: {},
        sort: 'NEWEST',
        page: { first: 2, after },
        audience: EVERYONE,
        today: TODAY,
      });
    const first = await list(null);
    await project([buildAsset({ number: 3 })]);
    const second = await list(first.items.at(-1)?.cursor ?? null);
    expect(second.items.map(({ item }) => item.publishedIndex)).toEqual([0]);
  });

  it.each([
    '',
    'nonsense',
    encode([]),
    encode(['x', 'y', 'z']),
    encode([{}]),
    encode(['text']),
    encode([null]),
  ])('refuses the cursor %j, which is none of this list', async (after) => {
    await project([buildAsset()]);
    const listing = assets.list({
      filter: {},
      sort: 'NEWEST',
      page: { first: 2, after },
      audience: EVERYONE,
      today: TODAY,
    });
    await expect(listing).rejects.toMatchObject({ code: 'BAD_INPUT', field: 'after' });
  });

  function encode(values: unknown): string {
    return Buffer.from(JSON.stringify(values)).toString('base64url');
  }

  it('lists for an audience exactly what canView lets its member see, count included', async () => {
    const party = fc.constantFrom(...ORGANIZATIONS);
    const asset = fc.record({
      holder: party,
      community: fc.option(party),
      custodyOffer: fc.option(party),
      access: fc.constantFrom(...ACCESS_LEVELS),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(asset, { minLength: 1, maxLength: 8 }),
        fc.uniqueArray(party, { maxLength: 3 }),
        async (parties, organizationIds) => {
          await client.db().collection('assets').deleteMany({});
          const all = parties.map(({ access, ...people }, number) =>
            buildAsset({ number, ...people, metadata: { access } }),
          );
          await project(all);
          const memberships = organizationIds.map((organizationId) => ({
            organizationId,
            kind: 'INSTITUTION' as const,
            role: 'VIEWER' as const,
          }));
          const actor: Actor = { kind: 'member', address: '0x', memberships };
          const visible = all.filter((each) => canView(actor, each)).map((each) => each.publishedIndex);
          expect(await find({}, { organizationIds })).toEqual(visible);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('filters by each condition, and by all together', async () => {
    const terms = [{ vocabulary: 'technique', code: 'batik' }] as const;
    await project([
      buildAsset({ number: 0 }),
      buildAsset({ number: 1, holder: ARCHIVE, community: XIJIANG, metadata: { terms } }),
      buildAsset({ number: 2, community: XIJIANG, metadata: { kind: 'FILM', access: 'OPEN', terms } }),
    ]);
    await assets.setAvailability([buildAsset({ number: 2 }).id], ON_SALE, 9);
    expect(await find({ kind: 'FILM' })).toEqual([2]);
    expect(await find({ holder: ARCHIVE })).toEqual([1]);
    expect(await find({ community: XIJIANG })).toEqual([1, 2]);
    expect(await find({ access: 'LICENSED' })).toEqual([0, 1]);
    expect(await find({ term: { vocabulary: 'technique', code: 'batik' } })).toEqual([1, 2]);
    expect(await find({ term: { vocabulary: 'motif', code: 'batik' } })).toEqual([]);
    expect(await find({ onOffer: true })).toEqual([2]);
    expect(await find({ onOffer: false })).toEqual([0, 1]);
    expect(await find({ community: XIJIANG, kind: 'FILM', onOffer: true, holder: MUSEUM })).toEqual([2]);
  });

  it('tells which assets a stretch of leaves changed, with what is known of their sale', async () => {
    await project([0, 1, 2].map((number) => buildAsset({ number, projectedIndex: 10 + number })));
    await assets.setAvailability([buildAsset({ number: 0 }).id], ON_SALE, 20);
    const changed = async (from: number, to: number) =>
      (await assets.listChanged({ from, to }, null, 10)).map(({ asset }) => asset.projectedIndex);
    expect(await changed(11, 12)).toEqual([11]);
    expect(await changed(10, 11)).toEqual([]);
    expect(await changed(12, 21)).toEqual([10, 12]);
    expect(await changed(0, Infinity)).toEqual([10, 11, 12]);
    const [first] = await assets.listChanged({ from: 20, to: 21 }, null, 10);
    expect(first?.availability).toEqual(ON_SALE);
    const all = await assets.listChanged({ from: 0, to: Infinity }, first?.asset.id ?? null, 1);
    expect(all.map(({ asset }) => asset.projectedIndex)).toEqual([11]);
    expect(await assets.count()).toBe(3);
  });

  it('never goes back to an older state, in whatever order states arrive', async () => {
    const states = [0, 1, 2, 3].map((at) =>
      buildAsset({ number: 5, projectedIndex: at, version: at + 1, publishedIndex: at }),
    );
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(states, { minLength: 1 }), async (order) => {
        await client.db().collection('assets').deleteMany({});
        await Promise.all(order.map((state) => assets.project(state)));
        const newest = Math.max(...order.map(({ version }) => version));
        expect(await assets.find(states[0]?.id ?? parseAssetId(''))).toMatchObject({ version: newest });
      }),
      { numRuns: 25 },
    );
  });

  it('keeps whether an asset is on offer when a newer state is projected', async () => {
    await assets.project(buildAsset({ number: 1 }));
    await assets.setAvailability([buildAsset({ number: 1 }).id], ON_SALE, 9);
    await assets.project(buildAsset({ number: 1, projectedIndex: 8, version: 2 }));
    expect(await find({ onOffer: true })).toEqual([1]);
  });
});
