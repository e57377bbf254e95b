import { describe, expect, it } from 'vitest';
import { speedsBetween } from '../../../web/features/institution/jobs/model/use-upload-speeds.ts';

function readAt(readAt: number, received: Readonly<Record<string, number>>) {
  const uploads = Object.entries(received).map(([id, bytes]) => ({
    id,
    draftId: 'draft',
    path: `${id}.tif`,
    bytes: '1000000',
    receivedBytes: String(bytes),
    expiresAt: null,
  }));
  return { uploads, readAt };
}

describe('the speed of uploads', () => {
  it('is what arrived between two looks, and is not said of what stands still or is new', () => {
    const speeds = speedsBetween(readAt(0, { a: 0, b: 500 }), readAt(4_000, { a: 8_000, b: 500, c: 900 }));
    expect([...speeds]).toEqual([['a', 2_000]]);
  });

  it('is not known at the first look', () => {
    expect(speedsBetween(null, readAt(0, { a: 5 })).size).toBe(0);
  });
});
