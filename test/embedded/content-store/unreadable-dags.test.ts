import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { UnixFS } from 'ipfs-unixfs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContentStore } from '../../../embedded/content-store/content-store.ts';
import { MAX_LEVELS } from '../../../embedded/content-store/dag/dag-levels.ts';
import { blockOf, buildCar, fileNode, importCar, RAW, unixfsNode, type CarBlock } from './car-archives.ts';
import { collect, createDirectory, list, startStore, type StoreUnderTest } from './store-under-test.ts';

const LEAF = blockOf(RAW, Buffer.from('thirty bytes of a scanned page'));

/** From the node right above the leaf up to the root of that many levels. */
function nested(levels: number, wrap: (below: CarBlock) => CarBlock): CarBlock[] {
  const blocks = [wrap(LEAF)];
  for (let level = 2; level <= levels; level++) blocks.push(wrap(blocks.at(-1) ?? LEAF));
  return blocks;
}

const inFile = (below: CarBlock): CarBlock => fileNode([below], [LEAF.bytes.length]);
const inShard = (below: CarBlock): CarBlock =>
  unixfsNode(new UnixFS({ type: 'hamt-sharded-directory', fanout: 256n, hashType: 0x22n }), [
    { name: below === LEAF ? '00page' : '00', cid: below.cid },
  ]);
const inDirectory = (below: CarBlock): CarBlock =>
  unixfsNode(new UnixFS({ type: 'directory' }), [{ name: 'a', cid: below.cid }]);

describe('DAGs that can’t be read', () => {
  let store: StoreUnderTest;
  beforeEach(async () => {
    store = await startStore();
  });
  afterEach(async () => {
    expect(store.faults).toEqual([]);
    await store.remove();
  });

  const bring = (blocks: readonly CarBlock[]): Promise<string[]> =>
    importCar(store.ipfs, buildCar({ roots: [], blocks: [...blocks] }), { pinRoots: false });
  const rpc = (call: string): Promise<Response> => fetch(`${store.url}/api/v0/${call}`, { method: 'POST' });

  describe('of too many levels', () => {
    it.each([
      ['file', inFile],
      ['hash trie', inShard],
    ])('are not imported: a %s one level deeper than is allowed, in whatever order', async (_, wrap) => {
      // A node counts the levels below it, of which the leaf is none.
      const blocks = nested(MAX_LEVELS + 2, wrap);
      for (const inOrder of [blocks, [...blocks].reverse()]) {
        await expect(bring([LEAF, ...inOrder])).rejects.toThrow(`more than ${MAX_LEVELS} levels`);
        expect((await store.ipfs.repo.stat()).numObjects).toBe(0n);
      }
    });

    it('are refused in time however many nodes there are', async () => {
      const blocks = nested(20_000, inFile);
      await expect(bring([...blocks.reverse(), LEAF])).rejects.toThrow('levels');
    });

    it('are imported and read while they are within', async () => {
      const [file, trie] = [nested(MAX_LEVELS - 1, inFile), nested(MAX_LEVELS - 1, inShard)];
      await bring([LEAF, ...file, ...trie]);
      const content = await collect(store.ipfs.cat(String(file.at(-1)?.cid)));
      expect(content).toEqual(Buffer.from(LEAF.bytes));
      const listed = await list(store.ipfs.ls(String(trie.at(-1)?.cid)));
      expect(listed.map(({ name }) => name)).toEqual(['page']);
    });

    it('that were brought in pieces are refused in words when they are read', async () => {
      const [file, trie] = [nested(MAX_LEVELS + 20, inFile), nested(MAX_LEVELS + 20, inShard)];
      for (const blocks of [file, trie]) {
        await bring([LEAF, ...blocks.slice(0, 40)]);
        await bring(blocks.slice(40));
      }
      const [fileRoot, trieRoot] = [String(file.at(-1)?.cid), String(trie.at(-1)?.cid)];
      for (const answer of [
        await fetch(`${store.url}/ipfs/${fileRoot}`),
        await fetch(`${store.url}/ipfs/${trieRoot}`),
        await fetch(`${store.url}/ipfs/${trieRoot}/page`),
        await rpc(`cat?arg=${fileRoot}`),
        await rpc(`ls?arg=${trieRoot}`),
      ]) {
        expect(answer.status).toBe(400);
        expect(await answer.text()).toContain(`more than ${MAX_LEVELS} levels`);
      }
    });
  });

  it('let others have their turn while they are walked through, however long', async () => {
    const directory = createDirectory();
    const opened = await ContentStore.open(directory);
    try {
      const blocks = nested(2_000, inDirectory);
      const intake = opened.startCarIntake({ isPublic: true, audience: 'platform' });
      await intake.addCar(portionsOf(buildCar({ roots: [], blocks: [LEAF, ...blocks] })));
      await intake.commit({ pinRoots: false });
      let turns = 0;
      let ticking = setImmediate(function tick() {
        turns++;
        ticking = setImmediate(tick);
      });
      const walked = await list(opened.reader.walk(blocks.at(-1)?.cid ?? LEAF.cid, 'platform'));
      clearImmediate(ticking);
      expect(walked).toHaveLength(2_001);
      expect(turns).toBeGreaterThan(20);
    } finally {
      await opened.close();
      rmSync(directory, { recursive: true });
    }
  });

  describe('for a block is missing', () => {
    const [first, missing] = [blockOf(RAW, randomBytes(100)), blockOf(RAW, randomBytes(50))];
    const headless = fileNode([missing, first]);
    const broken = fileNode([first, missing]);
    beforeEach(() => bring([headless, broken, first]));

    it.each([
      ['the gateway', 404, () => fetch(`${store.url}/ipfs/${String(headless.cid)}`)],
      [
        'a range of it',
        404,
        () => fetch(`${store.url}/ipfs/${String(broken.cid)}`, { headers: { range: 'bytes=120-130' } }),
      ],
      ['cat', 500, () => rpc(`cat?arg=${String(headless.cid)}`)],
      ['cat of a part', 500, () => rpc(`cat?arg=${String(broken.cid)}&offset=110`)],
      ['cat of several', 500, () => rpc(`cat?arg=${String(headless.cid)}&arg=${String(first.cid)}`)],
    ])('are refused by %s with status %i and words, and nobody may keep that', async (_, status, ask) => {
      const answer = await ask();
      expect(answer.status).toBe(status);
      expect(await answer.text()).toContain(`could not find ${String(missing.cid)}`);
      for (const header of ['cache-control', 'etag', 'content-range'])
        expect(answer.headers.get(header)).toBeNull();
    });

    it.each([
      ['the gateway', () => fetch(`${store.url}/ipfs/${String(broken.cid)}`)],
      ['cat', () => rpc(`cat?arg=${String(broken.cid)}`)],
    ])('are sent by %s up to there, and then break off', async (_, ask) => {
      const answer = await ask();
      expect(answer.status).toBe(200);
      const received: Uint8Array[] = [];
      const reading = async (): Promise<void> => {
        for await (const portion of answer.body ?? []) received.push(portion as Uint8Array);
      };
      await expect(reading()).rejects.toThrow();
      expect(Buffer.concat(received).equals(first.bytes)).toBe(true);
    });

    it.each([
      ['dag/export', 500, () => rpc(`dag/export?arg=${String(headless.cid)}`)],
      ['the gateway as CAR', 404, () => fetch(`${store.url}/ipfs/${String(headless.cid)}?format=car`)],
    ])(
      'are refused by %s in words or broken off, but never answered with nothing',
      async (_, status, ask) => {
        const answer = await ask();
        if (answer.status === 200) await expect(answer.arrayBuffer()).rejects.toThrow();
        else
          expect([answer.status, await answer.text()]).toEqual([
            status,
            expect.stringContaining('could not find'),
          ]);
      },
    );

    it('are read in the parts that are there', async () => {
      const answer = await fetch(`${store.url}/ipfs/${String(broken.cid)}`, {
        headers: { range: 'bytes=10-99' },
      });
      expect(answer.status).toBe(206);
      expect(Buffer.from(await answer.arrayBuffer()).equals(first.bytes.subarray(10))).toBe(true);
    });
  });

  it('are refused for what their nodes declare and do not have', async () => {
    const lying = fileNode([LEAF], [LEAF.bytes.length + 1]);
    await bring([lying, LEAF]);
    const answer = await fetch(`${store.url}/ipfs/${String(lying.cid)}`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toContain(
      `${String(LEAF.cid)} has 30 bytes of the file, and 31 are declared`,
    );
  });
});

async function* portionsOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
