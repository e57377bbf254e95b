import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LogProjection } from '@lanran/api/log/jobs/log-projection';
import type { LeafStore } from '@lanran/api/log/ports/leaf-store';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Of the process, over positions that all processes share. */
function projectionOver(positions: Map<string, number>): LogProjection {
  return new LogProjection({
    leaves: {
      size: async () => 9,
      list: async (from: number, to: number) => Array.from({ length: to - from }),
    } as unknown as LeafStore,
    cursors: {
      read: async (follower) => positions.get(follower) ?? 0,
      advance: async (follower, position) => void positions.set(follower, position),
    },
    apply: async () => undefined,
    everyMs: 1_000,
  });
}

it('shows its own leaves at once, and those of another process within a tenth of a second', async () => {
  const positions = new Map<string, number>();
  const [here, elsewhere] = [projectionOver(positions), projectionOver(positions)];
  expect(await here.recentPosition()).toBe(0);
  await here.followTo(3);
  expect(await here.recentPosition()).toBe(4);
  await elsewhere.followTo(5);
  expect(await here.recentPosition()).toBe(4);
  vi.advanceTimersByTime(100);
  expect(await here.recentPosition()).toBe(6);
});
