import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { factSection, INSPECTION_VERSION, notice } from '@lanran/api/files/domain/technical-metadata';
import { jobFailure } from '@lanran/api/files/domain/file-job';
import type { FileDescription } from '@lanran/api/files/domain/picture';
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
const FIELDS = `id files { format misleadingExtension pixels { width height } isInspected technical { sections { kind facts { name unit values } } notices { code detail } }
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

  it('says how the light of a picture is shown, and why there is no picture', async () => {
    const { id } = await publish();
    const sections = factSection('FRAME', { WIDTH: 8, SHOWN_AS: 'as older code promised' });
    await stage.inspections.keep([{ sha256: SHA256, version: 3, sections, notices: [] }]);
    const technical = async () =>
      (await ask(id)).data as { asset: { files: [{ technical: { sections: unknown; notices: unknown } }] } };
    const describe = (state: Pick<FileDescription, 'picture' | 'refusal'>) =>
      stage.descriptions.keep([{ sha256: SHA256, mediaType: 'image/x-exr', version: 6, ...state }]);
    const width = { name: 'WIDTH', values: ['8'] };

    const shown = { width: 8, height: 8, placeholder: 'data:', shownAs: 'exposure 0 EV' };
    await describe({ picture: shown, refusal: null });
    expect((await technical()).asset.files[0].technical).toMatchObject({
      sections: [{ kind: 'FRAME', facts: [width, { name: 'SHOWN_AS', values: ['exposure 0 EV'] }] }],
      notices: [],
    });

    const refusal = jobFailure('UNDECODABLE', { en: 'It ends early.', zh: '不完整。' });
    await describe({ picture: null, refusal });
    const { technical: refused } = (await technical()).asset.files[0];
    expect(refused).toMatchObject({
      notices: [{ code: 'UNDECODABLE', detail: 'There is no picture of it. It ends early.' }],
    });
    expect(JSON.stringify(refused)).not.toContain('SHOWN_AS');
  });

  it('gives the size in pixels that the file itself has, and none of a picture that was made of it', async () => {
    const { id } = await publish();
    const pixels = async () =>
      ((await ask(id)).data as { asset: { files: [{ pixels: unknown }] } }).asset.files[0].pixels;
    const inspect = (kind: 'IMAGE' | 'FRAME' | 'DOCUMENT', facts: Parameters<typeof factSection>[1]) =>
      stage.inspections.keep([
        { sha256: SHA256, version: INSPECTION_VERSION, sections: factSection(kind, facts), notices: [] },
      ]);
    const picture = { width: 1545, height: 2000, placeholder: 'data:' };
    const state = { picture, refusal: null, version: 6 };
    await stage.descriptions.keep([{ sha256: SHA256, mediaType: 'application/pdf', ...state }]);
    await inspect('DOCUMENT', { PAGES: 2 });
    expect(await pixels()).toBeNull();
    await inspect('FRAME', { WIDTH: 2048, HEIGHT: 1556 });
    expect(await pixels()).toEqual({ width: 2048, height: 1556 });
    await inspect('IMAGE', { WIDTH: 60, HEIGHT: 40, ORIENTATION: 6 });
    expect(await pixels()).toEqual({ width: 40, height: 60 });
    await inspect('FRAME', { WIDTH: 4_294_967_295, HEIGHT: 1 });
    expect(await pixels()).toBeNull();
  });

  it('says whether its content is still being looked at', async () => {
    const { id } = await publish();
    const sha256 = 'cd'.repeat(32);
    await stage.manifests.put(FILE.salt, [{ ...FILE, sha256 }]);
    const isInspected = async () =>
      ((await ask(id)).data as { asset: { files: [{ isInspected: boolean }] } }).asset.files[0].isInspected;
    const describeAs = (mediaType: string) =>
      stage.descriptions.keep([{ sha256, mediaType, picture: null, refusal: null, version: 6 }]);
    expect(await isInspected()).toBe(false);
    await describeAs('image/x-exr');
    expect(await isInspected()).toBe(false);
    await describeAs('text/plain');
    expect(await isInspected()).toBe(true);
    await describeAs('image/x-exr');
    await stage.inspections.keep([{ sha256, version: INSPECTION_VERSION, sections: [], notices: [] }]);
    expect(await isInspected()).toBe(true);
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
