import { describe, expect, it } from 'vitest';
import { RateLimit } from '@lanran/api/http/rate-limit';

describe('a rate limit', () => {
  it('gives each key its share of a window, and a new share in the next', () => {
    const limit = new RateLimit({ most: 2, windowMs: 1_000 });
    expect([limit.take('a', 0), limit.take('a', 1), limit.take('a', 2)]).toEqual([true, true, false]);
    expect(limit.take('b', 3)).toBe(true);
    expect(limit.take('a', 1_000)).toBe(true);
  });
});
