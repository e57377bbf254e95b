import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ErasureCursorFile } from '@lanran/api/takedowns/adapters/erasure-cursor-file';
import type { ErasureCursor } from '@lanran/api/takedowns/ports/erasure-cursor';
import { ErasuresElsewhere } from '@lanran/api/takedowns/jobs/erasures-elsewhere';
import type { TakeDown } from '@lanran/api/assets/domain/take-down';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { temporaryDirectory } from '../../embedded/document-store/under-test.ts';

/** Only what the job reads. */
function erasedAt(leafIndex: number, assetId: string, at: number): TakeDown & { readonly at: number } {
  return { leafIndex, assetId, at } as never;
}

function keptCursor(until: Date | null = null): ErasureCursor {
  let kept = until;
  return {
    find: async () => kept,
    advance: async (next) => void (kept = next),
  };
}

/** Of one take-down, once it is done. */
function listOf(takeDown: TakeDown & { readonly at: number }, now: () => number) {
  return async (since: Date) => (takeDown.at >= since.getTime() && takeDown.at <= now() ? [takeDown] : []);
}

describe('what another process erased', () => {
  it('is erased once from the index of this one, and what it keeps of files is forgotten', async () => {
    const erased: (TakeDown & { readonly at: number })[] = [];
    const indexed: AssetId[][] = [];
    let [now, forgotten, isAlone] = [1_000_000, 0, false];
    const job = new ErasuresElsewhere({
      takeDowns: {
        listErasedSince: async (since) => erased.filter(({ at }) => at >= since.getTime()),
      },
      isAlone: () => isAlone,
      encounters: () => 1,
      cursor: keptCursor(),
      searched: { erase: async (ids) => void indexed.push([...ids]) },
      fileItems: { forgetAll: () => void (forgotten += 1) },
      clock: { now: () => new Date(now) },
      everyMs: 1_000,
    });
    erased.push(erasedAt(7, 'one', now));
    await job.run();
    await job.run();
    expect(indexed).toEqual([['one']]);
    expect(forgotten).toBe(1);
    now += 1_000_000;
    erased.push(erasedAt(9, 'two', now - 60_000));
    await job.run();
    expect(indexed).toEqual([['one'], ['two']]);
    isAlone = true;
    erased.push(erasedAt(11, 'own', now));
    await job.run();
    expect(indexed).toHaveLength(2);
  });

  it('is erased from the index of this one though the other has ended since', async () => {
    const at = 1_000_000;
    let [now, isAlone, encounters] = [at - 10_000, false, 1];
    const indexed: AssetId[] = [];
    const job = new ErasuresElsewhere({
      takeDowns: { listErasedSince: listOf(erasedAt(7, 'one', at), () => now) },
      isAlone: () => isAlone,
      encounters: () => encounters,
      cursor: keptCursor(),
      searched: { erase: async (ids) => void indexed.push(...ids) },
      fileItems: { forgetAll: () => undefined },
      clock: { now: () => new Date(now) },
      everyMs: 60_000,
    });
    await job.run();
    // Others were seen, one erased and ended, before this one looks again.
    encounters += 1;
    isAlone = true;
    for (const later of [50_000, 110_000, 170_000, 230_000]) {
      now = at + later;
      await job.run();
    }
    expect(indexed).toEqual(['one']);
  });

  it('is erased from an index that was left while this process did not run', async () => {
    const at = 1_000_000;
    const cursor = keptCursor(new Date(at - 500_000));
    const indexed: AssetId[] = [];
    const now = at + 9_000_000;
    const job = new ErasuresElsewhere({
      takeDowns: { listErasedSince: listOf(erasedAt(7, 'one', at), () => now) },
      isAlone: () => true,
      encounters: () => 0,
      cursor,
      searched: { erase: async (ids) => void indexed.push(...ids) },
      fileItems: { forgetAll: () => undefined },
      clock: { now: () => new Date(now) },
      everyMs: 60_000,
    });
    await job.run();
    await job.run();
    expect(indexed).toEqual(['one']);
    expect(await cursor.find()).toEqual(new Date(now));
  });

  it('keeps how far it has come beside the index, and looks at all again where that is torn', async () => {
    const directory = temporaryDirectory();
    const cursor = new ErasureCursorFile(directory);
    expect(await cursor.find()).toBeNull();
    await cursor.advance(new Date(5_000));
    expect(await new ErasureCursorFile(directory).find()).toEqual(new Date(5_000));
    await writeFile(join(directory, 'erased-until'), '\0');
    expect(await cursor.find()).toEqual(new Date(0));
  });
});
