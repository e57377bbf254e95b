import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CID } from 'multiformats/cid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCrashRounds } from './crash-rounds.ts';
import { collect, list, PROFILE, startStore, type StoreUnderTest } from './store-under-test.ts';

const MIB = 1_048_576;

function alterFirstByte(path: string): void {
  const bytes = readFileSync(path);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  writeFileSync(path, bytes, { flag: 'r+' });
}

describe('durability', () => {
  let store: StoreUnderTest;
  beforeEach(async () => {
    store = await startStore();
  });
  afterEach(async () => {
    await store.remove();
  });

  const fileOf = (cid: string): string => join(store.directory, 'files', cid.slice(-3, -1), cid);
  const add = async (content: Uint8Array): Promise<string> =>
    (await store.ipfs.add(content, PROFILE)).cid.toString();

  it('has everything after a restart: files, directories, pins and its name', async () => {
    const content = randomBytes(2 * MIB + 1);
    const added = await list(store.ipfs.addAll([{ path: 'd/a', content }], PROFILE));
    const root = added.at(-1)?.cid.toString() ?? '';
    const before = { id: (await store.ipfs.id()).id.toString(), pins: await list(store.ipfs.pin.ls()) };
    await store.restart();
    expect((await collect(store.ipfs.cat(`${root}/a`))).equals(content)).toBe(true);
    expect({ id: (await store.ipfs.id()).id.toString(), pins: await list(store.ipfs.pin.ls()) }).toEqual(
      before,
    );
  });

  it('stores a file once and as it came, however often and under whatever name it is added', async () => {
    const content = randomBytes(3 * MIB);
    const cid = await add(content);
    await list(
      store.ipfs.addAll(
        [
          { path: 'd/again', content },
          { path: 'd/and again', content },
        ],
        PROFILE,
      ),
    );
    const stored = readdirSync(join(store.directory, 'files'), { recursive: true, withFileTypes: true });
    expect(stored.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual([cid]);
  });

  it('sweeps what adds cut short left behind', async () => {
    const kept = await add(randomBytes(10));
    const orphan = (await store.ipfs.add(randomBytes(10), { ...PROFILE, onlyHash: true })).cid.toString();
    mkdirSync(join(fileOf(orphan), '..'), { recursive: true });
    writeFileSync(fileOf(orphan), 'moved in, but never told of');
    writeFileSync(join(store.directory, 'incoming', 'half'), 'half');
    await store.restart();
    expect(existsSync(fileOf(orphan))).toBe(false);
    expect(readdirSync(join(store.directory, 'incoming'))).toEqual([]);
    expect(await collect(store.ipfs.cat(kept))).toHaveLength(10);
  });

  it('loses nothing acknowledged to kill -9, and is sound after it', async () => {
    await runCrashRounds(4);
  });

  it('never serves a block that was altered on disk', async () => {
    const cid = await add(randomBytes(2 * MIB));
    const [first, second] = await list(store.ipfs.ls(cid));
    chmodSync(fileOf(cid), 0o600);
    alterFirstByte(fileOf(cid));
    if (first === undefined || second === undefined) throw new Error('Two leaves expected.');
    await expect(store.ipfs.block.get(first.cid)).rejects.toThrow('damaged');
    expect((await store.ipfs.block.get(second.cid)).length).toBe(MIB);
    expect((await fetch(`${store.url}/ipfs/${first.cid.toString()}?format=raw`)).status).toBe(500);
  });

  it('serves a block from another file that has it, when one is altered', async () => {
    const shared = randomBytes(MIB);
    const altered = await add(Buffer.concat([shared, randomBytes(1)]));
    await add(Buffer.concat([shared, randomBytes(2)]));
    const [leaf] = await list(store.ipfs.ls(altered));
    chmodSync(fileOf(altered), 0o600);
    writeFileSync(fileOf(altered), Buffer.alloc(10), { flag: 'r+' });
    if (leaf === undefined) throw new Error('A leaf expected.');
    expect(Buffer.from(await store.ipfs.block.get(leaf.cid)).equals(shared)).toBe(true);
  });

  it('says of a file cut short or gone that it is damaged, and heals it when it is added again', async () => {
    const content = randomBytes(2 * MIB);
    const cid = await add(content);
    chmodSync(fileOf(cid), 0o600);
    truncateSync(fileOf(cid), MIB);
    await expect(collect(store.ipfs.cat(cid))).rejects.toThrow(/damaged.*1048576 of 2097152 bytes/);
    rmSync(fileOf(cid));
    await expect(collect(store.ipfs.cat(cid))).rejects.toThrow(/damaged.*missing/);
    expect(await add(content)).toBe(cid);
    expect((await collect(store.ipfs.cat(cid))).equals(content)).toBe(true);
  });

  const alter = (cid: string): void => {
    chmodSync(fileOf(cid), 0o600);
    writeFileSync(fileOf(cid), 'altered', { flag: 'r+' });
  };

  it('heals a file that was altered in place when it is added again', async () => {
    const content = randomBytes(2 * MIB);
    const cid = await add(content);
    alter(cid);
    expect((await collect(store.ipfs.cat(cid))).equals(content)).toBe(false);
    expect(await add(content)).toBe(cid);
    expect((await collect(store.ipfs.cat(cid))).equals(content)).toBe(true);
  });

  it('reads a file from its own place before those of files that it is a part of', async () => {
    const small = { ...PROFILE, chunker: 'size-1024' };
    let part: Buffer;
    let cid: CID;
    let whole: string;
    // A larger file whose place of the same node comes first in the index, by chance of its hash.
    do {
      part = randomBytes(MIB);
      cid = CID.decode((await store.ipfs.add(part, small)).cid.bytes);
      whole = (await store.ipfs.add(Buffer.concat([part, randomBytes(9)]), small)).cid.toString();
    } while (Buffer.compare(CID.parse(whole).bytes, cid.bytes) > 0);
    alter(whole);
    expect((await collect(store.ipfs.cat(cid.toString()))).equals(part)).toBe(true);
  });

  it('refuses files without their index instead of sweeping them away', async () => {
    const cid = await add(randomBytes(10));
    const directory = store.directory;
    await store.remove();
    mkdirSync(join(directory, 'files', 'ab'), { recursive: true });
    writeFileSync(join(directory, 'files', 'ab', cid), 'precious');
    await expect(startStore(join(directory, '..'))).rejects.toThrow('no index');
    expect(existsSync(join(directory, 'files', 'ab', cid))).toBe(true);
    rmSync(directory, { recursive: true });
    store = await startStore();
  });
});
