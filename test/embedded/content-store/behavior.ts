import { createHash, randomBytes } from 'node:crypto';
import type { IPFSHTTPClient } from 'ipfs-http-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deterministicBytes, deterministicDirectory, KUBO_CIDS } from './kubo-test-vectors.ts';
import { collect, list, PROFILE } from './store-under-test.ts';

export interface OpenedStore {
  ipfs: IPFSHTTPClient;
  /** Base of the RPC, without `/api/v0`. */
  url: string;
  stop(): Promise<void>;
}

/** A CID nobody has: of random bytes never stored. */
const ABSENT = 'bafkreigaknpexyvxt76zgkitavbwx6ejgfheup5oybpm77f3pxzrvwpfdi';
const MIB = 1_048_576;
/** Keeps a real node from looking for absent content among its peers. */
const OFFLINE = { offline: true, timeout: 30_000 };

/** What the platform needs of any node that speaks Kubo's RPC under the profile `unixfs-v1-2025`. */
export function describeKuboRpc(name: string, open: () => Promise<OpenedStore>): void {
  describe(name, () => {
    let store: OpenedStore;
    let ipfs: IPFSHTTPClient;
    const large = randomBytes(3 * MIB + 12_345);
    const shardedFiles = deterministicDirectory(22);
    let sharded: Awaited<ReturnType<IPFSHTTPClient['add']>>[];
    beforeAll(async () => {
      store = await open();
      ipfs = store.ipfs;
      sharded = await list(ipfs.addAll(shardedFiles, { ...PROFILE, wrapWithDirectory: true }));
    });
    afterAll(async () => {
      await store.stop();
    });

    describe('add', () => {
      it.each([
        ['an empty file', Buffer.alloc(0), KUBO_CIDS.empty],
        ['a small file', Buffer.from('hello world'), KUBO_CIDS.helloWorld],
        [
          'a file of one chunk',
          Buffer.concat([...deterministicBytes(MIB, 'chunk-v1-seed')]),
          KUBO_CIDS.oneChunk,
        ],
        [
          'a file of a chunk and a byte',
          Buffer.concat([...deterministicBytes(MIB + 1, 'chunk-v1-seed')]),
          KUBO_CIDS.oneChunkAndAByte,
        ],
      ])('names %s as Kubo does', async (_, content, cid) => {
        const added = await ipfs.add(content, PROFILE);
        expect(added.cid.toString()).toBe(cid);
      });

      it('names files without a path by their CID and counts inner nodes in their size', async () => {
        const added = await ipfs.add({ content: large }, PROFILE);
        expect(added.path).toBe(added.cid.toString());
        expect(added.size).toBeGreaterThan(large.length);
      });

      it('answers a directory after its files, and what wraps them last', async () => {
        const files = [
          { path: 'robe/front.txt', content: 'front' },
          { path: 'robe/details/cuff.txt', content: 'cuff' },
        ];
        const added = await list(ipfs.addAll(files, { ...PROFILE, wrapWithDirectory: true }));
        expect(added.map(({ path }) => path).sort()).toEqual(
          ['', 'robe', 'robe/details', 'robe/details/cuff.txt', 'robe/front.txt'].sort(),
        );
        expect(added.at(-1)?.path).toBe('');
      });

      it('names every directory, also those without a file', async () => {
        const tree = [{ path: 'd/夹/空' }, { path: 'd/a.txt', content: 'hi' }, { path: 'd/b/c' }];
        const added = await list(ipfs.addAll(tree, PROFILE));
        expect(added.map(({ path }) => path).sort()).toEqual(
          ['d', 'd/a.txt', 'd/b', 'd/b/c', 'd/夹', 'd/夹/空'].sort(),
        );
        expect(added.at(-1)?.path).toBe('d');
        const empty = added.filter(({ path }) => ['d/夹/空', 'd/b/c'].includes(path));
        expect(empty.map(({ cid, size }) => [cid.toString(), size])).toEqual(
          Array.from({ length: 2 }, () => [KUBO_CIDS.emptyDirectory, 4]),
        );
      });

      it('names a small directory as Kubo does', async () => {
        const added = await list(
          ipfs.addAll(
            [
              { path: 'd/a.txt', content: 'hi' },
              { path: 'd/e/b.txt', content: 'yo' },
            ],
            PROFILE,
          ),
        );
        expect(added.at(-1)?.cid.toString()).toBe(
          'bafybeiawpjisfsqjsz7e7irg5s3lnsytvtpfkhjvnu6ryp4il7vyignjvu',
        );
      });

      it('names the largest flat directory as Kubo does', async () => {
        const added = await list(ipfs.addAll(deterministicDirectory(21), { ...PROFILE, onlyHash: true }));
        expect(added.at(-1)?.path).toBe('directory');
        expect(added.at(-1)?.cid.toString()).toBe(KUBO_CIDS.largestFlatDirectory);
      });

      it('names the smallest sharded directory as Kubo does', () => {
        const directory = sharded.find(({ path }) => path === 'directory');
        expect(directory?.cid.toString()).toBe(KUBO_CIDS.smallestShardedDirectory);
      });

      it('computes the CID alone with only-hash', async () => {
        const content = randomBytes(1_000);
        const { cid } = await ipfs.add(content, { ...PROFILE, onlyHash: true });
        await expect(collect(ipfs.cat(cid, OFFLINE))).rejects.toThrow(/could not find|not found/);
        expect((await ipfs.add(content, PROFILE)).cid.toString()).toBe(cid.toString());
      });

      it('tells of progress when asked', async () => {
        const seen: number[] = [];
        await ipfs.add(large, { ...PROFILE, progress: (bytes) => seen.push(bytes) });
        expect(seen.at(-1)).toBe(large.length);
        expect(seen).toEqual([...seen].sort((a, b) => a - b));
      });

      it('refuses a body that is not multipart', async () => {
        const answer = await fetch(`${store.url}/api/v0/add`, { method: 'POST', body: 'plain' });
        expect(answer.ok).toBe(false);
      });
    });

    describe('cat', () => {
      it('gives back what was added', async () => {
        const { cid } = await ipfs.add(large, PROFILE);
        expect((await collect(ipfs.cat(cid))).equals(large)).toBe(true);
      });

      it.each([
        [0, 1],
        [MIB - 1, 2],
        [MIB, MIB],
        [3 * MIB + 12_344, 10],
        [5, 3 * MIB],
      ])('gives the part from %i, %i long', async (offset, length) => {
        const { cid } = await ipfs.add(large, PROFILE);
        const part = await collect(ipfs.cat(cid, { offset, length }));
        expect(part.equals(large.subarray(offset, offset + length))).toBe(true);
      });

      it('gives nothing past the end', async () => {
        const { cid } = await ipfs.add('short', PROFILE);
        expect(await collect(ipfs.cat(cid, { offset: 100 }))).toHaveLength(0);
      });

      it('follows a path through flat and sharded directories', async () => {
        const path = `${sharded.at(-1)?.cid.toString() ?? ''}/${shardedFiles.at(-1)?.path ?? ''}`;
        expect((await collect(ipfs.cat(path))).toString()).toBe('x');
      });

      it('refuses a directory', async () => {
        const added = await list(ipfs.addAll([{ path: 'd/a', content: 'a' }], PROFILE));
        await expect(collect(ipfs.cat(added.at(-1)?.cid ?? ''))).rejects.toThrow(/directory/);
      });

      it('refuses an unknown CID, an unknown name and what is no CID', async () => {
        await expect(collect(ipfs.cat(ABSENT, OFFLINE))).rejects.toThrow(/could not find/);
        const added = await list(ipfs.addAll([{ path: 'd/a', content: 'a' }], PROFILE));
        const directory = added.at(-1)?.cid.toString() ?? '';
        await expect(collect(ipfs.cat(`${directory}/b`, OFFLINE))).rejects.toThrow(/no link named/);
        await expect(collect(ipfs.cat('nonsense'))).rejects.toThrow(/invalid/);
      });
    });

    describe('ls', () => {
      it('lists names, kinds and sizes', async () => {
        const added = await list(
          ipfs.addAll(
            [
              { path: 'd/big', content: large },
              { path: 'd/a', content: 'abc' },
              { path: 'd/e/b', content: '' },
            ],
            PROFILE,
          ),
        );
        const entries = await list(ipfs.ls(added.at(-1)?.cid ?? ''));
        expect(entries.map(({ name, type, size }) => ({ name, type, size }))).toEqual([
          { name: 'a', type: 'file', size: 3 },
          { name: 'big', type: 'file', size: large.length },
          { name: 'e', type: 'dir', size: 0 },
        ]);
      });

      it('lists all of a sharded directory', async () => {
        const entries = await list(ipfs.ls(KUBO_CIDS.smallestShardedDirectory));
        const paths = entries.map(({ name }) => `directory/${name}`);
        expect(paths.sort()).toEqual(shardedFiles.map(({ path }) => path).sort());
      });

      it('lists the blocks of a file', async () => {
        const { cid } = await ipfs.add(large, PROFILE);
        const sizes = (await list(ipfs.ls(cid))).map(({ size }) => size);
        expect(sizes).toEqual([MIB, MIB, MIB, 12_345]);
      });
    });

    describe('block', () => {
      it('gives every block of a file, and together they are the file', async () => {
        const { cid } = await ipfs.add(large, PROFILE);
        const leaves = await list(ipfs.ls(cid));
        const blocks = await Promise.all(leaves.map((leaf) => ipfs.block.get(leaf.cid)));
        expect(Buffer.concat(blocks).equals(large)).toBe(true);
        const root = await ipfs.block.get(cid);
        expect(createHash('sha256').update(root).digest().equals(cid.multihash.digest)).toBe(true);
        expect(await ipfs.block.stat(cid)).toMatchObject({ size: root.length });
      });

      it('reads a leaf by its own CID', async () => {
        const { cid } = await ipfs.add(large, PROFILE);
        const [, second] = await list(ipfs.ls(cid));
        const part = await collect(ipfs.cat(second?.cid ?? '', { offset: 10, length: 20 }));
        expect(part.equals(large.subarray(MIB + 10, MIB + 30))).toBe(true);
      });

      it('refuses an unknown block', async () => {
        const absent = (await ipfs.add(randomBytes(100), { ...PROFILE, onlyHash: true })).cid;
        await expect(ipfs.block.get(absent, OFFLINE)).rejects.toThrow(/could not find/);
        await expect(ipfs.block.stat(absent, OFFLINE)).rejects.toThrow(/could not find/);
      });
    });

    describe('pin', () => {
      const pinsOf = async (type: 'recursive' | 'direct' | 'indirect'): Promise<string[]> =>
        (await list(ipfs.pin.ls({ type }))).map(({ cid }) => cid.toString());

      it('pins what is added, unless told not to', async () => {
        const pinned = await ipfs.add(randomBytes(100), PROFILE);
        const loose = await ipfs.add(randomBytes(100), { ...PROFILE, pin: false });
        const pins = await pinsOf('recursive');
        expect(pins).toContain(pinned.cid.toString());
        expect(pins).not.toContain(loose.cid.toString());
      });

      it('pins and unpins', async () => {
        const { cid } = await ipfs.add(large.subarray(1), { ...PROFILE, pin: false });
        expect((await ipfs.pin.add(cid)).toString()).toBe(cid.toString());
        expect(await pinsOf('recursive')).toContain(cid.toString());
        await ipfs.pin.rm(cid);
        expect(await pinsOf('recursive')).not.toContain(cid.toString());
        await expect(ipfs.pin.rm(cid)).rejects.toThrow(/not pinned/);
      });

      it('counts what lies below a pinned root as indirectly pinned', async () => {
        const { cid } = await ipfs.add(randomBytes(2 * MIB), PROFILE);
        const leaves = (await list(ipfs.ls(cid))).map((leaf) => leaf.cid.toString());
        expect(await pinsOf('indirect')).toEqual(expect.arrayContaining(leaves));
        const [asked] = await list(ipfs.pin.ls({ paths: leaves.slice(0, 1) }));
        expect(asked?.type).toBe(`indirect through ${cid.toString()}`);
      });

      it('pins directly only a block that no recursive pin holds', async () => {
        const { cid } = await ipfs.add(randomBytes(100), { ...PROFILE, pin: false });
        await ipfs.pin.add(cid, { recursive: false });
        expect(await pinsOf('direct')).toContain(cid.toString());
        await ipfs.pin.add(cid, { recursive: true });
        await expect(ipfs.pin.add(cid, { recursive: false })).rejects.toThrow(/already pinned recursively/);
      });

      it('says of an unpinned path that it is not pinned', async () => {
        const { cid } = await ipfs.add(randomBytes(100), { ...PROFILE, pin: false });
        await expect(list(ipfs.pin.ls({ paths: [cid] }))).rejects.toThrow(/is not pinned/);
      });
    });

    describe('node', () => {
      it('has a stable id, a version and statistics', async () => {
        const first = await ipfs.id();
        expect((await ipfs.id()).id.toString()).toBe(first.id.toString());
        expect((await ipfs.version()).version).toMatch(/^\d+\.\d+\.\d+/);
        const before = await ipfs.repo.stat();
        await ipfs.add(randomBytes(1_000), PROFILE);
        const after = await ipfs.repo.stat();
        expect(after.numObjects - before.numObjects).toBeGreaterThanOrEqual(1n);
        expect(after.repoSize - before.repoSize).toBeGreaterThanOrEqual(1_000n);
      });

      it('refuses GET on the RPC', async () => {
        expect((await fetch(`${store.url}/api/v0/version`)).status).toBe(405);
      });
    });
  });
}
