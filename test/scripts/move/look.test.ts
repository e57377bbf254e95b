import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RawDatabase } from '@lanran/api/compose-stores';
import { ContentServer } from '../../../scripts/move/files/content-server.ts';
import {
  markTarget,
  requireDisk,
  requireNothingLeft,
  requireOwnNode,
  requireOwnTarget,
  requireRoom,
  requireRoomForDocuments,
} from '../../../scripts/move/look.ts';
import {
  startStore,
  type StoreUnderTest as ContentUnderTest,
  TOKEN,
} from '../../embedded/content-store/store-under-test.ts';
import {
  startEmbedded,
  type StoreUnderTest,
  temporaryDirectory,
} from '../../embedded/document-store/under-test.ts';

const OURS = { logId: '0xaa', filesMarker: 'bafyours' };
const STARTED_AT = '2026-11-30T00:00:00.000Z';

describe('a database to move to', () => {
  let store: StoreUnderTest;
  let target: RawDatabase;
  beforeEach(async () => {
    store = await startEmbedded();
    target = await RawDatabase.open(`${store.uri}/lanran`, 5_000);
  });
  afterEach(async () => {
    await target.close();
    await store.stop();
  });

  it('is taken when it is empty', async () => {
    await expect(requireOwnTarget(target, OURS)).resolves.toBeUndefined();
  });

  it('is taken again with an unfinished move of this log', async () => {
    await markTarget(target, OURS, STARTED_AT);
    await target.create('leaves');

    await expect(requireOwnTarget(target, OURS)).resolves.toBeUndefined();
  });

  it('does not say how much room it has where it is the embedded store', async () => {
    expect(await target.bytesFree()).toBeNull();
  });

  it('is refused with collections that no move brought', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await target.create(name);

    await expect(requireOwnTarget(target, OURS)).rejects.toThrow('it has a, b, c and 2 more collections');
  });

  it('is refused with a move of another installation', async () => {
    await markTarget(target, { ...OURS, logId: '0xbb' }, STARTED_AT);

    await expect(requireOwnTarget(target, OURS)).rejects.toThrow(
      'has a move of log 0xbb, and this installation has log 0xaa',
    );
  });
});

describe('a database to move to that says how much room it has', () => {
  const sized = (bytes: number | null) =>
    Object.assign(Object.create(RawDatabase.prototype) as RawDatabase, { bytesFree: async () => bytes });

  it('is refused when its disk has too little', async () => {
    await expect(requireRoomForDocuments(sized(10), 11)).rejects.toThrow('has 10 free');
    await expect(requireRoomForDocuments(sized(10), 10)).resolves.toBeUndefined();
  });

  it('is taken when it does not say', async () => {
    await expect(requireRoomForDocuments(sized(null), 11)).resolves.toBeUndefined();
  });
});

describe('a node to move to', () => {
  let store: ContentUnderTest;
  let node: ContentServer;
  beforeEach(async () => {
    store = await startStore();
    node = new ContentServer({ apiUrl: store.url, token: TOKEN });
  });
  afterEach(() => store.remove());

  it('is taken when it pins nothing, or has the marker of this installation', async () => {
    await expect(requireOwnNode(node, OURS)).resolves.toBeUndefined();
    const { cid } = await store.ipfs.add(Buffer.from('ours'), { pin: true });
    await store.ipfs.add(Buffer.from('theirs'), { pin: true });

    await expect(requireOwnNode(node, { ...OURS, filesMarker: cid.toString() })).resolves.toBeUndefined();
    await expect(requireOwnNode(node, OURS)).rejects.toThrow('it has 2 pins, and none is the marker');
  });

  it('is refused when it holds less than there is', async () => {
    const sized = (bytes: number, maxBytes: number) =>
      Object.assign(Object.create(ContentServer.prototype) as ContentServer, {
        size: async () => ({ bytes, maxBytes }),
      });

    await expect(requireRoom(sized(11, 100), sized(0, 10))).rejects.toThrow(
      '11 bytes, and the node of --files holds at most 10',
    );
    await expect(requireRoom(sized(10, 100), sized(0, 10))).resolves.toBeUndefined();
  });
});

describe('a data directory to move back into', () => {
  let directory: string;
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('is refused where documents are left, unless this move put them there', async () => {
    await mkdir(join(directory, 'document-store'));
    expect(() => requireNothingLeft(directory, ['documents'], false)).not.toThrow();
    await writeFile(join(directory, 'document-store', 'data.mdb'), '');

    expect(() => requireNothingLeft(directory, ['documents'], false)).toThrow('document-store is not empty');
    expect(() => requireNothingLeft(directory, ['files'], false)).not.toThrow();
    expect(() => requireNothingLeft(directory, ['documents'], true)).not.toThrow();
  });

  it('is refused where its disk is too small', async () => {
    await expect(requireDisk(directory, 10 ** 18)).rejects.toThrow('has');
    await expect(requireDisk(directory, 1)).resolves.toBeUndefined();
  });
});
