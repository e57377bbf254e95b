import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SharedBlocks } from '@lanran/api/ingest/domain/shared-blocks';

describe('shared blocks', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are used again soon, and given up when nobody used them for a while', () => {
    const blocks = new SharedBlocks();
    const first = blocks.take();
    blocks.giveBack(first);

    const soon = blocks.take();
    blocks.giveBack(soon);
    vi.advanceTimersByTime(60_000);
    const later = blocks.take();

    expect(soon.buffer).toBe(first.buffer);
    expect(later.buffer).not.toBe(first.buffer);
  });
});

it('leaves each upload four, and fewer the more there are, but two', () => {
  const blocks = new SharedBlocks();
  const shares = [blocks.share];
  for (let uploads = 1; uploads <= 6; uploads += 1) {
    blocks.enter();
    shares.push(blocks.share);
  }
  for (let uploads = 6; uploads >= 1; uploads -= 1) blocks.leave();
  shares.push(blocks.share);

  expect(shares).toEqual([4, 4, 4, 3, 2, 2, 2, 4]);
});
