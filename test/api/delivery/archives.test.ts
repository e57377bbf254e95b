import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decode } from '@ipld/dag-pb';
import { CID } from 'multiformats/cid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive, ArchivedFile } from '@lanran/api/delivery/services/archives/archive';
import { carArchive } from '@lanran/api/delivery/services/archives/car-archive';
import { tarArchive } from '@lanran/api/delivery/services/archives/tar-archive';
import { zipArchive } from '@lanran/api/delivery/services/archives/zip-archive';
import { digestFile } from '@lanran/protocol/files/digest';
import { filesOfZip } from '../../support/unzipped.ts';

const run = promisify(execFile);
const MIB = 1024 * 1024;
const changedAt = new Date('2026-11-30T12:00:00Z');
let folder: string;

beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'lanran-archives-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(path: string, content: Buffer, pieceBytes = 65_536): Promise<ArchivedFile> {
  const { cid } = await digestFile([content]);
  return {
    path,
    bytes: content.length,
    cid,
    async *read() {
      for (let at = 0; at < content.length; at += pieceBytes) yield [content.subarray(at, at + pieceBytes)];
    },
  };
}

async function bytesOf({ write }: Archive): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const portion of write()) pieces.push(...portion);
  return Buffer.concat(pieces);
}

const CONTENTS: Readonly<Record<string, Buffer>> = {
  '空.txt': Buffer.alloc(0),
  'data/贵州/黔东南/苗绣.tif': randomBytes(2 * MIB + 77),
  'data/sh 010/plate.1001.exr': randomBytes(MIB),
  [`data/${'long/'.repeat(40)}name.bin`]: randomBytes(10),
  'data/%41 "quote"\'.txt': Buffer.from('x'),
};
const files = async () =>
  Promise.all(Object.entries(CONTENTS).map(([path, content]) => fileOf(path, content, 50_001)));

describe('a ZIP', () => {
  it('is as long as it says, and gives each file', async () => {
    const archive = zipArchive({ files: await files(), changedAt });
    const zip = await bytesOf(archive);
    expect(zip).toHaveLength(archive.bytes);
    const found = filesOfZip(zip);
    expect(Object.keys(found)).toEqual(Object.keys(CONTENTS));
    for (const [name, content] of Object.entries(CONTENTS))
      expect(content.equals(found[name] ?? Buffer.from('none')), name).toBe(true);
  });

  it('has room for 100,000 files', async () => {
    const empty = await fileOf('', Buffer.alloc(0));
    const many = Array.from({ length: 100_000 }, (_, at) => ({ ...empty, path: `图/${at}.txt` }));
    const archive = zipArchive({ files: many, changedAt });
    const zip = await bytesOf(archive);
    expect(zip).toHaveLength(archive.bytes);
    const names = Object.keys(filesOfZip(zip));
    expect([names.length, names.at(-1)]).toEqual([100_000, '图/99999.txt']);
  });
});

it('a tar is as long as it says, and tar lists and gives what is in it', async () => {
  const archive = tarArchive({ files: await files(), changedAt });
  const tar = await bytesOf(archive);
  expect(tar).toHaveLength(archive.bytes);
  const path = join(folder, 'a.tar');
  await writeFile(path, tar);
  const { stdout } = await run('tar', ['--quoting-style=literal', '-tf', path]);
  expect(stdout.trim().split('\n')).toEqual(Object.keys(CONTENTS));
  await run('tar', ['-xf', path, '-C', folder]);
  for (const [name, content] of Object.entries(CONTENTS))
    expect((await readFile(join(folder, name))).equals(content)).toBe(true);
});

describe('a CAR', () => {
  it('is as long as it says, has blocks of their CIDs, and gives each file from its root', async () => {
    const archive = await carArchive({ files: await files() });
    const { roots, blocks, length } = readCar(await bytesOf(archive));
    expect(length).toBe(archive.bytes);
    expect(roots).toEqual([archive.root.toString()]);
    const found = new Map<string, Buffer>();
    walk(blocks, archive.root, '', found);
    expect([...found.keys()].sort()).toEqual(Object.keys(CONTENTS).sort());
    for (const [path, content] of Object.entries(CONTENTS))
      expect(found.get(path)?.equals(content)).toBe(true);
  });

  it('has a large folder as a HAMT', async () => {
    const empty = await fileOf('', Buffer.alloc(0));
    const names = Array.from({ length: 8_000 }, (_, at) => `plate.${1_000 + at}.exr`);
    const archive = await carArchive({ files: names.map((path) => ({ ...empty, path })) });
    const { blocks, length } = readCar(await bytesOf(archive));
    expect(length).toBe(archive.bytes);
    const found = new Map<string, Buffer>();
    walk(blocks, archive.root, '', found);
    expect([...found.keys()].sort()).toEqual(names.sort());
    expect(Math.max(...[...blocks.values()].map((block) => block.length))).toBeLessThan(MIB);
  });

  it('ends short where a byte is another', async () => {
    const [file] = await files();
    const changed = Buffer.from('changed');
    const other = await fileOf('data/a.bin', Buffer.from('as it was'.slice(0, 7)));
    const archive = await carArchive({
      files: [
        ...(file === undefined ? [] : [file]),
        {
          ...other,
          async *read() {
            yield [changed];
          },
        },
      ],
    });
    await expect(bytesOf(archive)).rejects.toMatchObject({ code: 'CONTENT_MISMATCH' });
  });
});

it.each(['zip', 'tar'] as const)(
  'a %s ends short where a file is shorter or longer than stated',
  async (kind) => {
    for (const content of ['short', 'much longer']) {
      const stated = await fileOf('a.bin', Buffer.from('as stated'));
      const file = {
        ...stated,
        async *read() {
          yield [Buffer.from(content)];
        },
      };
      const make = kind === 'zip' ? zipArchive : tarArchive;
      await expect(bytesOf(make({ files: [file], changedAt }))).rejects.toThrow(/instead of 9/);
    }
  },
);

/** CARv1 by its specification; every block has to have the hash of its CID. */
function readCar(car: Buffer) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = car[at++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  const headerBytes = varint();
  const header = car.subarray(at, at + headerBytes);
  const roots = [CID.decode(header.subarray(header.length - 9 - 36, header.length - 9)).toString()];
  at += headerBytes;
  const blocks = new Map<string, Buffer>();
  while (at < car.length) {
    const end = varint() + at;
    const cid = CID.decode(car.subarray(at, at + 36));
    const block = car.subarray(at + 36, end);
    const sha256 = createHash('sha256').update(block).digest();
    expect(Buffer.from(cid.multihash.digest).equals(sha256)).toBe(true);
    blocks.set(cid.toString(), block);
    at = end;
  }
  return { roots, blocks, length: at };
}

/** Files by path, as UnixFS has them. */
function walk(blocks: ReadonlyMap<string, Buffer>, cid: CID, path: string, found: Map<string, Buffer>): void {
  const block = blocks.get(cid.toString());
  if (block === undefined) throw new Error(`no block ${cid.toString()}`);
  if (cid.code === 0x55) return void found.set(path, block);
  const { Data: data, Links: links } = decode(block);
  const type = data?.[1];
  if (type === 2) {
    const inner = new Map<string, Buffer>();
    const parts = links.map(({ Hash: hash }, index) => {
      walk(blocks, hash, String(index), inner);
      return inner.get(String(index)) ?? Buffer.alloc(0);
    });
    return void found.set(path, Buffer.concat(parts));
  }
  for (const { Name: name = '', Hash: hash } of links) {
    const shown = type === 5 ? name.slice(2) : name;
    const isShard = type === 5 && shown === '';
    walk(blocks, hash, isShard || path === '' ? `${path}${shown}` : `${path}/${shown}`, found);
  }
}
