import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogWatch } from '@lanran/api/log/jobs/log-watch';
import { coalesced } from '@lanran/api/platform/concurrency/coalesced';

describe('the watch on the log', () => {
  it('calls once for each time it finds the log grown', async () => {
    let size = 0;
    let calls = 0;
    const watch = new LogWatch({
      leaves: { size: async () => size },
      everyMs: 1_000,
      onGrown: () => {
        calls += 1;
      },
    });
    await watch.run();
    expect(calls).toBe(0);
    size = 3;
    await watch.run();
    await watch.run();
    expect(calls).toBe(1);
    size = 4;
    await watch.run();
    expect(calls).toBe(2);
  });
});

describe('what is coalesced', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is called once for all that asked within the delay, and again for who asks later', () => {
    let calls = 0;
    const ask = coalesced(() => {
      calls += 1;
    }, 100);
    ask();
    vi.advanceTimersByTime(60);
    ask();
    expect(calls).toBe(0);
    vi.advanceTimersByTime(60);
    expect(calls).toBe(1);
    vi.advanceTimersByTime(1_000);
    expect(calls).toBe(1);
    ask();
    vi.advanceTimersByTime(100);
    expect(calls).toBe(2);
  });
});
