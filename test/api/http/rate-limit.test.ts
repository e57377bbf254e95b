import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RateLimit } from '@lanran/api/platform/http/rate-limit';

describe('a rate limit', () => {
  it('gives each key its share of a window, and a new share in the next', () => {
    const limit = new RateLimit({ most: 2, windowMs: 1_000 });
    expect([limit.take('a', 0), limit.take('a', 1), limit.take('a', 2)]).toEqual([true, true, false]);
    expect(limit.take('b', 3)).toBe(true);
    expect(limit.take('a', 1_000)).toBe(true);
  });

  it('gives no second share at the edge between two windows', () => {
    const limit = new RateLimit({ most: 10, windowMs: 1_000 });
    const takes = (now: number) => Array.from({ length: 20 }, () => limit.take('a', now)).filter(Boolean);
    limit.take('b', 0);
    expect(takes(999)).toHaveLength(10);
    expect(takes(1_000)).toHaveLength(0);
    expect(takes(1_999)).toHaveLength(10);
  });

  it('gives a key at most two shares in the time of one, whenever it asks', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 100 });
    fc.assert(
      fc.property(gaps, (steps) => {
        const limit = new RateLimit({ most: 5, windowMs: 1_000 });
        let now = 0;
        const taken = steps.flatMap((step) => (limit.take('a', (now += step)) ? [now] : []));
        for (const start of taken)
          expect(taken.filter((at) => at >= start && at < start + 1_000).length).toBeLessThanOrEqual(10);
      }),
    );
  });

  it('does not count what it refuses', () => {
    const limit = new RateLimit({ most: 1, windowMs: 1_000 });
    for (let now = 0; now < 1_000; now += 100) limit.take('a', now);
    expect(limit.take('a', 1_000)).toBe(true);
  });

  it('remembers a bounded number of keys, the latest', () => {
    const limit = new RateLimit({ most: 1, windowMs: 1_000, maxKeys: 100 });
    for (let at = 0; at < 1_000; at += 1) expect(limit.take(`network ${at}`, 0)).toBe(true);
    expect(limit.take('network 999', 1)).toBe(false);
    expect(limit.take('network 900', 1)).toBe(false);
    expect(limit.take('network 899', 1)).toBe(true);
  });
});
