import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { INSPECTION_VERSION } from '@lanran/api/files/domain/technical-metadata';
import { buildAsset, GraphqlStage } from './graphql-stage.ts';

const ROOT = `0x${'22'.repeat(32)}` as const;
const entry = (path: string, digit: string) => ({
  path,
  bytes: 9,
  sha256: digit.repeat(64),
  cid: `bafy${digit}`,
  xxh64: '0'.repeat(16),
  salt: ROOT,
});
const FILES = [
  entry('lib/loom.usda', '1'),
  entry('shots/010/shot.usda', '2'),
  entry('shots/010/tex/a.1001.exr', '3'),
];
const QUERY = `query ($id: ID!) { asset(id: $id) {
  files { path references { uri state file { path } } }
  unresolvedReferences { uri state from { path } }
} }`;

describe('files that scenes name, in GraphQL', () => {
  let stage: GraphqlStage;
  beforeEach(async () => {
    stage = await GraphqlStage.start();
  });
  afterEach(() => stage.close());

  async function publish(references: readonly string[]) {
    const asset = buildAsset(
      { filesField: { count: FILES.length, bytes: 27, root: ROOT } },
      { access: 'OPEN' },
    );
    await stage.assets.project(asset);
    await stage.manifests.put(ROOT, FILES);
    const sha256 = '2'.repeat(64);
    await stage.inspections.keep([
      { sha256, version: INSPECTION_VERSION, sections: [], notices: [], references },
      { sha256: '1'.repeat(64), version: INSPECTION_VERSION, sections: [], notices: [] },
    ]);
    return asset.id;
  }
  const ask = async (id: string, token?: string) =>
    (await stage.ask(QUERY, { variables: { id }, ...(token !== undefined && { token }) })).data;

  it('are listed with those of the version that they mean, the others first', async () => {
    const id = await publish(['../../lib/loom.usda', 'tex/a.<UDIM>.exr', './light.usda', 'lib/loom.usda']);
    expect(await ask(id)).toEqual({
      asset: {
        files: [
          { path: 'lib/loom.usda', references: [] },
          {
            path: 'shots/010/shot.usda',
            references: [
              { uri: './light.usda', state: 'MISSING', file: null },
              { uri: '../../lib/loom.usda', state: 'FOUND', file: { path: 'lib/loom.usda' } },
              { uri: 'tex/a.<UDIM>.exr', state: 'FOUND', file: { path: 'shots/010/tex/a.1001.exr' } },
              { uri: 'lib/loom.usda', state: 'FOUND', file: { path: 'lib/loom.usda' } },
            ],
          },
          { path: 'shots/010/tex/a.1001.exr', references: [] },
        ],
        unresolvedReferences: [
          { uri: './light.usda', state: 'MISSING', from: { path: 'shots/010/shot.usda' } },
        ],
      },
    });
  });

  it('in folders of somebody’s machine are told in full to the people of the asset alone', async () => {
    const id = await publish(['/mnt/show/li/light.usda']);
    const uriFor = async (token?: string) =>
      ((await ask(id, token)) as { asset: { unresolvedReferences: { uri: string }[] } }).asset
        .unresolvedReferences[0]?.uri;
    expect(await uriFor()).toBe('light.usda');
    expect(await uriFor(await stage.signIn('producer'))).toBe('light.usda');
    expect(await uriFor(await stage.signIn('curator'))).toBe('/mnt/show/li/light.usda');
  });
});
