import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_READERS, codeOf, DeskScene, MINE, type Reader, WISH } from './desk-scene.ts';

const CREATE = `mutation ($organizationId: ID, $assetIds: [ID!]!) {
  createList(title: "Wings", organizationId: $organizationId, assetIds: $assetIds) { id } }`;
const READ = `query ($id: ID!, $key: String) { list(id: $id, key: $key) { title shareKey size } }`;
const ADD = `mutation ($id: ID!, $assetIds: [ID!]!) { addToList(id: $id, assetIds: $assetIds) { size } }`;
const SHARE = `mutation ($id: ID!) { shareList(id: $id) { shareKey } }`;
const UNSHARE = `mutation ($id: ID!) { unshareList(id: $id) { shareKey } }`;
const DELETE = `mutation ($id: ID!) { deleteList(id: $id) }`;
const QUOTE = `query ($assets: [ID!]!, $wish: WishInput!) { quoteMany(assets: $assets, wish: $wish) {
  rows { assetId outcome reasons { code en } } } }`;

describe('lists and tables of verdicts, for everybody who may come upon them', () => {
  let scene: DeskScene;
  beforeAll(async () => {
    scene = await DeskScene.start();
  });
  afterAll(() => scene.close());

  async function listOf(reader: Reader, organizationId: string | null): Promise<string> {
    const assetIds = [scene.assets.plain.id];
    const { data, errors } = await scene.ask(reader, CREATE, { organizationId, assetIds });
    if (data === null) throw new Error(JSON.stringify(errors));
    return (data['createList'] as { readonly id: string }).id;
  }

  it.each([
    ['one’s own', null, ['asker'], ['asker']],
    ['an organization’s', MINE, ['asker', 'askersColleague', 'askersViewer'], ['asker', 'askersColleague']],
  ] as const)('read and change %s list as its people alone', async (_what, organization, reads, writes) => {
    const id = await listOf('asker', organization);
    const has = (readers: readonly Reader[], reader: Reader) => readers.includes(reader);
    const absent = 'none';
    for (const reader of ALL_READERS) {
      const read = await scene.ask(reader, READ, { id });
      expect([reader, codeOf(read)]).toEqual([reader, has(reads, reader) ? 'OK' : 'NOT_FOUND']);
      if (!has(reads, reader)) {
        const none = await scene.ask(reader, READ, { id: absent });
        expect(read.errors[0]?.message.replace(id, absent)).toBe(none.errors[0]?.message);
      }
      if (has(writes, reader)) continue;
      const refused =
        reader === 'guest' ? 'SIGN_IN_REQUIRED' : has(reads, reader) ? 'FORBIDDEN' : 'NOT_FOUND';
      for (const change of [ADD, SHARE, UNSHARE, DELETE]) {
        const answer = await scene.ask(reader, change, { id, assetIds: [scene.assets.keyed.id] });
        expect([reader, change, codeOf(answer)]).toEqual([reader, change, refused]);
      }
    }
    for (const writer of writes)
      expect(codeOf(await scene.ask(writer, ADD, { id, assetIds: [scene.assets.keyed.id] }))).toBe('OK');
  });

  it('open a shared list by its key, and by none once it is taken away', async () => {
    const id = await listOf('asker', null);
    const { data } = await scene.ask('asker', SHARE, { id });
    const { shareKey: key } = (data?.['shareList'] ?? {}) as { readonly shareKey: string };
    for (const reader of ALL_READERS) {
      expect([reader, codeOf(await scene.ask(reader, READ, { id, key }))]).toEqual([reader, 'OK']);
      expect(codeOf(await scene.ask(reader, READ, { id, key: `${key}0` }))).toBe(
        reader === 'asker' ? 'OK' : 'NOT_FOUND',
      );
    }
    await scene.ask('asker', UNSHARE, { id });
    for (const reader of ALL_READERS)
      expect(codeOf(await scene.ask(reader, READ, { id, key }))).toBe(
        reader === 'asker' ? 'OK' : 'NOT_FOUND',
      );
  });

  it('say the same of an asset that is hidden from the reader as of one that is not there', async () => {
    const { hidden } = scene.assets;
    const absent = `0x${'ee'.repeat(32)}`;
    for (const reader of ALL_READERS) {
      if (reader.startsWith('holder')) continue;
      const { data, errors } = await scene.ask(reader, QUOTE, { assets: [hidden.id, absent], wish: WISH });
      const shown = JSON.stringify({ data, errors });
      const rows = (data?.['quoteMany'] as { readonly rows: readonly object[] } | undefined)?.rows ?? [];
      const [first, second] = rows.map((row) => JSON.stringify(row).replace(hidden.id, absent));
      expect([reader, first, shown.includes(hidden.metadata.title.en ?? '?')]).toEqual([
        reader,
        second,
        false,
      ]);
    }
  });
});
