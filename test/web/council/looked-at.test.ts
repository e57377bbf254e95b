import { describe, expect, it } from 'vitest';
import { wasLookedAt } from '../../../web/features/council/consents/model/looked-at.ts';

describe('saying that the list was looked through', () => {
  it('counts for what was on it, and for less', () => {
    expect(wasLookedAt(['a', 'b'], ['b', 'a'])).toBe(true);
    expect(wasLookedAt(['a', 'b'], ['a'])).toBe(true);
  });

  it('is said anew when something joined the list since', () => {
    expect(wasLookedAt(['a', 'b'], ['a', 'b', 'c'])).toBe(false);
    expect(wasLookedAt(['a', 'b'], ['c'])).toBe(false);
  });

  it('is never taken for granted', () => {
    expect(wasLookedAt(null, [])).toBe(false);
  });
});
