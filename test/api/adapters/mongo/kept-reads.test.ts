import { describe, expect, it } from 'vitest';
import { KeptReads } from '../../../../api/platform/mongo/kept-reads.ts';

/** A store of numbers, and what was asked of it. */
function stage() {
  const stored = new Map<string, number>([['a', 1]]);
  const asked: string[][] = [];
  let now = 0;
  const kept = new KeptReads<number>(() => now);
  const load = async (keys: readonly string[]) => {
    asked.push([...keys]);
    return new Map(keys.flatMap((key) => (stored.has(key) ? [[key, stored.get(key) ?? 0]] : [])));
  };
  return {
    stored,
    asked,
    kept,
    load,
    read: async (...keys: string[]) => Object.fromEntries(await kept.read(keys, load)),
    wait: (ms: number) => (now += ms),
  };
}

describe('kept reads', () => {
  it('asks once in a second for what is there, and for what is not', async () => {
    const { read, asked, wait } = stage();
    expect(await read('a', 'b')).toEqual({ a: 1 });
    wait(1_000);
    expect(await read('b', 'a')).toEqual({ a: 1 });
    expect(asked).toEqual([['a', 'b']]);
  });

  it('asks again after a second', async () => {
    const { read, stored, wait } = stage();
    await read('a');
    stored.set('a', 2);
    wait(1_001);
    expect(await read('a')).toEqual({ a: 2 });
  });

  it('shows what was written, at once', async () => {
    const { kept, read, stored } = stage();
    await read('a', 'b');
    await kept.writing(['a', 'b'], async () => stored.set('a', 2).set('b', 3));
    expect(await read('a', 'b')).toEqual({ a: 2, b: 3 });
  });

  it('forgets also when the write failed: part of it may have been written', async () => {
    const { kept, read, stored } = stage();
    await read('a');
    const write = kept.writing(['a'], async () => {
      stored.set('a', 2);
      throw new Error('cut');
    });
    await expect(write).rejects.toThrow('cut');
    expect(await read('a')).toEqual({ a: 2 });
  });

  it('keeps nothing of a read that a write overtook', async () => {
    const { kept, read, load, stored } = stage();
    let answer: (value: unknown) => void = () => undefined;
    const slow = kept.read(['a'], async (keys) => {
      const found = await load(keys);
      await new Promise((resolve) => (answer = resolve));
      return found;
    });
    await new Promise(setImmediate);
    await kept.writing(['a'], async () => stored.set('a', 2));
    answer(null);
    await slow;
    expect(await read('a')).toEqual({ a: 2 });
  });
});
