import { describe, it, vi } from 'vitest';
import { collectAfterWork } from '@lanran/embedded/collect-after-work';

/** More than V8 has room for among what is young: it collects while this is made. */
function work(): { readonly left: WeakRef<object> } {
  let latest: number[] = [];
  for (let round = 0; round < 400; round += 1) latest = Array.from({ length: 20_000 }, (_, at) => at + 0.5);
  return { left: new WeakRef(latest) };
}

describe('after work', () => {
  it('frees what the work left, though nobody needs the room', async () => {
    collectAfterWork({ quietMs: 50 });

    const { left } = work();

    await vi.waitUntil(() => left.deref() === undefined, { timeout: 5_000, interval: 100 });
  });
});
