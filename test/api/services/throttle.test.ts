import { describe, expect, it } from 'vitest';
import { Throttle } from '@lanran/api/platform/concurrency/throttle';

/** A throttle on a clock that moves only while it waits. */
function throttleOf(bytesPerSecond: number) {
  let now = 10_000;
  const throttle = new Throttle({
    bytesPerSecond,
    now: () => now,
    wait: async (ms, signal) => {
      signal.throwIfAborted();
      now += ms;
    },
  });
  return { throttle, passedMs: () => now - 10_000, idle: (ms: number) => void (now += ms) };
}
const { signal } = new AbortController();

describe('the throttle', () => {
  it('lets so many bytes a second through, whatever their portions', async () => {
    const { throttle, passedMs } = throttleOf(1_000);
    for (const bytes of [3_000, 10, 990, 6_000]) await throttle.take(bytes, signal);
    expect(passedMs()).toBeGreaterThanOrEqual(9_700);
    expect(passedMs()).toBeLessThanOrEqual(10_000);
  });

  it('does not make up for a pause by a rush', async () => {
    const { throttle, passedMs, idle } = throttleOf(1_000);
    idle(60_000);
    await throttle.take(10_000, signal);
    expect(passedMs()).toBeGreaterThanOrEqual(60_000 + 9_700);
  });

  it('ends a wait that nobody needs any more', async () => {
    const { throttle } = throttleOf(1);
    const aborted = AbortSignal.abort(new Error('the platform stops'));
    await expect(throttle.take(100, aborted)).rejects.toThrow('the platform stops');
  });
});
