import { beforeEach, describe, expect, it } from 'vitest';
import type { Asset } from '@lanran/api/assets/domain/asset';
import { ShownStandIns } from '@lanran/api/assets/services/shown-stand-ins';
import { Showpieces } from '@lanran/api/front/services/showpieces';
import { ShownOrganizations } from '@lanran/api/front/services/shown-organizations';
import { emptyProfile } from '@lanran/api/organizations/domain/profile';
import { ANONYMOUS } from '@lanran/api/platform/kernel/actor';
import { buildAsset, buildOrganization, MUSEUM } from '../graphql/graphql-stage.ts';
import { InMemoryAssets } from '../graphql/in-memory-stores.ts';

const rooted = (digit: string, overrides: Partial<Asset> = {}) =>
  buildAsset({ filesField: { count: 1, bytes: 1, root: `0x${digit.repeat(64)}` }, ...overrides });

describe('the card of an organization on the first page', () => {
  const newest = rooted('1');
  let assets: InMemoryAssets;
  let withCover: Set<string>;

  beforeEach(async () => {
    assets = new InMemoryAssets();
    await assets.project(newest);
    withCover = new Set([newest.filesField.root]);
  });

  async function cardWith(chosen: Asset | null): Promise<Asset | null> {
    if (chosen !== null) await assets.project(chosen);
    const shown = new ShownOrganizations({
      organizations: {
        list: async () => ({
          items: [{ item: buildOrganization('museum', 'INSTITUTION', `0x${'c0'.repeat(20)}`), cursor: '0' }],
          hasNextPage: false,
          totalCount: 1,
        }),
      },
      holdings: { count: async () => new Map([[MUSEUM, 2]]) },
      showpieces: new Showpieces({
        profiles: { show: async () => [{ ...emptyProfile(MUSEUM), pictureAsset: chosen?.id ?? null }] },
        standIns: new ShownStandIns(assets),
        catalog: { newest: async () => [newest] },
        descriptions: { findCovers: async (roots) => roots.map((root) => (withCover.has(root) ? 0 : null)) },
      }),
    });
    const [card] = await shown.list(ANONYMOUS, 'INSTITUTION', 1);
    return card?.showpiece ?? null;
  }

  it('shows the picture that it chose', async () => {
    const chosen = rooted('2');
    withCover.add(chosen.filesField.root);
    expect((await cardWith(chosen))?.id).toBe(chosen.id);
  });

  it('shows its newest picture where it chose none, or none that everybody may see, or one without a cover', async () => {
    const { metadata } = newest;
    const hidden = [
      null,
      rooted('3', { metadata: { ...metadata, access: 'RESTRICTED' } }),
      rooted('4', { isWithdrawn: true }),
      rooted('5', { isTakenDown: true }),
    ];
    for (const asset of hidden) {
      if (asset !== null) withCover.add(asset.filesField.root);
      expect((await cardWith(asset))?.id).toBe(newest.id);
    }
    expect((await cardWith(rooted('6')))?.id).toBe(newest.id);
  });
});
