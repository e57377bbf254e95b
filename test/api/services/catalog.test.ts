import { describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/domain/actor';
import type { Asset, AssetFile } from '@lanran/api/domain/asset';
import type { Draft } from '@lanran/api/domain/draft';
import type { AssetStore } from '@lanran/api/ports/asset-store';
import type { ManifestStore } from '@lanran/api/ports/manifest-store';
import { CatalogService } from '@lanran/api/services/catalog';
import { type OrganizationId, organizationIdOf } from '@lanran/protocol/ids';

/** A manifest of `count` files, read 1,000 at a time like the stored one. */
function catalogOf(count: number): CatalogService {
  const file = (index: number): AssetFile => ({
    path: `plate.${String(index).padStart(5, '0')}.exr`,
    bytes: 1,
    sha256: '',
    cid: '',
    xxh64: '',
    salt: '0x',
  });
  return new CatalogService({
    assets: {} as AssetStore,
    facets: {} as AssetStore,
    clock: { now: () => new Date() },
    manifests: {
      put: async () => undefined,
      find: async () => null,
      findMany: async () => [],
      listBySha256: async () => [],
      listByContents: async () => [],
      list: async (_root, from, to) =>
        Array.from({ length: Math.min(to, count) - from }, (_, at) => file(from + at)),
    },
  });
}

describe('the files of a version', () => {
  it.each([1, 999, 1_000, 1_001, 2_500])(
    'are all %i of them, in manifest order, for proofs',
    async (count) => {
      const asset = { filesField: { count, bytes: count, root: '0x' } } as unknown as Asset;
      const files = await catalogOf(count).allFiles(asset);
      expect(files.map(({ path }) => path)).toEqual(
        Array.from({ length: count }, (_, index) => `plate.${String(index).padStart(5, '0')}.exr`),
      );
    },
  );

  it('are refused when the manifest has fewer than the version states', async () => {
    const asset = { filesField: { count: 5, bytes: 5, root: '0x' } } as unknown as Asset;
    await expect(catalogOf(3).allFiles(asset)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('what was published already', () => {
  const MUSEUM = organizationIdOf('museum');
  const OTHERS = organizationIdOf('others');
  const curator: Actor = {
    kind: 'member',
    address: `0x${'11'.repeat(20)}`,
    memberships: [{ organizationId: MUSEUM, kind: 'INSTITUTION', role: 'EDITOR' }],
  };
  const published = (id: string, parts: { holder?: OrganizationId; access?: string } = {}) => {
    const { holder = MUSEUM, access = 'RESTRICTED' } = parts;
    const filesField = { root: `0x${id}` };
    return { id, holder, filesField, metadata: { access }, custodyOffer: null, community: null };
  };
  const file = (path: string, sha256: string | null, uploadId: string | null = path) => {
    return { path, uploadId, bytes: 1, digest: sha256 === null ? null : { sha256 } };
  };

  async function findAgain(assets: readonly object[], files: readonly object[], first = 10) {
    const listed = assets as Asset[];
    const catalog = new CatalogService({
      facets: {} as AssetStore,
      clock: { now: () => new Date() },
      assets: { findByManifests: async () => listed } as unknown as AssetStore,
      manifests: {
        // Each asset has the one content.
        listByContents: async (sha256s: readonly string[]) =>
          sha256s.includes('aa')
            ? listed.map(({ filesField: { root } }) => ({ root, file: { path: 'old.tif', sha256: 'aa' } }))
            : [],
      } as unknown as ManifestStore,
    });
    const draft = { organizationId: MUSEUM, assetId: 'new', files } as unknown as Draft;
    const found = await catalog.findPublishedAgain(curator, draft, first);
    return found.map((each) => [each.file.path, each.asset.id, each.path]);
  }

  it('is told of each file with the asset that has it and the path there', async () => {
    const files = [file('a.tif', 'aa'), file('b.tif', 'bb'), file('copy.tif', 'aa')];
    expect(await findAgain([published('one')], files)).toEqual([
      ['a.tif', 'one', 'old.tif'],
      ['copy.tif', 'one', 'old.tif'],
    ]);
    expect(await findAgain([published('one')], files, 1)).toHaveLength(1);
    const many = ['1', '2', '3', '4'].map((id) => published(id));
    expect((await findAgain(many, files)).map(([path]) => path)).toEqual([
      ...Array<string>(3).fill('a.tif'),
      ...Array<string>(3).fill('copy.tif'),
    ]);
  });

  it('is nothing of other organizations, of the asset itself, of kept files, or of what has not arrived', async () => {
    const others = [
      published('theirs', { holder: OTHERS }),
      published('open', { holder: OTHERS, access: 'OPEN' }),
    ];
    expect(await findAgain([...others, published('new')], [file('a.tif', 'aa')])).toEqual([]);
    const unasked = [file('kept.tif', 'aa', null), file('late.tif', null)];
    expect(await findAgain([published('one')], unasked)).toEqual([]);
  });
});
