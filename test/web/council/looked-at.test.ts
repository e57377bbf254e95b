import { describe, expect, it } from 'vitest';
import { isReviewed } from '../../../web/features/council/consents/model/reviewed.ts';

describe('saying that the list was looked through', () => {
  it('counts for what was on it, and for less', () => {
    expect(isReviewed(['a', 'b'], ['b', 'a'])).toBe(true);
    expect(isReviewed(['a', 'b'], ['a'])).toBe(true);
  });

  it('is said anew when something joined the list since', () => {
    expect(isReviewed(['a', 'b'], ['a', 'b', 'c'])).toBe(false);
    expect(isReviewed(['a', 'b'], ['c'])).toBe(false);
  });

  it('is never taken for granted', () => {
    expect(isReviewed(null, [])).toBe(false);
  });
});
