import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { factSection, INSPECTION_VERSION, notice } from '@lanran/api/files/domain/technical-metadata';
import { GraphqlClient } from '@lanran/sdk/kernel/graphql-client';
import { listSequenceTroubles } from '@lanran/sdk/publishing/sequence-check';
import { buildAsset, GraphqlStage } from './graphql-stage.ts';

const SHA256 = 'ab'.repeat(32);
const FILE = {
  path: 'front.jpg',
  bytes: 9,
  sha256: SHA256,
  cid: 'bafy',
  xxh64: '0'.repeat(16),
  salt: `0x${'11'.repeat(32)}`,
} as const;
const FIELDS = `id files { format misleadingExtension technical { sections { kind facts { name unit values } } notices { code detail } }
  digests { md5 c4 perceptual } }`;

describe('technical metadata in GraphQL', () => {
  let stage: GraphqlStage;
  beforeEach(async () => {
    stage = await GraphqlStage.start();
    await stage.descriptions.keep([
      {
        sha256: SHA256,
        mediaType: 'image/png',
        picture: null,
        refusal: null,
        version: 2,
      },
    ]);
    await stage.inspections.keep([
      {
        sha256: SHA256,
        version: INSPECTION_VERSION,
        sections: [...factSection('IMAGE', { WIDTH: 8 }), ...factSection('PLACE', { PLACE_NAME: 'Wugong' })],
        notices: [notice('UNDECODABLE', 'It is cut.')],
      },
    ]);
    await stage.inspections.keepDigests([{ sha256: SHA256, md5: 'm', c4: 'c4', perceptual: null }]);
  });
  afterEach(() => stage.close());

  async function publish(access: 'OPEN' | 'RESTRICTED' = 'OPEN') {
    const asset = buildAsset({ filesField: { count: 1, bytes: 9, root: FILE.salt } }, { access });
    await stage.assets.project(asset);
    await stage.manifests.put(asset.filesField.root, [FILE]);
    return asset;
  }
  const ask = (id: string, token?: string) =>
    stage.ask(`query ($id: ID!) { asset(id: $id) { ${FIELDS} } }`, {
      variables: { id },
      ...(token !== undefined && { token }),
    });

  it('is shown to everyone who sees the asset, with what misleads', async () => {
    const { id } = await publish();
    expect((await ask(id)).data).toMatchObject({
      asset: {
        files: [
          {
            format: 'PNG',
            misleadingExtension: '.jpg',
            technical: {
              sections: [{ kind: 'IMAGE', facts: [{ name: 'WIDTH', unit: 'PIXELS', values: ['8'] }] }],
              notices: [{ code: 'UNDECODABLE', detail: 'It is cut.' }],
            },
            digests: { md5: 'm', c4: 'c4', perceptual: null },
          },
        ],
      },
    });
  });

  it('tells places to the people of the asset alone', async () => {
    const { id } = await publish();
    const kinds = async (token?: string) => JSON.stringify((await ask(id, token)).data).includes('Wugong');
    expect(await kinds()).toBe(false);
    expect(await kinds(await stage.signIn('producer'))).toBe(false);
    expect(await kinds(await stage.signIn('curator'))).toBe(true);
  });

  it('of a RESTRICTED asset leaves no trace, also where an open one has the same content', async () => {
    const hidden = await publish('RESTRICTED');
    const { data, errors } = await ask(hidden.id);
    expect(data).toMatchObject({ asset: null });
    expect(errors[0]?.extensions['code']).toBe('NOT_FOUND');
    expect(JSON.stringify(errors)).not.toContain('PNG');
  });

  it('lists the files of a version as items, a sequence as one with its range, gaps, unlike frames and those that can’t be decoded', async () => {
    const frames = [1001, 1002, 1004].map((number) => ({
      ...FILE,
      path: `plate.${number}.exr`,
      sha256: String(number).padStart(64, '0'),
    }));
    const files = [FILE, ...frames];
    const asset = buildAsset({ filesField: { count: files.length, bytes: 36, root: FILE.salt } });
    await stage.assets.project(asset);
    await stage.manifests.put(FILE.salt, files);
    for (const { sha256, path } of frames) {
      const state = { picture: null, refusal: null, version: 2 };
      await stage.descriptions.keep([{ sha256, mediaType: 'image/x-exr', ...state }]);
      const sections = factSection('FRAME', { WIDTH: path.includes('1004') ? 8 : 4 });
      const notices = path.includes('1002')
        ? [notice('UNDECODABLE', 'It is cut.')]
        : [notice('INVALID', 'It is odd.')];
      await stage.inspections.keep([{ sha256, version: 1, sections, notices }]);
    }
    const query = `query ($id: ID!, $after: String) { asset(id: $id) { fileItems(first: 1, after: $after) {
      totalCount pageInfo { endCursor hasNextPage }
      edges { node { file { id path } sequence { name frameCount bytes missing { first last } missingCount unlike undecodable
        frames(first: 2) { pageInfo { hasNextPage } edges { node { number file { path } } } } } } } } } }`;
    const first = await stage.ask(query, { variables: { id: asset.id } });
    expect(first.data).toMatchObject({
      asset: {
        fileItems: {
          totalCount: 2,
          pageInfo: { hasNextPage: true },
          edges: [{ node: { file: { path: 'front.jpg' }, sequence: null } }],
        },
      },
    });
    const second = await stage.ask(query, { variables: { id: asset.id, after: '0' } });
    expect(second.data).toMatchObject({
      asset: {
        fileItems: {
          pageInfo: { hasNextPage: false },
          edges: [
            {
              node: {
                file: { id: `${asset.id}.1.1`, path: 'plate.1001.exr' },
                sequence: {
                  name: 'plate.1001–1004.exr',
                  frameCount: 3,
                  bytes: '27',
                  missing: [{ first: 1003, last: 1003 }],
                  missingCount: 1,
                  unlike: [1004],
                  undecodable: [1002],
                  frames: {
                    pageInfo: { hasNextPage: true },
                    edges: [
                      { node: { number: 1001 } },
                      { node: { number: 1002, file: { path: 'plate.1002.exr' } } },
                    ],
                  },
                },
              },
            },
          ],
        },
      },
    });
    expect(await listSequenceTroubles(new GraphqlClient(stage.url), asset.id)).toEqual([
      { name: 'plate.1001–1004.exr', padding: 4, unlike: [1004], undecodable: [1002] },
    ]);
    const wrong = await stage.ask(query, { variables: { id: asset.id, after: 'x' } });
    expect(wrong.errors[0]?.extensions).toMatchObject({ code: 'BAD_INPUT', field: 'after' });
  });
});
