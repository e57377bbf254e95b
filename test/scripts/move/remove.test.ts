import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RawDatabase } from '@lanran/api/compose-stores';
import { ContentServer } from '../../../scripts/move/files/content-server.ts';
import { pinsOf } from '../../../scripts/move/files/copy-files.ts';
import { removeDocuments, removeFiles } from '../../../scripts/move/remove.ts';
import {
  startStore,
  type StoreUnderTest as ContentUnderTest,
  TOKEN,
} from '../../embedded/content-store/store-under-test.ts';
import { startEmbedded, type StoreUnderTest } from '../../embedded/document-store/under-test.ts';

const OURS = { logId: '0xaa', filesMarker: '' };

describe('removing the documents of a place', () => {
  let store: StoreUnderTest;
  let place: RawDatabase;
  beforeEach(async () => {
    store = await startEmbedded();
    place = await RawDatabase.open(`${store.uri}/lanran`, 5_000);
    for (const name of ['assets', 'zones', 'leaves']) await place.put(name, { _id: 'one' });
  });
  afterEach(async () => {
    await place.close();
    await store.stop();
  });

  /** The place, whose server goes away after so many collections. */
  const endingAfter = (count: number) => {
    let left = count;
    const drop = async (name: string) => {
      if (left === 0) throw new Error('the server went away');
      left -= 1;
      await place.drop(name);
    };
    return Object.assign(Object.create(place) as RawDatabase, {
      collections: () => place.collections(),
      find: (name: string, id: string) => place.find(name, id),
      drop,
    });
  };

  it.each([0, 1, 2, 3, 4])('goes on after an end in the middle, %d collections on', async (count) => {
    await place.put('installation', { _id: 'installation', logId: OURS.logId });
    await place.put('lanran_move', { _id: 'move', logId: OURS.logId });
    await expect(removeDocuments(endingAfter(count), OURS)).rejects.toThrow('the server went away');

    await removeDocuments(place, OURS);

    expect(await place.collections()).toEqual([]);
    await expect(removeDocuments(place, OURS)).resolves.toBeUndefined();
  });

  it('takes a copy that was not whole for ours', async () => {
    await place.put('lanran_move', { _id: 'move', logId: OURS.logId });

    await removeDocuments(place, OURS);

    expect(await place.collections()).toEqual([]);
  });

  it.each([
    ['installation', 'installation'],
    ['lanran_move', 'move'],
    ['others', 'one'],
  ])('refuses what is another’s, as %s says', async (collection, _id) => {
    await place.put(collection, { _id, logId: '0xbb' });

    await expect(removeDocuments(place, OURS)).rejects.toThrow('nothing says that they are of log 0xaa');

    expect(await place.collections()).toHaveLength(4);
  });
});

describe('removing the files of a place', () => {
  let store: ContentUnderTest;
  let node: ContentServer;
  beforeEach(async () => {
    store = await startStore();
    node = new ContentServer({ apiUrl: store.url, token: TOKEN });
  });
  afterEach(() => store.remove());

  const add = async (text: string) =>
    (await store.ipfs.add(Buffer.from(text), { pin: true, rawLeaves: true, cidVersion: 1 })).cid.toString();

  it('unpins everything, with the marker last, and frees the disk', async () => {
    const filesMarker = await add('ours');
    const others = [await add('a'), await add('b')];
    const unpinned: string[] = [];
    const noting = Object.assign(Object.create(node) as ContentServer, {
      pins: () => node.pins(),
      collectGarbage: () => node.collectGarbage(),
      unpin: async (cid: string) => {
        unpinned.push(cid);
        await node.unpin(cid);
      },
    });

    await removeFiles(noting, { ...OURS, filesMarker });

    expect(unpinned.slice(0, -1).sort()).toEqual(others.sort());
    expect(unpinned.at(-1)).toBe(filesMarker);
    expect((await node.size()).bytes).toBe(0);
    await expect(removeFiles(node, { ...OURS, filesMarker })).resolves.toBeUndefined();
  });

  it('refuses what is another’s', async () => {
    const cid = await add('theirs');

    await expect(removeFiles(node, { ...OURS, filesMarker: 'bafyours' })).rejects.toThrow(
      'it has 1 pin, and none is the marker',
    );

    expect(await pinsOf(node)).toEqual(new Set([cid]));
  });
});
