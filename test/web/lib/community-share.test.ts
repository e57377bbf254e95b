import { describe, expect, it } from 'vitest';
import { communityShareOf } from '../../../web/lib/labels/community-share.ts';

describe('the community’s share of a price', () => {
  it('is rounded up to the smallest unit, as the contract pays it', () => {
    expect(communityShareOf(1_000_000n, 2_000)).toBe(200_000n);
    expect(communityShareOf(3n, 5_000)).toBe(2n);
    expect(communityShareOf(1n, 1)).toBe(1n);
  });

  it('is nothing of nothing, and all of it at the most', () => {
    expect(communityShareOf(0n, 2_000)).toBe(0n);
    expect(communityShareOf(7n, 0)).toBe(0n);
    expect(communityShareOf(7n, 10_000)).toBe(7n);
  });
});
