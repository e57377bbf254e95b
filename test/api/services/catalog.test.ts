import { describe, expect, it } from 'vitest';
import type { Asset, AssetFile } from '@lanran/api/assets/domain/asset';
import type { AssetStore } from '@lanran/api/assets/ports/asset-store';
import { CatalogService } from '@lanran/api/assets/services/catalog';
import { SHIPPED_READER } from '../../support/concepts.ts';

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
    terms: {} as AssetStore,
    concepts: SHIPPED_READER,
    clock: { now: () => new Date() },
    manifests: {
      find: async () => null,
      listErased: async () => [],
      findShown: async () => [],
      listBySha256: async () => [],
      list: async (_root, from, to) =>
        Array.from({ length: Math.min(to, count) - from }, (_, at) => ({
          ...file(from + at),
          index: from + at,
        })),
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
