import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Anchor } from '@lanran/api/chain/ports/ledger';
import { randomBytes32 } from '@lanran/protocol/kernel/ids';
import { parseAddress } from '@lanran/protocol/kernel/signature';
import { startStores, type StoresUnderTest } from './stores-under-test.ts';

function buildAnchor(size: number): Anchor {
  return {
    size,
    root: randomBytes32(),
    chainId: 2n ** 60n + 1n,
    blockNumber: 12,
    blockHash: randomBytes32(),
    header: '0xf9021b',
    blockTime: 1_790_000_000,
    transaction: randomBytes32(),
    transactionProof: { index: 0, proof: ['0x01', '0x02'] },
    log: {
      address: parseAddress(`0x${'ab'.repeat(20)}`),
      accountProof: ['0x03'],
      storageProof: [{ key: randomBytes32(), value: randomBytes32(), proof: [] }],
    },
  };
}

describe('tiles, anchors, cursors and manifests in MongoDB', () => {
  let under: StoresUnderTest;

  beforeAll(async () => {
    under = await startStores();
  });
  afterAll(() => under.stop());

  it('keeps a tile as it was first written', async () => {
    const { tiles } = under.stores;
    const hashes = new Uint8Array(randomBytes(8_192));
    await tiles.put({ level: 1, index: 3, hashes });
    await tiles.put({ level: 1, index: 3, hashes: new Uint8Array(8_192) });
    expect(await tiles.find(1, 3)).toEqual({ level: 1, index: 3, hashes });
    expect(await tiles.find(3, 1)).toBeNull();
  });

  it('finds the latest anchor, and the first that covers a leaf', async () => {
    const { anchors } = under.stores;
    expect(await anchors.findLatest()).toBeNull();
    const [small, middle, large] = [buildAnchor(4), buildAnchor(90), buildAnchor(100)];
    for (const anchor of [large, small, middle]) await anchors.put(anchor);
    await anchors.put({ ...middle, blockNumber: 99 });
    expect(await anchors.findLatest()).toEqual(large);
    expect(await anchors.findCovering(3)).toEqual(small);
    expect(await anchors.findCovering(4)).toEqual(middle);
    expect(await anchors.findCovering(99)).toEqual(large);
    expect(await anchors.findCovering(100)).toBeNull();
  });

  it('moves cursors forward only', async () => {
    const { cursors } = under.stores;
    expect(await cursors.read('follower')).toBe(0);
    await Promise.all([5, 9, 7, 1].map((position) => cursors.advance('follower', position)));
    expect(await cursors.read('follower')).toBe(9);
    await cursors.advance('follower', 3);
    expect(await cursors.read('follower')).toBe(9);
    expect(await cursors.read('another')).toBe(0);
  });

  it('keeps manifests longer than one write, also when they are written again after a break', async () => {
    const { manifests } = under.stores;
    const root = randomBytes32();
    const entries = Array.from({ length: 2_300 }, (_, at) => ({
      path: `frames/${at.toString().padStart(5, '0')}.dpx`,
      bytes: 2 ** 40 + at,
      sha256: '11'.repeat(32),
      cid: 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku',
      xxh64: '22'.repeat(8),
      salt: randomBytes32(),
    }));
    await manifests.put(root, entries.slice(0, 1_500));
    await manifests.put(root, entries);
    await manifests.put(root, entries);
    const placed = entries.map((entry, index) => ({ ...entry, index }));
    expect(await manifests.list(root, 0, 10_000)).toEqual(placed);
    expect(await manifests.list(root, 998, 1_003)).toEqual(placed.slice(998, 1_003));
    expect(await manifests.find(root, 2_299)).toEqual(entries[2_299]);
    expect(await manifests.find(root, 2_300)).toBeNull();
    expect(await manifests.list(randomBytes32(), 0, 10)).toEqual([]);
  });

  it('finds a content in every manifest that has it, by place, and no more than asked for', async () => {
    const { manifests } = under.stores;
    const file = {
      path: 'skirt.tif',
      bytes: 7,
      sha256: 'ab'.repeat(32),
      cid: 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku',
      xxh64: '22'.repeat(8),
    };
    const other = { ...file, path: 'apron.tif', sha256: 'cd'.repeat(32), salt: randomBytes32() };
    const roots = [randomBytes32(), randomBytes32()];
    const places = roots.map((root) => ({ root, index: 1, file: { ...file, salt: randomBytes32() } }));
    for (const place of places) await manifests.put(place.root, [other, place.file]);
    const found = await manifests.listBySha256(file.sha256, 10);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining(places));
    expect(await manifests.listBySha256(file.sha256, 1)).toHaveLength(1);
    expect(await manifests.listBySha256('00'.repeat(32), 10)).toEqual([]);
    const both = await manifests.listByContents([file.sha256, '00'.repeat(32), other.sha256], 10);
    expect(both.filter((each) => each.file.sha256 === file.sha256)).toEqual(expect.arrayContaining(places));
    expect(both.filter((each) => roots.includes(each.root))).toHaveLength(4);
    expect(await manifests.listByContents([file.sha256], 1)).toHaveLength(1);
  });
});
