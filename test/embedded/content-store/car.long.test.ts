import { encode, prepare } from '@ipld/dag-pb';
import * as cbor from '@ipld/dag-cbor';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { UnixFS } from 'ipfs-unixfs';
import { CID } from 'multiformats/cid';
import * as Digest from 'multiformats/hashes/digest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  blockOf,
  buildCar,
  DAG_CBOR,
  DAG_PB,
  exportCar,
  fileNode,
  importCar,
  parseCar,
  RAW,
  type Car,
  type CarBlock,
} from './car-archives.ts';
import { AUTHORIZED, collect, list, PROFILE, startStore, type StoreUnderTest } from './store-under-test.ts';

const MIB = 1_048_576;

interface Located {
  readonly Path: string;
  readonly Offset: number;
  readonly Bytes: number;
}

/** Of this process, in which the store runs. */
function openFilesBelow(directory: string): string[] {
  return readdirSync('/proc/self/fd')
    .map((descriptor) => {
      try {
        return readlinkSync(`/proc/self/fd/${descriptor}`);
      } catch {
        return '';
      }
    })
    .filter((path) => path.startsWith(directory));
}

describe('dag', () => {
  let store: StoreUnderTest;
  let other: StoreUnderTest;
  beforeEach(async () => {
    [store, other] = await Promise.all([startStore(), startStore()]);
  });
  afterEach(async () => {
    expect([...store.faults, ...other.faults]).toEqual([]);
    await Promise.all([store.remove(), other.remove()]);
  });

  const shelf = ({ directory }: StoreUnderTest): string[] =>
    readdirSync(join(directory, 'files'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
  const addTree = async (files: { path: string; content: Uint8Array | string }[]): Promise<string> =>
    (await list(store.ipfs.addAll(files, { ...PROFILE, wrapWithDirectory: true }))).at(-1)?.cid.toString() ??
    '';
  const post = async (
    car: Uint8Array,
    query = '',
    headers: Record<string, string> = AUTHORIZED,
  ): Promise<{ status: number; lines: unknown[] }> => {
    const body = new FormData();
    body.append('file', new Blob([car]), 'a.car');
    const answer = await fetch(`${store.url}/api/v0/dag/import?${query}`, { method: 'POST', headers, body });
    const lines = (await answer.text()).split('\n').filter((line) => line !== '');
    return { status: answer.status, lines: lines.map((line): unknown => JSON.parse(line)) };
  };
  const expectNothingStored = async (): Promise<void> => {
    expect((await store.ipfs.repo.stat()).numObjects).toBe(0n);
    expect(readdirSync(join(store.directory, 'incoming'))).toEqual([]);
    expect(shelf(store)).toEqual([]);
    expect(await list(store.ipfs.pin.ls())).toEqual([]);
  };

  describe('export', () => {
    it('gives every block once, depth first, under its root', async () => {
      const content = randomBytes(2 * MIB + 5);
      const root = await addTree([
        { path: 'b/large', content },
        { path: 'a', content: 'a' },
        { path: 'c', content: 'a' },
      ]);
      const car = parseCar(await exportCar(store.ipfs, root));
      expect(car.roots.map(String)).toEqual([root]);
      const [top, a, b, large, ...leaves] = car.blocks;
      expect(top?.cid.toString()).toBe(root);
      expect(Buffer.from(a?.bytes ?? []).toString()).toBe('a');
      expect([b?.cid.code, large?.cid.code]).toEqual([DAG_PB, DAG_PB]);
      expect(Buffer.concat(leaves.map(({ bytes }) => bytes)).equals(content)).toBe(true);
      for (const { cid, bytes } of car.blocks)
        expect(blockOf(cid.code, bytes).cid.toString()).toBe(cid.toString());
    });

    it('follows a path, and refuses what is not there before it answers', async () => {
      const root = await addTree([{ path: 'd/a', content: 'a' }]);
      const answer = await fetch(`${store.url}/api/v0/dag/export?arg=/ipfs/${root}/d`, { method: 'POST' });
      expect(answer.headers.get('content-type')).toBe('application/vnd.ipld.car');
      expect(parseCar(Buffer.from(await answer.arrayBuffer())).blocks).toHaveLength(2);
      expect((await fetch(`${store.url}/api/v0/dag/export?arg=${root}/e`, { method: 'POST' })).status).toBe(
        500,
      );
      expect((await fetch(`${store.url}/api/v0/dag/export`, { method: 'POST' })).status).toBe(400);
    });

    it('holds no file open for clients that left in the middle', async () => {
      const { cid } = await store.ipfs.add(randomBytes(8 * MIB), PROFILE);
      const url = `${store.url}/api/v0/dag/export?arg=${cid.toString()}`;
      const warnings: string[] = [];
      const warn = ({ message }: Error) => warnings.push(message);
      process.on('warning', warn);
      for (let round = 0; round < 200; round += 1) {
        const asked = request(url, { method: 'POST', headers: AUTHORIZED }).end();
        const [answer] = (await once(asked, 'response')) as [IncomingMessage];
        for await (const _ of answer) break;
      }
      const isOpen = () => openFilesBelow(join(store.directory, 'files')).length > 0;
      await vi.waitUntil(() => !isOpen(), { timeout: 10_000 });
      process.off('warning', warn);
      // Node closes and reports those that nobody closed.
      expect(warnings).toEqual([]);
    });

    it('leaves the leaves to who shares the disk and asks for it, and says where they are', async () => {
      const content = randomBytes(3 * MIB + 1);
      const cid = (await store.ipfs.add(content, PROFILE)).cid.toString();
      const ask = (headers: Record<string, string>) =>
        fetch(`${store.url}/api/v0/dag/export?arg=${cid}`, {
          method: 'POST',
          headers: { 'lanran-located': 'true', ...headers },
        });

      const answer = await ask(AUTHORIZED);
      const located = JSON.parse(decodeURIComponent(answer.headers.get('lanran-located') ?? '')) as Located;
      const nodes = parseCar(Buffer.from(await answer.arrayBuffer()));
      expect(nodes.blocks.map((block) => block.cid.toString())).toEqual([cid]);
      expect(nodes.roots.map(String)).toEqual([cid]);
      const { Path, Offset, Bytes } = located;
      expect(
        readFileSync(Path)
          .subarray(Offset, Offset + Bytes)
          .equals(content),
      ).toBe(true);

      const strangers = await ask({});
      expect(strangers.headers.get('lanran-located')).toBeNull();
      expect(parseCar(Buffer.from(await strangers.arrayBuffer())).blocks).toHaveLength(5);
    });

    it('breaks off rather than serve a block that was altered on disk', async () => {
      const { cid } = await store.ipfs.add(randomBytes(3 * MIB), PROFILE);
      const path = join(store.directory, 'files', cid.toString().slice(-3, -1), cid.toString());
      chmodSync(path, 0o600);
      writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, 2 * MIB), randomBytes(MIB)]));
      await expect(exportCar(store.ipfs, cid.toString())).rejects.toThrow();
      expect(store.faults.splice(0).map(String).join()).toContain('damaged');
    });
  });

  describe('import', () => {
    it('keeps an exported tree as the files it is of, pinned, in another store', async () => {
      const content = randomBytes(2 * MIB + 5);
      const root = await addTree([
        { path: 'robe/front', content },
        { path: 'robe/back', content: 'back' },
        { path: 'empty', content: '' },
        { path: 'robe/again', content },
      ]);
      const car = await exportCar(store.ipfs, root);
      expect(await importCar(other.ipfs, car)).toEqual([root]);
      expect(shelf(other)).toEqual(shelf(store));
      expect((await collect(other.ipfs.cat(`${root}/robe/again`))).equals(content)).toBe(true);
      expect((await exportCar(other.ipfs, root)).equals(car)).toBe(true);
      await list(other.ipfs.repo.gc());
      await other.restart();
      expect((await exportCar(other.ipfs, root)).equals(car)).toBe(true);
      const pins = await list(other.ipfs.pin.ls({ type: 'recursive' }));
      expect(pins.map(({ cid }) => cid.toString())).toEqual([root]);
    });

    it('keeps a large directory, which is a hash trie', async () => {
      // Names so long that 1,100 of them take more than the 256 KiB of a flat directory.
      const names = Array.from({ length: 1_100 }, (_, at) => `${'n'.repeat(220)}${at}`);
      const root = await addTree(names.map((path) => ({ path, content: 'x' })));
      const car = await exportCar(store.ipfs, root);
      await importCar(other.ipfs, car);
      expect((await exportCar(other.ipfs, root)).equals(car)).toBe(true);
    });

    it('answers in Kubo’s lines, with statistics when asked', async () => {
      const leaf = blockOf(RAW, randomBytes(10));
      const root = fileNode([leaf]);
      const car = buildCar({ roots: [root.cid], blocks: [root, leaf, leaf] });
      const lines = [
        { Root: { Cid: { '/': root.cid.toString() }, PinErrorMsg: '' } },
        { Stats: { BlockCount: 3, BlockBytesCount: root.bytes.length + 20 } },
      ];
      expect(await post(car, 'stats=true')).toEqual({ status: 200, lines });
      expect((await post(car)).lines).toEqual(lines.slice(0, 1));
      expect((await post(car, 'pin-roots=false')).lines).toEqual([]);
      expect((await post(car, 'silent=true&stats=true')).lines).toEqual([]);
    });

    it('pins nothing when told not to, and takes parts of a DAG then', async () => {
      const leaves = [blockOf(RAW, randomBytes(10)), blockOf(RAW, randomBytes(10))];
      const root = fileNode(leaves);
      const part = buildCar({ roots: [root.cid], blocks: [root, ...leaves.slice(0, 1)] });
      expect(await importCar(store.ipfs, part, { pinRoots: false })).toEqual([]);
      expect(await list(store.ipfs.pin.ls())).toEqual([]);
      expect(await store.ipfs.block.get(leaves[0]?.cid as never)).toHaveLength(10);
      // The rest completes it.
      await importCar(store.ipfs, buildCar({ roots: [root.cid], blocks: leaves.slice(1) }));
      expect((await collect(store.ipfs.cat(root.cid.toString()))).length).toBe(20);
    });

    it('reads files of any order of blocks, shared leaves and other layouts as whole', async () => {
      const bytes = fc.uint8Array({ minLength: 1, maxLength: 6 });
      const leaves = fc.array(bytes, { minLength: 1, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(
          leaves,
          fc.integer({ min: 1, max: 4 }),
          fc.infiniteStream(fc.nat()),
          async (parts, width, order) => {
            const blocks = parts.map((part) => blockOf(RAW, part));
            const nodes = Array.from({ length: Math.ceil(blocks.length / width) }, (_, at) =>
              fileNode(blocks.slice(at * width, (at + 1) * width)),
            );
            const sizes = nodes.map((_, at) =>
              parts.slice(at * width, (at + 1) * width).reduce((sum, part) => sum + part.length, 0),
            );
            const root = fileNode(nodes, sizes);
            const unordered = [root, ...nodes, ...blocks]
              .map((block) => ({ block, at: order.next().value ?? 0 }))
              .sort((a, b) => a.at - b.at)
              .map(({ block }) => block);
            await importCar(store.ipfs, buildCar({ roots: [root.cid], blocks: unordered }));
            expect((await collect(store.ipfs.cat(root.cid.toString()))).equals(Buffer.concat(parts))).toBe(
              true,
            );
            expect(
              (await fetch(`${store.url}/ipfs/${root.cid.toString()}`, { headers: { range: 'bytes=0-0' } }))
                .status,
            ).toBe(206);
          },
        ),
        { numRuns: 12 },
      );
    });

    it('keeps nodes that are no files: dag-cbor, files of other leaves, and a bomb', async () => {
      const leaf = blockOf(RAW, randomBytes(100));
      const inline = blockOf(
        DAG_PB,
        encode(prepare({ Data: new UnixFS({ type: 'file', data: Buffer.from('inline') }).marshal() })),
      );
      let bomb = fileNode(Array.from({ length: 100 }, () => leaf));
      const levels = [bomb];
      for (let span = 10_000; span < 1e12; span *= 100) {
        bomb = fileNode(
          Array.from({ length: 100 }, () => bomb),
          Array.from({ length: 100 }, () => span),
        );
        levels.push(bomb);
      }
      const large = blockOf(
        DAG_PB,
        encode(prepare({ Data: new UnixFS({ type: 'file', data: randomBytes(500_000) }).marshal() })),
      );
      const map = blockOf(
        DAG_CBOR,
        cbor.encode({
          leaf: leaf.cid,
          list: [inline.cid],
          bomb: bomb.cid,
          large: large.cid,
        }),
      );
      const blocks = [map, leaf, inline, large, ...levels];
      await importCar(store.ipfs, buildCar({ roots: [map.cid], blocks }));
      await list(store.ipfs.repo.gc());
      await store.restart();
      for (const { cid, bytes } of blocks)
        expect(Buffer.from(await store.ipfs.block.get(cid as never)).equals(bytes)).toBe(true);
      expect((await collect(store.ipfs.cat(inline.cid.toString()))).toString()).toBe('inline');
      expect(shelf(store)).toHaveLength(2);
    });

    it('completes a DAG with what the store has, and sees no private content there for a stranger', async () => {
      const [known, secret] = [blockOf(RAW, randomBytes(50)), blockOf(RAW, randomBytes(50))];
      await store.ipfs.add(known.bytes, PROFILE);
      await store.ipfs.add(secret.bytes, { ...PROFILE, lanranPrivate: true } as never);
      const open = fileNode([known]);
      expect(await importCar(store.ipfs, buildCar({ roots: [open.cid], blocks: [open] }))).toEqual([
        open.cid.toString(),
      ]);
      await store.restart({ token: null });
      const absent = blockOf(RAW, randomBytes(50));
      const messages: string[] = [];
      for (const leaf of [secret, absent]) {
        const root = fileNode([leaf]);
        const answer = await post(buildCar({ roots: [root.cid], blocks: [root] }), '', {});
        expect(answer.status).toBe(500);
        messages.push(
          JSON.stringify(answer.lines)
            .replaceAll(leaf.cid.toString(), 'LEAF')
            .replaceAll(root.cid.toString(), 'ROOT'),
        );
        expect((await fetch(`${store.url}/ipfs/${root.cid.toString()}`)).status).toBe(404);
      }
      expect(messages[0]).toBe(messages[1]);
    });

    it('keeps blocks that lie about their sizes only unpinned, and pins no root above them later', async () => {
      const leaf = blockOf(RAW, randomBytes(100));
      const lying = fileNode([leaf], [107]);
      await importCar(store.ipfs, buildCar({ roots: [lying.cid], blocks: [lying, leaf] }), {
        pinRoots: false,
      });
      const above = fileNode([lying], [107]);
      for (const { roots, blocks } of [
        { roots: [lying.cid], blocks: [] },
        { roots: [above.cid], blocks: [above] },
      ]) {
        const answer = await post(buildCar({ roots, blocks }));
        expect(answer.status).toBe(400);
        expect(JSON.stringify(answer.lines)).toContain(
          `declares 107 bytes of the file in ${leaf.cid.toString()}`,
        );
      }
      expect(await list(store.ipfs.pin.ls())).toEqual([]);
    });

    it('takes a part of a file from the store only in the size that is declared of it', async () => {
      const leaves = [blockOf(RAW, randomBytes(50)), blockOf(RAW, randomBytes(60))];
      const below = fileNode(leaves);
      await importCar(store.ipfs, buildCar({ roots: [below.cid], blocks: [below, ...leaves] }));
      for (const [part, bytes] of [
        [leaves[0] ?? below, 50],
        [below, 110],
      ] as const) {
        const lying = fileNode([part], [bytes + 1]);
        expect((await post(buildCar({ roots: [lying.cid], blocks: [lying] }))).status).toBe(400);
        const honest = fileNode([part], [bytes]);
        expect((await post(buildCar({ roots: [honest.cid], blocks: [honest] }))).status).toBe(200);
      }
    });

    it('keeps what is imported as private for the platform alone', async () => {
      const file = blockOf(RAW, randomBytes(50));
      const car = buildCar({ roots: [file.cid], blocks: [file] });
      expect((await post(car, 'lanran-private=true', {})).status).toBe(401);
      expect((await post(car, '', { ...AUTHORIZED, 'lanran-private': 'true' })).status).toBe(200);
      await expect(collect(store.stranger.cat(file.cid.toString()))).rejects.toThrow('could not find');
      expect(await collect(store.ipfs.cat(file.cid.toString()))).toHaveLength(50);
    });
  });

  describe('import of what can’t be trusted', () => {
    const leaves = [blockOf(RAW, randomBytes(30)), blockOf(RAW, randomBytes(30))];
    const root = fileNode(leaves);
    const carOfOneFile = (top: CarBlock, others: CarBlock[] = []): Buffer =>
      buildCar({ roots: [top.cid], blocks: [top, ...others, ...leaves] });
    const lengthenedFile = (): CarBlock => {
      const data = new UnixFS({ type: 'file', blockSizes: [30n, 30n] }).marshal();
      // Tag of `filesize`, then its one byte.
      data[Buffer.from(data).indexOf(Buffer.from([0x18, 60])) + 1] = 61;
      const links = leaves.map(({ cid }) => ({ Name: '', Hash: cid as never, Tsize: 30 }));
      return blockOf(DAG_PB, encode(prepare({ Data: data, Links: links })));
    };
    const directoryOf = ({ cid, bytes }: CarBlock): CarBlock => {
      const links = [{ Name: 'scan.tif', Hash: cid as never, Tsize: bytes.length + 60 }];
      return blockOf(
        DAG_PB,
        encode(prepare({ Data: new UnixFS({ type: 'directory' }).marshal(), Links: links })),
      );
    };
    const sound: Car = { roots: [root.cid], blocks: [root, ...leaves] };
    const strange = CID.createV1(0x0129, root.cid.multihash);
    const sha512 = CID.createV1(RAW, Digest.create(0x13, createHash('sha512').update('x').digest()));

    it('leaves nothing behind of an archive that is cut short anywhere', async () => {
      const car = buildCar(sound);
      for (let length = 0; length < car.length; length += 7) {
        const answer = await post(car.subarray(0, length));
        expect([length, answer.status >= 400]).toEqual([length, true]);
      }
      await expectNothingStored();
    });

    it('leaves nothing behind of an archive with any byte altered', async () => {
      const car = buildCar(sound);
      // From the first block on: an altered root is another archive.
      for (let at = buildCar({ ...sound, blocks: [] }).length; at < car.length; at += 5) {
        const altered = Buffer.from(car);
        altered.writeUInt8(altered.readUInt8(at) ^ 0x20, at);
        const answer = await post(altered);
        expect([at, answer.status >= 400]).toEqual([at, true]);
      }
      await expectNothingStored();
    });

    it.each([
      ['no archive', Buffer.from('not a CAR at all '.repeat(20)), /no CAR/],
      ['an empty body', Buffer.alloc(0), /no CAR/],
      ['CARv2', Buffer.from('0aa16776657273696f6e02', 'hex'), /version 2/],
      [
        'a codec that is not followed',
        buildCar({ roots: [], blocks: [{ ...root, cid: strange }] }),
        /codec 0x129/,
      ],
      [
        'another hash',
        buildCar({ roots: [], blocks: [{ cid: sha512, bytes: Buffer.from('x') }] }),
        /SHA-256/,
      ],
      ['a block of 3 MiB', buildCar({ roots: [], blocks: [blockOf(RAW, Buffer.alloc(3 * MIB))] }), /at most/],
      [
        'no node where a node is told',
        buildCar({ roots: [], blocks: [blockOf(DAG_PB, Buffer.from('no node'))] }),
        /dag-pb/,
      ],
      [
        'a length without end',
        Buffer.concat([buildCar({ roots: [], blocks: [] }), Buffer.alloc(20, 0xff)]),
        /length/,
      ],
      ['a root that is nowhere', buildCar({ roots: [root.cid], blocks: [] }), /could not find/],
      [
        'a leaf that is nowhere',
        buildCar({ roots: [root.cid], blocks: [root, ...leaves.slice(1)] }),
        /could not find .*send the whole DAG/,
      ],
      [
        'a file that declares more bytes than its blocks have',
        carOfOneFile(fileNode(leaves, [30, 31])),
        /declares 31 bytes of the file in .*, which has 30\. Nothing was stored; make the CAR anew/,
      ],
      ['a file that declares fewer bytes', carOfOneFile(fileNode(leaves, [30, 29])), /which has 30/],
      [
        'a file that declares more blocks than it has',
        carOfOneFile(fileNode(leaves, [30, 30, 30])),
        /the sizes of 3 blocks and has 2/,
      ],
      [
        'a file of a length that its blocks do not make',
        carOfOneFile(lengthenedFile()),
        /declares a file of 61 bytes, and blocks of 60/,
      ],
      [
        'a directory with a file that declares more',
        carOfOneFile(directoryOf(fileNode(leaves, [30, 31])), [fileNode(leaves, [30, 31])]),
        /which has 30/,
      ],
    ])('refuses %s', async (_, car, words) => {
      const answer = await post(car);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(JSON.stringify(answer.lines)).toMatch(words);
      await expectNothingStored();
    });

    it('forgets an archive whose client left in the middle', async () => {
      const car = buildCar({
        roots: [],
        blocks: [blockOf(RAW, randomBytes(MIB)), blockOf(RAW, randomBytes(MIB))],
      });
      const socket = connect(Number(new URL(store.url).port), '127.0.0.1');
      socket.write('POST /api/v0/dag/import HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n');
      socket.write(`Authorization: ${AUTHORIZED.authorization}\r\n`);
      socket.write('Content-Type: multipart/form-data; boundary=b\r\n\r\n');
      socket.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n');
      socket.write(car.subarray(0, 2 * MIB));
      const incoming = (): string[] => readdirSync(join(store.directory, 'incoming'));
      await expect.poll(incoming, { timeout: 20_000 }).toHaveLength(2);
      socket.destroy();
      await expect.poll(incoming, { timeout: 20_000 }).toEqual([]);
      await expectNothingStored();
    });
  });
});
