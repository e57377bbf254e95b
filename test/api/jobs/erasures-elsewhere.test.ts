import { describe, expect, it } from 'vitest';
import { ErasuresElsewhere } from '@lanran/api/takedowns/jobs/erasures-elsewhere';
import type { TakeDown } from '@lanran/api/assets/domain/take-down';
import type { AssetId } from '@lanran/protocol/kernel/ids';

/** Only what the job reads. */
function erasedAt(leafIndex: number, assetId: string, at: number): TakeDown & { readonly at: number } {
  return { leafIndex, assetId, at } as never;
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
});
