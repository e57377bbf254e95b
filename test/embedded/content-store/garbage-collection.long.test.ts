import { decode } from '@ipld/dag-pb';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { CID } from 'multiformats/cid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BlockIndex, type NewObject } from '../../../embedded/content-store/blocks/block-index.ts';
import { cidOf, keyOf, RAW } from '../../../embedded/content-store/dag/cids.ts';
import { ContentReader } from '../../../embedded/content-store/files/content-reader.ts';
import { ContentStore } from '../../../embedded/content-store/content-store.ts';
import { FileBlobs } from '../../../embedded/content-store/files/file-blobs.ts';
import { PinReachability } from '../../../embedded/content-store/upkeep/pin-reachability.ts';
import { AUTHORIZED, collect, createDirectory, list, PROFILE, startStore } from './store-under-test.ts';
import type { StoreUnderTest } from './store-under-test.ts';

const MIB = 1_048_576;
/** So narrow that files of a few bytes have several levels. */
const LAYOUT = { chunkBytes: 8, maxLinks: 2 };

interface PlannedPin {
  /** Which of all CIDs, as a part of 1. */
  at: number;
  type: 'recursive' | 'direct';
}

/** Few different bytes and short files, so that blocks are shared between files, and files between trees. */
const contents = fc
  .array(fc.integer({ min: 0, max: 2 }), { maxLength: 60 })
  .map((bytes) => Uint8Array.from(bytes));
const trees = fc.array(
  fc.record({
    isPublic: fc.boolean(),
    files: fc.dictionary(fc.constantFrom('a', 'b', 'd/a', 'd/b', 'd/e/a', 'f/a'), contents, { minKeys: 1 }),
  }),
  { minLength: 1, maxLength: 4 },
);
const pins = fc.array(
  fc.record<PlannedPin>({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    type: fc.constantFrom('recursive', 'direct'),
  }),
  { maxLength: 6 },
);

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function addTree(
  store: ContentStore,
  { files, isPublic }: { files: Record<string, Uint8Array>; isPublic: boolean },
): Promise<CID[]> {
  const intake = store.startIntake({ layout: LAYOUT, isPublic, onlyHash: false });
  for (const [path, bytes] of Object.entries(files)) await intake.addFile(path, once(bytes));
  const added = await intake.commit({ pin: false, wrap: true });
  return added.map(({ cid }) => cid);
}

/** Every CID with its bytes, its links, and whether strangers may read it. */
type Universe = Map<string, { cid: CID; bytes: Uint8Array; links: string[]; isPublic: boolean }>;

async function survey(store: ContentStore, roots: readonly CID[]): Promise<Universe> {
  const universe: Universe = new Map();
  const waiting = [...roots];
  for (let cid = waiting.pop(); cid !== undefined; cid = waiting.pop()) {
    if (universe.has(cid.toString())) continue;
    const bytes = await store.reader.block(cid, 'platform');
    const links = cid.code === 0x70 ? decode(bytes).Links.map(({ Hash }) => CID.decode(Hash.bytes)) : [];
    universe.set(cid.toString(), {
      cid,
      bytes,
      links: links.map(String),
      isPublic: store.reader.isPublic(cid),
    });
    waiting.push(...links);
  }
  return universe;
}

function reachable(universe: Universe, pinned: readonly { cid: CID; type: string }[]): Set<string> {
  const reached = new Set<string>();
  const followed = new Set<string>();
  const follow = (name: string): void => {
    if (followed.has(name)) return;
    followed.add(name);
    const block = universe.get(name);
    if (block === undefined) throw new Error(`${name} is unknown.`);
    reached.add(digestOf(block.cid));
    block.links.forEach(follow);
  };
  for (const { cid, type } of pinned) {
    if (type === 'direct') reached.add(digestOf(cid));
    else follow(cid.toString());
  }
  return reached;
}

function digestOf(cid: CID): string {
  return Buffer.from(cid.multihash.digest).toString('hex');
}

function shelfOf(directory: string): string[] {
  const entries = readdirSync(join(directory, 'files'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe('garbage collection', () => {
  it(
    'keeps what any pins reach in any trees, for whom it was there, and nothing else',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(trees, pins, async (plannedTrees, plannedPins) => {
          const directory = createDirectory();
          const store = await ContentStore.open(directory);
          try {
            const roots: CID[] = [];
            for (const tree of plannedTrees) roots.push(...(await addTree(store, tree)));
            const universe = await survey(store, roots);
            const all = [...universe.values()];
            const pinned = new Map<string, { cid: CID; type: PlannedPin['type'] }>();
            for (const { at, type } of plannedPins) {
              const cid = all[Math.floor(at * all.length)]?.cid;
              if (cid !== undefined && !pinned.has(cid.toString())) pinned.set(cid.toString(), { cid, type });
            }
            for (const { cid, type } of pinned.values()) await store.pins.add(cid, type, 'platform');
            const kept = reachable(universe, [...pinned.values()]);

            const gone = new Set<string>();
            await store.collectGarbage(async (cid) => void gone.add(digestOf(cid)));

            for (const { cid, bytes, isPublic } of all) {
              expect([cid.toString(), store.reader.has(cid, 'platform')]).toEqual([
                cid.toString(),
                kept.has(digestOf(cid)),
              ]);
              if (!kept.has(digestOf(cid))) continue;
              expect(Buffer.compare(await store.reader.block(cid, 'platform'), bytes)).toBe(0);
              if (!isPublic) expect(store.reader.isPublic(cid)).toBe(false);
            }
            const secret = new Set(all.filter(({ isPublic }) => !isPublic).map(({ cid }) => digestOf(cid)));
            for (const pin of pinned.values()) {
              const below = reachable(universe, [pin]);
              if ([...below].some((digest) => secret.has(digest))) continue;
              for (const { cid } of all)
                if (below.has(digestOf(cid))) expect(store.reader.isPublic(cid)).toBe(true);
            }
            expect(gone).toEqual(
              new Set(all.map(({ cid }) => digestOf(cid)).filter((digest) => !kept.has(digest))),
            );
            expect((await store.statistics('platform')).blocks).toBe(kept.size);
            for (const name of shelfOf(directory)) expect(kept).toContain(digestOf(CID.parse(name)));
            expect(await store.audit()).toEqual([]);
          } finally {
            await store.close();
            await rm(directory, { recursive: true });
          }
        }),
        { numRuns: 15 },
      );
    },
  );
});

describe('what is pinned while a collection begins', () => {
  let index: BlockIndex;
  let reach: PinReachability;
  let directory: string;
  beforeEach(() => {
    directory = createDirectory();
    index = new BlockIndex(join(directory, 'index'));
    reach = new PinReachability(index, new ContentReader(index, new FileBlobs(directory)));
  });
  afterEach(async () => {
    await index.close();
    await rm(directory, { recursive: true });
  });
  const object = (): NewObject => ({
    key: keyOf(cidOf(RAW, randomBytes(32))),
    record: { kind: 'file', bytes: 1, isPublic: false },
    blocks: [],
  });

  it.each([
    ['with what it keeps', async ({ key, ...rest }: NewObject) => index.add([{ key, ...rest }], [key])],
    ['after it', async ({ key }: NewObject) => index.putPin(key, { type: 'recursive' })],
  ])('%s is followed, though its transaction was under way then', async (_, pin) => {
    const kept = object();
    await index.add([kept], []);
    const pinning = pin(kept);
    await reach.extend();
    await pinning;
    await reach.extend();
    expect(reach.holdsWhole(kept.key)).toBe(true);
  });

  it('is looked for once more by who found it, though its removal was under way then', async () => {
    const removed = object();
    await index.add([removed], []);
    const removing = index.removeObjects([removed.key]);
    const before = index.removals;
    expect(index.findObject(removed.key)).not.toBeNull();
    await removing;
    expect(index.removals).not.toBe(before);
  });
});

describe('repo/gc', () => {
  let store: StoreUnderTest;
  beforeEach(async () => {
    store = await startStore();
  });
  afterEach(async () => {
    expect(store.faults).toEqual([]);
    await store.remove();
  });

  const gc = async (): Promise<string[]> =>
    (await list(store.ipfs.repo.gc())).map((line) =>
      'cid' in line ? line.cid.toString() : String(line.err),
    );

  it('removes a file that is not pinned and names each of its blocks, as Kubo does', async () => {
    const kept = await store.ipfs.add(randomBytes(2 * MIB), PROFILE);
    const loose = await store.ipfs.add(randomBytes(2 * MIB), { ...PROFILE, pin: false });
    const leaves = (await list(store.ipfs.ls(loose.cid))).map(({ cid }) => cid.toString());
    const root = CID.createV1(0x55, CID.decode(loose.cid.bytes).multihash).toString();
    expect((await gc()).sort()).toEqual([...leaves, root].sort());
    expect(shelfOf(store.directory)).toEqual([kept.cid.toString()]);
    expect(await collect(store.ipfs.cat(kept.cid))).toHaveLength(2 * MIB);
    await expect(collect(store.ipfs.cat(loose.cid))).rejects.toThrow('could not find');
    expect(await gc()).toEqual([]);
  });

  it('keeps a pinned part of a file that goes', async () => {
    const content = randomBytes(3 * MIB);
    const { cid } = await store.ipfs.add(content, { ...PROFILE, pin: false });
    const [, second] = await list(store.ipfs.ls(cid));
    await store.ipfs.pin.add(second?.cid ?? '');
    await gc();
    await store.restart();
    expect(shelfOf(store.directory)).toEqual([second?.cid.toString()]);
    expect((await collect(store.ipfs.cat(second?.cid ?? ''))).equals(content.subarray(MIB, 2 * MIB))).toBe(
      true,
    );
  });

  it('keeps what is pinned and reads it while files are added, pinned and removed', async () => {
    const content = randomBytes(2 * MIB);
    const { cid } = await store.ipfs.add(content, PROFILE);
    // The same leaves, in a file that goes: readers that found them there must find them again.
    const longer = Buffer.concat([content, randomBytes(10)]);
    const added: string[] = [];
    for (let round = 0; round < 4; round++) {
      await store.ipfs.add(longer, { ...PROFILE, pin: false });
      const [, read, pinned] = await Promise.all([
        gc(),
        collect(store.ipfs.cat(cid)),
        store.ipfs.add(randomBytes(300_000), PROFILE),
        store.ipfs.add(randomBytes(300_000), { ...PROFILE, pin: false }),
        gc(),
      ]);
      expect(read.equals(content)).toBe(true);
      added.push(pinned.cid.toString());
    }
    await gc();
    expect(shelfOf(store.directory).sort()).toEqual([cid.toString(), ...added].sort());
    for (const one of added) expect(await collect(store.ipfs.cat(one))).toHaveLength(300_000);
  });

  it('keeps what is added without a pin if it is what the client expects', async () => {
    const [content, other] = [randomBytes(20), randomBytes(20)];
    const { cid } = await store.ipfs.add(content, { ...PROFILE, onlyHash: true });
    const options = { ...PROFILE, pin: false, headers: { 'lanran-pin': cid.toString() } };
    await store.ipfs.add(other, options);
    await store.ipfs.add(content, options);
    await gc();
    expect(shelfOf(store.directory)).toEqual([cid.toString()]);
  });

  it('goes on to its end when the client leaves', async () => {
    const files = Array.from({ length: 300 }, (_, at) => ({ path: `d/${at}`, content: randomBytes(20) }));
    await list(store.ipfs.addAll(files, { ...PROFILE, pin: false }));
    const leaving = new AbortController();
    const asked = list(store.ipfs.repo.gc({ signal: leaving.signal }));
    leaving.abort();
    await expect(asked).rejects.toThrow();
    expect(await gc()).toBeInstanceOf(Array);
    expect((await store.ipfs.repo.stat()).numObjects).toBe(0n);
  });

  it('says nothing when asked to be silent', async () => {
    await store.ipfs.add(randomBytes(20), { ...PROFILE, pin: false });
    const answer = await fetch(`${store.url}/api/v0/repo/gc?silent=true`, {
      method: 'POST',
      headers: AUTHORIZED,
    });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(shelfOf(store.directory)).toEqual([]);
  });

  it('is for the operator alone', async () => {
    const { cid } = await store.ipfs.add(randomBytes(20), { ...PROFILE, pin: false });
    await expect(list(store.stranger.repo.gc())).rejects.toThrow('Bearer <TOKEN>');
    expect(await collect(store.ipfs.cat(cid))).toHaveLength(20);
  });
});
