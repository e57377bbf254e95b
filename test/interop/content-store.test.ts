import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { CID, type IPFSHTTPClient } from 'ipfs-http-client';
import { UnixFS } from 'ipfs-unixfs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  blockOf,
  buildCar,
  DAG_CBOR,
  exportCar,
  importCar,
  parseCar,
  RAW,
  unixfsNode,
} from '../embedded/content-store/car-archives.ts';
import { describeKuboRpc, type OpenedStore } from '../embedded/content-store/behavior.ts';
import {
  collect,
  list,
  PROFILE,
  startStore,
  type StoreUnderTest,
} from '../embedded/content-store/store-under-test.ts';
import { findKubo, startKubo } from './kubo.ts';

const MIB = 1_048_576;
const absent = CID.parse('bafkreigaknpexyvxt76zgkitavbwx6ejgfheup5oybpm77f3pxzrvwpfdi');
const kubo = findKubo();

if (kubo !== null) {
  describeKuboRpc('Kubo', () => startKubo(kubo));

  describe('embedded content store beside Kubo', () => {
    let real: OpenedStore;
    let embedded: StoreUnderTest;
    let both: [IPFSHTTPClient, IPFSHTTPClient];
    beforeAll(async () => {
      real = await startKubo(kubo);
      embedded = await startStore();
      both = [real.ipfs, embedded.ipfs];
    });
    afterAll(async () => {
      await real.stop();
      await embedded.remove();
    });

    it.each([0, 1, MIB - 1, MIB, MIB + 1, 5 * MIB + 7, 70 * MIB])(
      'answers alike for a file of %i bytes, down to its blocks',
      async (size) => {
        const content = randomBytes(size);
        const [theirs, ours] = await Promise.all(both.map((ipfs) => ipfs.add(content, PROFILE)));
        expect(ours).toEqual(theirs);
        const [theirLinks, ourLinks] = await Promise.all(
          both.map(async (ipfs) =>
            (await list(ipfs.ls(theirs?.cid ?? ''))).map(({ cid, ...rest }) => ({
              ...rest,
              cid: cid.toString(),
            })),
          ),
        );
        expect(ourLinks).toEqual(theirLinks);
        const [theirBlock, ourBlock] = await Promise.all(
          both.map((ipfs) => ipfs.block.get(theirs?.cid ?? absent)),
        );
        expect(Buffer.from(ourBlock ?? []).equals(theirBlock ?? new Uint8Array())).toBe(true);
      },
    );

    it.each([1_024, 4_096, 100_000])(
      'answers alike for chunks of %i bytes, on several levels',
      async (chunkBytes) => {
        const content = randomBytes(chunkBytes * 1_030 + 5);
        const options = { ...PROFILE, chunker: `size-${chunkBytes}` };
        const [theirs, ours] = await Promise.all(both.map((ipfs) => ipfs.add(content, options)));
        expect(ours).toEqual(theirs);
      },
    );

    it('answers alike for 50 random trees, down to the CARs it exports', { timeout: 300_000 }, async () => {
      const content = fc.uint8Array({ maxLength: 3_000 });
      const name = fc.stringMatching(/^[a-z布](\/[a-z]{1,3}){0,2}$/u);
      const trees = fc.sample(fc.dictionary(name, content, { minKeys: 1, maxKeys: 12 }), 80);
      const isTree = (tree: Record<string, Uint8Array>): boolean =>
        Object.keys(tree).every((path) => !Object.keys(tree).some((other) => other.startsWith(`${path}/`)));
      for (const tree of trees.filter(isTree).slice(0, 50)) {
        const files = Object.entries(tree).map(([path, bytes]) => ({ path, content: bytes }));
        const options = { ...PROFILE, chunker: 'size-1024', wrapWithDirectory: true, pin: false };
        const [theirs, ours] = await Promise.all(both.map(async (ipfs) => list(ipfs.addAll(files, options))));
        const root = String(theirs?.at(-1)?.cid);
        expect(String(ours?.at(-1)?.cid)).toBe(root);
        const [theirCar, ourCar] = await Promise.all(both.map((ipfs) => exportCar(ipfs, root)));
        expect(parseCar(ourCar ?? Buffer.alloc(0))).toEqual(parseCar(theirCar ?? Buffer.alloc(0)));
      }
    });

    it('takes over Kubo’s CARs of other layouts, and Kubo ours', async () => {
      const content = randomBytes(3 * MIB);
      const added = await real.ipfs.add(content, { cidVersion: 0, rawLeaves: false });
      const sequence = Array.from({ length: 30 }, (_, at) => ({
        path: `d/${at}`,
        content: randomBytes(at * 5_000),
      }));
      const [, ourRoot] = [
        await list(real.ipfs.addAll(sequence, PROFILE)),
        await list(embedded.ipfs.addAll(sequence, PROFILE)),
      ];
      const theirCar = await exportCar(real.ipfs, added.cid.toString());
      expect(await importCar(embedded.ipfs, theirCar)).toEqual([added.cid.toString()]);
      expect((await collect(embedded.ipfs.cat(added.cid))).equals(content)).toBe(true);
      expect((await exportCar(embedded.ipfs, added.cid.toString())).equals(theirCar)).toBe(true);
      const other = await startKubo(kubo);
      const root = ourRoot.at(-1)?.cid.toString() ?? '';
      expect(await importCar(other.ipfs, await exportCar(embedded.ipfs, root))).toEqual([root]);
      for (const { path, content: bytes } of sequence)
        expect((await collect(other.ipfs.cat(path.replace('d', root)))).equals(bytes)).toBe(true);
      await other.stop();
    });

    it('lists alike what is no file beside files', async () => {
      const file = blockOf(RAW, randomBytes(6));
      const record = blockOf(DAG_CBOR, Buffer.from([0xa0]));
      const link = unixfsNode(new UnixFS({ type: 'symlink', data: Buffer.from('robe') }), []);
      const links = [
        { name: 'newest', cid: link.cid },
        { name: 'record', cid: record.cid },
        { name: 'robe', cid: file.cid },
      ];
      const directory = unixfsNode(new UnixFS({ type: 'directory' }), links);
      const car = buildCar({ roots: [directory.cid], blocks: [directory, link, record, file] });
      const [theirs, ours] = await Promise.all(
        [real, embedded].map(async ({ ipfs, url }) => {
          await importCar(ipfs, car);
          const answer = await fetch(`${url}/api/v0/ls?arg=${String(directory.cid)}`, { method: 'POST' });
          const listing = (await answer.json()) as { Objects: { Links: Record<string, unknown>[] }[] };
          // Kubo adds modes and times, and takes lengths of leaves from Tsize, which nothing here relies on.
          return listing.Objects[0]?.Links.map(({ Name, Hash, Type, Target, Size }) =>
            Name === 'robe' ? { Name, Hash, Type, Target } : { Name, Hash, Type, Target, Size },
          );
        }),
      );
      expect(theirs).toHaveLength(links.length);
      expect(ours).toEqual(theirs);
    });

    it('is timed beside Kubo, adding the same file by the same client', { timeout: 300_000 }, async () => {
      const content = randomBytes(64 * MIB);
      const took: number[][] = [[], []];
      for (let round = 0; round < 3; round++) {
        for (const [at, ipfs] of both.entries()) {
          // Never the same bytes twice, which either would know again.
          content.writeUInt32LE(2 * round + at, 0);
          const start = performance.now();
          await ipfs.add(content, { ...PROFILE, pin: true });
          took[at]?.push(performance.now() - start);
        }
      }
      const [theirs, ours] = took.map(
        (times) => 64_000 / ([...times].sort((a, b) => a - b)[1] ?? Number.NaN),
      );
      process.stderr.write(
        `MEASURED: adding 64 MiB over RPC: Kubo ${theirs?.toFixed(0)} MiB/s, embedded ${ours?.toFixed(0)} MiB/s (medians of 3).\n`,
      );
    });

    it('names what gc removes as Kubo does', async () => {
      const content = randomBytes(2 * MIB);
      const gone = await Promise.all(
        [real.ipfs, embedded.ipfs].map(async (ipfs) => {
          const { cid } = await ipfs.add(content, { ...PROFILE, pin: false });
          const leaves = (await list(ipfs.ls(cid))).map((leaf) => leaf.cid.toString());
          const lines = await list(ipfs.repo.gc());
          return lines
            .map((line) => ('cid' in line ? line.cid.toString() : ''))
            .filter((name) => leaves.includes(name));
        }),
      );
      expect(gone[0]).toHaveLength(2);
      expect(gone[1]?.sort()).toEqual(gone[0]?.sort());
    });

    it('answers alike for a tree, its listings and its pins', async () => {
      const files = Array.from({ length: 40 }, (_, index) => ({
        path: `collection/${index % 7}/布 ${index}.txt`,
        content: randomBytes(index * 1_000),
      }));
      const [theirs, ours] = await Promise.all(
        both.map(async (ipfs) => list(ipfs.addAll(files, { ...PROFILE, wrapWithDirectory: true }))),
      );
      const named = (added: typeof theirs): [string, string, number][] =>
        (added ?? [])
          .map(({ path, cid, size }): [string, string, number] => [path, cid.toString(), size])
          .sort();
      expect(named(ours)).toEqual(named(theirs));
      const root = theirs?.at(-1)?.cid ?? '';
      const [theirList, ourList] = await Promise.all(
        both.map((ipfs) => list(ipfs.ls(`${String(root)}/collection`))),
      );
      expect(JSON.stringify(ourList)).toEqual(JSON.stringify(theirList));
      const [theirPart, ourPart] = await Promise.all(
        both.map((ipfs) =>
          collect(ipfs.cat(`${String(root)}/collection/4/布 39.txt`, { offset: 10, length: 100 })),
        ),
      );
      expect(ourPart).toEqual(theirPart);
    });
  });
} else {
  describe.skip('Kubo', () => {
    it('was not found', () => undefined);
  });
}
