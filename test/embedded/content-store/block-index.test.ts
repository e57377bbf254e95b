import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  BlockIndex,
  type LocatedBlock,
  type NewObject,
} from '../../../embedded/content-store/blocks/block-index.ts';
import { cidOf, keyOf, RAW } from '../../../embedded/content-store/dag/cids.ts';
import type { PlacedBlock } from '../../../embedded/content-store/blocks/places.ts';

/** More than one transaction takes. */
const MANY = 5_000;

function buildObject(blocks: readonly PlacedBlock[]): NewObject {
  return {
    key: keyOf(cidOf(RAW, randomBytes(32))),
    record: { kind: 'file', bytes: MANY, isPublic: true },
    blocks,
  };
}

function buildBlocks(count: number): PlacedBlock[] {
  return Array.from({ length: count }, (_, offset) => ({
    digest: randomBytes(32),
    place: { kind: 'leaf', offset, span: 1 },
  }));
}

/** A block that can't be written: the transaction it is in fails. */
const UNWRITABLE: PlacedBlock = { digest: randomBytes(32), place: { kind: 'leaf', offset: -1, span: 1 } };

describe('BlockIndex', () => {
  let directory: string;
  let index: BlockIndex;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'lanran-index-'));
    index = new BlockIndex(join(directory, 'index'));
  });
  afterEach(async () => {
    await index.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('finds every block of a large file', async () => {
    const file = buildObject(buildBlocks(MANY));
    await index.add([file], [file.key]);
    for (const { digest, place } of file.blocks) {
      expect([...index.places(digest, 'anyone')]).toEqual([
        { objectKey: Uint8Array.from(file.key), object: file.record, place },
      ]);
    }
    expect(await index.countBlocks('anyone')).toBe(MANY);
    expect(await index.findOrphans()).toEqual([]);
  });

  it('keeps no reader of the index open when many readers leave or pause midway', async () => {
    const [block] = buildBlocks(1);
    const digest = block?.digest ?? new Uint8Array(0);
    const files = Array.from({ length: 200 }, (_, offset) =>
      buildObject([{ digest, place: { kind: 'leaf', offset, span: 1 } }]),
    );
    await index.add(files, []);
    const paused: Generator<LocatedBlock>[] = [];
    for (let turn = 0; turn < 150; turn++) {
      const places = index.places(digest, 'anyone');
      places.next();
      paused.push(places);
      // In the next turn and after a write, LMDB takes another reader's place for whoever reads next.
      await index.putPin(digest, { type: 'direct' });
      await new Promise((resume) => setTimeout(resume, 0));
    }
    expect(paused.map((places) => [...places].length)).toEqual(paused.map(() => files.length - 1));
    const keys = [...index.places(digest, 'anyone')].map(({ objectKey }) =>
      Buffer.from(objectKey).toString('hex'),
    );
    expect(new Set(keys)).toEqual(new Set(files.map(({ key }) => Buffer.from(key).toString('hex'))));
  });

  it('writes nothing at all when a small add fails', async () => {
    const [sound, failing] = [buildObject(buildBlocks(3)), buildObject([UNWRITABLE])];
    await expect(index.add([sound, failing], [sound.key])).rejects.toThrow(RangeError);
    expect(index.findObject(sound.key)).toBeNull();
    expect(index.findPin(sound.key)).toBeNull();
    expect(await index.findOrphans()).toEqual([]);
  });

  it('shows nothing of a large add that ends after its first transaction, and sweeps it at the next start', async () => {
    const sound = buildObject(buildBlocks(3));
    await index.add([sound], []);
    const blocks = [...buildBlocks(MANY), UNWRITABLE];
    await expect(index.add([buildObject(blocks)], [])).rejects.toThrow(RangeError);
    expect(await index.countBlocks('platform')).toBe(3);
    expect([...index.places(blocks[0]?.digest ?? UNWRITABLE.digest, 'platform')]).toEqual([]);
    expect((await index.findOrphans()).length).toBeGreaterThan(0);
    await index.close();
    index = new BlockIndex(join(directory, 'index'));
    await index.sweep();
    expect(await index.findOrphans()).toEqual([]);
    expect(await index.countBlocks('anyone')).toBe(3);
  });

  it('never makes public content private again', async () => {
    const file = buildObject(buildBlocks(1));
    await index.add([file], []);
    await index.add([{ ...file, record: { ...file.record, isPublic: false } }], []);
    expect(index.findObject(file.key)?.isPublic).toBe(true);
  });
});
