import { SHIPPED_READER } from '../../support/concepts.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Asset } from '@lanran/api/assets/domain/asset';
import { ShownStandIns } from '@lanran/api/assets/services/shown-stand-ins';
import { CatalogService } from '@lanran/api/assets/services/catalog';
import { renderHead } from '@lanran/api/front/domain/page-head';
import { type Call, callStateOn } from '@lanran/api/desk/domain/call';
import { NotFoundError } from '@lanran/api/platform/kernel/errors';
import { Showpieces } from '@lanran/api/front/services/showpieces';
import { Pages } from '@lanran/api/front/services/pages';
import { emptyProfile, type Profile } from '@lanran/api/organizations/domain/profile';
import {
  type AssetId,
  organizationIdOf,
  parseAssetId,
  type StatementHash,
} from '@lanran/protocol/kernel/ids';
import { buildCall } from '../desk/build-call.ts';
import { InMemoryAssets } from '../graphql/in-memory-stores.ts';

const MUSEUM = organizationIdOf('museum');
const ENGLISH = { language: 'en', isLanguageNamed: false } as const;

function buildAsset(number: number, overrides: Partial<Asset> = {}): Asset {
  return {
    id: parseAssetId(`0x${String(number).padStart(64, '0')}`),
    holder: MUSEUM,
    formerHolders: [],
    custodyOffer: null,
    community: null,
    version: 1,
    metadata: { kind: 'PATTERN', access: 'LICENSED', title: { en: 'Skirt' }, terms: [], synthetic: false },
    filesField: { count: 1, bytes: 1, root: `0x${'22'.repeat(32)}` },
    head: `0x${'33'.repeat(32)}` as StatementHash,
    publishedIndex: number,
    publishedAt: new Date(1_790_000_000_000 + number),
    isWithdrawn: false,
    isTakenDown: false,
    projectedIndex: number,
    ...overrides,
  };
}

describe('what pages tell machines', () => {
  let assets: InMemoryAssets;
  let pages: Pages;
  let said: Profile[];
  let calls: Map<string, Call>;

  beforeEach(() => {
    assets = new InMemoryAssets();
    said = [];
    calls = new Map();
    const museum = { id: MUSEUM, slug: 'museum', name: { en: 'Museum' }, isAdmitted: true } as never;
    const catalog = new CatalogService({
      assets,
      terms: assets,
      concepts: SHIPPED_READER,
      manifests: {} as never,
      clock: { now: () => new Date() },
    });
    pages = new Pages({
      catalog,
      organizations: {
        findBySlug: async (slug) => {
          if (slug === 'museum') return museum;
          return slug === 'asking' ? ({ slug, name: { en: 'Asking' }, isAdmitted: false } as never) : null;
        },
        showMany: async (ids) => ids.map(() => museum),
      },
      calls: {
        get: async (_, id) => {
          const call = calls.get(id);
          if (call === undefined) throw new NotFoundError(`Call ${id}`);
          return { call, state: callStateOn(call, call.closingDay), isOwn: false };
        },
        seenAssets: async (actor, { assetIds }) =>
          (await catalog.findMany(actor, assetIds)).filter((asset) => asset !== null),
      },
      conceptBrowsing: SHIPPED_READER,
      profiles: { show: async () => said },
      pictures: {
        find: async ({ id }) => ({
          fileId: `${id}.1.0`,
          width: 100,
          height: 100,
          isOpen: false,
          isOfFilm: false,
        }),
      },
      publications: { list: async () => [] },
      showpieces: new Showpieces({
        catalog,
        profiles: { show: async () => said },
        standIns: new ShownStandIns(assets),
        descriptions: { findCovers: async (roots) => roots.map(() => 0) },
      }),
      publicUrl: () => new URL('https://lanran.example'),
    });
  });

  const describeAsset = async (id: AssetId) => pages.describe({ kind: 'asset', id, isMain: true }, ENGLISH);

  it('is title, people and picture of an asset that everybody may see, also a withdrawn one', async () => {
    for (const asset of [buildAsset(1), buildAsset(2, { isWithdrawn: true })]) {
      await assets.project(asset);
      const { exists, head, paint } = await describeAsset(asset.id);
      expect(exists).toBe(true);
      expect(head).toMatchObject({ title: 'Skirt', description: 'Pattern · Museum' });
      expect(renderHead(head)).toContain(`https://lanran.example/renditions/${asset.id}.1.0/960.webp`);
      expect(paint).toMatchObject({ page: 'asset', variables: { id: asset.id } });
    }
  });

  it('is names, place and note of a concept, and what its page asks first', async () => {
    const address = { kind: 'concept', vocabulary: 'technique', code: 'batik' } as const;
    const { paint } = await pages.describe(address, ENGLISH);
    expect(paint).toMatchObject({
      page: 'concept',
      variables: { vocabulary: 'technique', code: 'batik' },
      title: 'Batik (wax-resist dyeing)',
      lines: [
        '蜡染',
        'Techniques › Textile crafts › Dyeing › Resist dyeing',
        expect.stringContaining('hot wax'),
      ],
    });
    expect((await pages.describe({ ...address, code: 'nothing' }, ENGLISH)).paint).toBeNull();
  });

  it('is the same of what is restricted, taken down and unknown: nothing', async () => {
    const base = buildAsset(0);
    const restricted = buildAsset(1, { metadata: { ...base.metadata, access: 'RESTRICTED' } });
    const takenDown = buildAsset(2, { isTakenDown: true });
    await assets.project(restricted);
    await assets.project(takenDown);
    const unknown = await pages.describe({ kind: 'missing' }, ENGLISH);
    expect(unknown).toEqual({ exists: false, head: null, paint: null });
    for (const { id } of [restricted, takenDown, buildAsset(3)])
      expect(await describeAsset(id)).toEqual(unknown);
  });

  it('is nothing of an organization that waits for admission', async () => {
    const found = async (slug: string) => pages.describe({ kind: 'organization', slug }, ENGLISH);
    expect((await found('museum')).head).toMatchObject({ title: 'Museum', type: 'profile' });
    expect((await found('asking')).exists).toBe(false);
    expect((await found('nobody')).exists).toBe(false);
  });

  it('is a picture of an organization that everybody may see', async () => {
    const museum = { kind: 'organization', slug: 'museum' } as const;
    const restricted = buildAsset(2);
    await assets.project({ ...restricted, metadata: { ...restricted.metadata, access: 'RESTRICTED' } });
    expect((await pages.describe(museum, ENGLISH)).head?.picture).toBeNull();
    await assets.project(buildAsset(1));
    const { head } = await pages.describe(museum, ENGLISH);
    expect(head?.picture?.url).toBe(`https://lanran.example/renditions/${buildAsset(1).id}.1.0/960.webp`);
  });

  it('is the chosen picture and website of an organization, while everybody may see the picture', async () => {
    const organization = { kind: 'organization', slug: 'museum' } as const;
    const withPicture = async (asset: Asset) => {
      await assets.project(asset);
      said = [
        { ...emptyProfile(MUSEUM), website: 'https://museum.example/', pictureAsset: asset.id } as const,
      ];
      const { head } = await pages.describe(organization, ENGLISH);
      return head;
    };
    const shown = buildAsset(1);
    const head = await withPicture(shown);
    expect(renderHead(head)).toContain(
      `og:image" content="https://lanran.example/renditions/${shown.id}.1.0/960.webp"`,
    );
    expect(head?.structured[0]).toMatchObject({
      sameAs: 'https://museum.example/',
      image: expect.stringContaining(shown.id),
    });
    const hidden = [
      buildAsset(2, { metadata: { ...shown.metadata, access: 'RESTRICTED' } }),
      buildAsset(3, { isWithdrawn: true }),
      buildAsset(4, { isTakenDown: true }),
      buildAsset(5, { holder: organizationIdOf('other') }),
    ];
    for (const asset of hidden) expect(renderHead(await withPicture(asset))).not.toContain(asset.id);
  });

  it('is a defined term of a concept, in the language that is asked for', async () => {
    const batik = { kind: 'concept', vocabulary: 'technique', code: 'batik' } as const;
    const { exists, head } = await pages.describe(batik, { language: 'zh', isLanguageNamed: true });
    expect(exists).toBe(true);
    expect(head).toMatchObject({ title: '蜡染', url: 'https://lanran.example/concepts/technique/batik' });
    expect(head?.structured[0]).toMatchObject({
      '@type': 'DefinedTerm',
      termCode: 'batik',
      alternateName: expect.arrayContaining(['Batik (wax-resist dyeing)', '蠟染', 'làrǎn']),
      inDefinedTermSet: { '@id': 'https://lanran.example/concepts/technique', name: '工艺' },
    });
    expect(await pages.describe({ ...batik, code: 'nothing' }, ENGLISH)).toEqual({
      ...{ exists: false, head: null, paint: null },
    });
  });

  it('is a call for proposals, unless it was withdrawn', async () => {
    await assets.project(buildAsset(1));
    const call = buildCall({ assetIds: [buildAsset(1).id], organization: MUSEUM });
    calls.set(call.id, call);
    const { exists, head } = await pages.describe({ kind: 'call', id: call.id }, ENGLISH);
    expect(exists).toBe(true);
    expect(head).toMatchObject({
      title: 'Butterflies on film',
      description: 'Museum · To see them move.',
      url: `https://lanran.example/calls/${call.id}`,
      picture: { alt: 'Skirt' },
    });
    expect(head?.structured[0]).toMatchObject({
      '@type': 'CreativeWork',
      name: 'Butterflies on film',
      expires: '2026-12-31',
      publisher: { name: 'Museum' },
    });
    calls.set(call.id, { ...call, withdrawnAt: call.openedAt });
    expect(await pages.describe({ kind: 'call', id: call.id }, ENGLISH)).toMatchObject({
      exists: true,
      head: null,
    });
    expect(await pages.describe({ kind: 'call', id: 'none' }, ENGLISH)).toMatchObject({ exists: false });
  });

  it('carries the first answer of the whole catalog alone', async () => {
    await assets.project(buildAsset(1));
    expect((await pages.describe({ kind: 'catalog' }, ENGLISH)).paint).toMatchObject({ page: 'catalog' });
    const narrowed = await pages.describe({ kind: 'search', text: null }, ENGLISH);
    expect(narrowed).toMatchObject({
      paint: null,
      head: { url: 'https://lanran.example/catalog', picture: null },
    });
  });

  it('names what is searched for, and shows no other picture', async () => {
    await assets.project(buildAsset(1));
    const { head } = await pages.describe({ kind: 'search', text: '蓝 & batik' }, ENGLISH);
    expect(head).toMatchObject({
      title: '蓝 & batik · Catalog',
      url: 'https://lanran.example/catalog?text=%E8%93%9D+%26+batik',
      picture: null,
    });
  });
});
