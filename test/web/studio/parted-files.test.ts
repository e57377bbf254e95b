import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  assemble,
  fetchMissing,
  type FetchPartOptions,
  PART_BYTES,
  type PartRange,
  WrongContentError,
} from '../../../web/features/studio/delivery/model/file-parts.ts';
import { placeFiles } from '../../../web/features/studio/delivery/model/parted-files.ts';
import { MemoryPartStore } from './memory-part-store.ts';

const frame = (bytes: number, seed: number) => {
  const content = new Uint8Array(bytes).fill(seed);
  return { content, bytes, sha256: createHash('sha256').update(content).digest('hex') };
};
const quietly = (): FetchPartOptions => ({ signal: new AbortController().signal, onBytes: () => undefined });
const FRAMES = [frame(3, 1), frame(PART_BYTES + 1, 2), frame(0, 3), frame(5, 4)];

describe('frames whose parts are kept together', () => {
  const contentOf =
    (content: Uint8Array<ArrayBuffer>, asked: number[] = []) =>
    async ({ start, end }: PartRange) => {
      asked.push(end - start);
      return new Blob([content.slice(start, end)]);
    };

  it('are each whole, and those that are there are not asked for again', async () => {
    const store = new MemoryPartStore();
    const asked: number[] = [];
    for (const { file, parts } of (await placeFiles(FRAMES, store)).slice(0, 2))
      await fetchMissing(file, parts, { ...quietly(), fetchPart: contentOf(file.content) });
    // As after a reload.
    for (const { file, parts } of await placeFiles(FRAMES, store)) {
      await fetchMissing(file, parts, { ...quietly(), fetchPart: contentOf(file.content, asked) });
      const whole = await assemble(file, parts, quietly());
      expect(Buffer.from(await whole.arrayBuffer()).equals(file.content)).toBe(true);
    }
    expect(asked).toEqual([0, 5]);
  });

  it('lose no frame with one that is another than was published', async () => {
    const store = new MemoryPartStore();
    const placed = await placeFiles(FRAMES, store);
    for (const { file, parts } of placed) {
      const content = file === FRAMES[1] ? frame(file.bytes, 9).content : file.content;
      await fetchMissing(file, parts, { ...quietly(), fetchPart: contentOf(content) });
    }
    const [, second] = placed;
    if (second === undefined) throw new Error('There is a second frame.');
    await expect(assemble(second.file, second.parts, quietly())).rejects.toBeInstanceOf(WrongContentError);
    expect([...store.parts.keys()]).toEqual([0, 3, 4]);
    const asked: number[] = [];
    await fetchMissing(second.file, second.parts, {
      ...quietly(),
      fetchPart: contentOf(second.file.content, asked),
    });
    expect(asked).toEqual([PART_BYTES, 1]);
  });
});
