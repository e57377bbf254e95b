import { beforeEach, describe, expect, it } from 'vitest';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import { CoverFollower } from '@lanran/api/search/jobs/cover-follower';
import { IndexUnavailableError } from '@lanran/api/search/ports/index-unavailable-error';

const NOW = 1_000_000;
const rootOf = (number: number): Hex => `0x${number.toString(16).padStart(64, '0')}`;

describe('new covers', () => {
  let covers: { root: Hex; changedAt: number }[];
  let refreshed: string[];
  let position: number;
  let isAway: boolean;
  const follower = new CoverFollower({
    covers: {
      listCovers: async ({ after, upTo }, most) =>
        covers
          .filter(({ changedAt }) => after < changedAt && changedAt <= upTo)
          .sort((left, right) => left.changedAt - right.changedAt)
          .slice(0, most),
    },
    assets: { findByManifests: async (roots) => roots.map((root) => ({ id: root })) as never },
    follower: {
      refresh: async (ids) => {
        if (isAway) throw new IndexUnavailableError('away');
        refreshed.push(...ids);
      },
    },
    cursors: {
      read: async () => position,
      advance: async (_, next) => void (position = next),
    },
    clock: { now: () => new Date(NOW) },
    everyMs: 1_000,
  });

  beforeEach(() => {
    [covers, refreshed, position, isAway] = [[], [], 0, false];
  });

  it('have their assets indexed once more, each once', async () => {
    covers = [1, 2].map((number) => ({ root: rootOf(number), changedAt: number }));
    expect(await follower.run()).toBe('idle');
    expect(refreshed).toEqual([rootOf(1), rootOf(2)]);
    await follower.run();
    expect(refreshed).toHaveLength(2);
  });

  it('wait for others that were begun before them', async () => {
    covers = [{ root: rootOf(1), changedAt: NOW - 1 }];
    await follower.run();
    expect([refreshed, position]).toEqual([[], 0]);
  });

  it('are followed again once the index answers', async () => {
    covers = [{ root: rootOf(1), changedAt: 1 }];
    isAway = true;
    await follower.run();
    expect(position).toBe(0);
    isAway = false;
    await follower.run();
    expect(refreshed).toEqual([rootOf(1)]);
  });

  it('are none left out where many came at once', async () => {
    covers = Array.from({ length: 1_203 }, (_, number) => ({
      root: rootOf(number),
      changedAt: 1 + Math.floor(number / 7),
    }));
    let runs = 0;
    while ((await follower.run()) === 'more') runs += 1;
    expect(runs).toBeLessThan(5);
    expect(new Set(refreshed).size).toBe(1_203);
  });
});
