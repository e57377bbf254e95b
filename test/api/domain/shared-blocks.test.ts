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
