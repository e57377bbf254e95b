import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  assemble,
  bytesHere,
  fetchMissing,
  type FetchPartOptions,
  PART_BYTES,
  type PartRange,
  WrongContentError,
} from '../../../web/features/studio/delivery/model/file-parts.ts';
import { MemoryPartStore } from './memory-part-store.ts';

function buildFile(bytes: number) {
  const content = new Uint8Array(bytes).map((_, at) => (at * 31) % 251);
  return { content, bytes, sha256: createHash('sha256').update(content).digest('hex') };
}

const quietly = (): FetchPartOptions => ({ signal: new AbortController().signal, onBytes: () => undefined });

describe('a file fetched in parts', () => {
  const file = buildFile(2 * PART_BYTES + 5);
  const part = async ({ start, end }: PartRange) => new Blob([file.content.slice(start, end)]);

  it('is the published one, whole', async () => {
    const store = new MemoryPartStore();
    await fetchMissing(file, store, { ...quietly(), fetchPart: part });
    const whole = await assemble(file, store, quietly());
    expect(
      createHash('sha256')
        .update(Buffer.from(await whole.arrayBuffer()))
        .digest('hex'),
    ).toBe(file.sha256);
  });

  it('goes on after a break with what is missing alone', async () => {
    const store = new MemoryPartStore();
    const broken = fetchMissing(file, store, {
      ...quietly(),
      fetchPart: async (range) => {
        if (range.start > 0) throw new TypeError('network');
        return part(range);
      },
    });
    await expect(broken).rejects.toThrow('network');
    expect(await bytesHere(file, store)).toBe(PART_BYTES);

    const asked: number[] = [];
    await fetchMissing(file, store, {
      ...quietly(),
      fetchPart: async (range) => {
        asked.push(range.start);
        return part(range);
      },
    });
    expect(asked).toEqual([PART_BYTES, 2 * PART_BYTES]);
    expect(await bytesHere(file, store)).toBe(file.bytes);
  });

  it('is refused and forgotten when it is another one', async () => {
    const store = new MemoryPartStore();
    await fetchMissing(file, store, {
      ...quietly(),
      fetchPart: async ({ start, end }) => new Blob([new Uint8Array(end - start)]),
    });
    await expect(assemble(file, store, quietly())).rejects.toBeInstanceOf(WrongContentError);
    expect(store.parts.size).toBe(0);
  });

  it('refuses a part that is too short', async () => {
    const short = fetchMissing(file, new MemoryPartStore(), {
      ...quietly(),
      fetchPart: async () => new Blob(['x']),
    });
    await expect(short).rejects.toBeInstanceOf(WrongContentError);
  });

  it('may be empty', async () => {
    const empty = buildFile(0);
    const store = new MemoryPartStore();
    await fetchMissing(empty, store, { ...quietly(), fetchPart: async () => new Blob([]) });
    expect((await assemble(empty, store, quietly())).size).toBe(0);
  });
});
