import { describe, expect, it } from 'vitest';
import { readAll } from '../../../web/lib/session/connections.ts';

describe('a connection', () => {
  it('is read to its end, page by page', async () => {
    const pages: Record<string, { nodes: number[]; next: string | null }> = {
      start: { nodes: [1, 2], next: 'b' },
      b: { nodes: [3], next: null },
    };
    const read = await readAll(async (after) => {
      const { nodes = [], next = null } = pages[after ?? 'start'] ?? {};
      return {
        edges: nodes.map((node) => ({ node })),
        pageInfo: { hasNextPage: next !== null, endCursor: next },
      };
    });
    expect(read).toEqual([1, 2, 3]);
  });
});
