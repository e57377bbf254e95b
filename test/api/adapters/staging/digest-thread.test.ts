import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DigestThread } from '@lanran/api/ingest/adapters/digests/digest-thread';

const A_MINUTE = 60_000;

describe('a digest thread', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('ends when it was without a digest for a while, and not before', async () => {
    const thread = new DigestThread({ parts: ['sha256'], isBackground: false });
    await thread.ask({ act: 'begin', digestId: 0 });

    vi.advanceTimersByTime(A_MINUTE);
    expect(thread.isAlive).toBe(true);
    const { sha256 } = await thread.ask({ act: 'finish', digestId: 0 });
    vi.advanceTimersByTime(A_MINUTE);

    expect(sha256).toMatch(/^(?:0x)?e3b0c442/);
    expect(thread.isAlive).toBe(false);
  });
});
