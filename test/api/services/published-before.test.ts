import { describe, expect, it } from 'vitest';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { Asset, AssetFile } from '@lanran/api/assets/domain/asset';
import type { Draft } from '@lanran/api/publishing/domain/draft';
import { DuplicateFiles } from '@lanran/api/publishing/services/duplicate-files';
import { type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';

describe('what was published already', () => {
  const MUSEUM = organizationIdOf('museum');
  const OTHERS = organizationIdOf('others');
  const curator: Actor = {
    kind: 'member',
    address: `0x${'11'.repeat(20)}`,
    memberships: [{ organizationId: MUSEUM, kind: 'INSTITUTION', role: 'EDITOR' }],
  };
  interface Parts {
    readonly holder: OrganizationId;
    readonly access: string;
    readonly community: OrganizationId | null;
    readonly isWithdrawn: boolean;
  }
  const published = (id: string, parts: Partial<Parts> = {}) => {
    const { holder = MUSEUM, access = 'RESTRICTED', community = null, isWithdrawn = false } = parts;
    const filesField = { root: `0x${id}` };
    return { id, holder, filesField, metadata: { access }, custodyOffer: null, community, isWithdrawn };
  };
  const file = (path: string, sha256: string | null, uploadId: string | null = path) => {
    return { path, uploadId, bytes: 1, digest: sha256 === null ? null : { sha256 } };
  };

  function beforeOf(assets: readonly object[]): DuplicateFiles {
    const listed = assets as Asset[];
    return new DuplicateFiles({
      assets: { findByManifests: async () => listed },
      manifests: {
        // Each asset has the one content.
        listByContents: async (sha256s) =>
          sha256s.includes('aa')
            ? listed.map(({ filesField: { root } }) => ({
                root,
                index: 0,
                file: { path: 'old.tif', sha256: 'aa' } as AssetFile,
              }))
            : [],
      },
    });
  }

  async function findAgain(assets: readonly object[], files: readonly object[], first = 10) {
    const draft = { organizationId: MUSEUM, assetId: 'new', files } as unknown as Draft;
    const found = await beforeOf(assets).list(curator, draft, first);
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

  describe('with a community', () => {
    const MIAO = organizationIdOf('miao');
    const standing = published('theirs', { community: MIAO });

    async function open(asset: object, { access = 'OPEN', files = [file('a.tif', 'aa')] } = {}) {
      const draft = { organizationId: MUSEUM, assetId: 'new', files, content: { metadata: { access } } };
      await beforeOf([asset]).requireOpenable(draft as unknown as Draft);
    }

    it('is not opened for everyone', async () => {
      await expect(open(standing)).rejects.toMatchObject({
        code: 'HELD_FOR_COMMUNITY',
        field: 'access',
        message: expect.stringMatching(/a\.tif, for one, is old\.tif of asset theirs/),
      });
      await open(standing, { access: 'LICENSED' });
      await open(standing, { access: 'RESTRICTED' });
    });

    it('binds no longer once withdrawn, and neither others nor the asset itself', async () => {
      await open(published('gone', { community: MIAO, isWithdrawn: true }));
      await open(published('foreign', { community: MIAO, holder: OTHERS }));
      await open(published('new', { community: MIAO }));
      await open(published('none'));
    });

    it('may be up to half of the bytes, as a color chart or a black frame is', async () => {
      const of = (bytes: number) => [
        { ...file('chart.tif', 'aa'), bytes: 500 },
        { ...file('b.tif', 'bb'), bytes },
      ];
      await open(standing, { files: of(500) });
      await expect(open(standing, { files: of(499) })).rejects.toMatchObject({ code: 'HELD_FOR_COMMUNITY' });
    });
  });
});
