import { describe, expect, it } from 'vitest';
import type { Asset } from '@lanran/api/assets/domain/asset';
import { KeptAnswers } from '@lanran/api/front/services/kept-answers';
import { RecentPublications } from '@lanran/api/front/services/recent-publications';
import { ANONYMOUS } from '@lanran/api/platform/kernel/actor';
import { type OrganizationId, organizationIdOf } from '@lanran/protocol/kernel/ids';

const [MUSEUM, ARCHIVE] = [organizationIdOf('museum'), organizationIdOf('archive')];

interface Published {
  readonly holder: OrganizationId;
  readonly at: string;
  readonly index: number;
}

/** A catalog of these, as far as the service asks one. */
function catalogOf(published: readonly Published[]) {
  const assets = published.map(
    ({ holder, at, index }) => ({ holder, publishedAt: new Date(at), publishedIndex: index }) as Asset,
  );
  const of = (holder: OrganizationId | undefined) => assets.filter((asset) => asset.holder === holder);
  return {
    newest: async (_actor: unknown, query: Parameters<RecentCatalog['newest']>[1]) =>
      of(query.filter.holder)
        .filter(
          ({ publishedAt }) => query.publishedBefore === undefined || publishedAt < query.publishedBefore,
        )
        .sort((one, other) => other.publishedIndex - one.publishedIndex)
        .slice(0, query.first),
    countPublished: async (_actor: unknown, query: Parameters<RecentCatalog['countPublished']>[1]) =>
      of(query.filter.holder).filter(
        ({ publishedAt }) => publishedAt >= query.from && publishedAt < query.before,
      ).length,
  };
}

function publicationsOf(published: readonly Published[]): RecentPublications {
  const holders = new Map(published.map(({ holder }) => [holder, 1]));
  return new RecentPublications({ catalog: catalogOf(published), holdings: { count: async () => holders } });
}

type RecentCatalog = ConstructorParameters<typeof RecentPublications>[0]['catalog'];

describe('recent publications', () => {
  it('are one for each holder and day, however many an import had', async () => {
    const imported = Array.from({ length: 500 }, (_, at) => ({
      holder: MUSEUM,
      at: '2026-11-20T10:00:00Z',
      index: 10 + at,
    }));
    const single = [
      { holder: ARCHIVE, at: '2026-11-20T23:59:00Z', index: 600 },
      { holder: ARCHIVE, at: '2026-11-21T00:01:00Z', index: 601 },
      { holder: MUSEUM, at: '2026-11-01T00:00:00Z', index: 1 },
    ];
    const publications = publicationsOf([...imported, ...single]);
    const days = await publications.list(ANONYMOUS, 12);
    expect(days.map(({ holder, count }) => [holder, count])).toEqual([
      [ARCHIVE, 1],
      [ARCHIVE, 1],
      [MUSEUM, 500],
      [MUSEUM, 1],
    ]);
    expect(days.map(({ assets }) => assets.length)).toEqual([1, 1, 4, 1]);
    expect(await publications.list(ANONYMOUS, 2)).toEqual(days.slice(0, 2));
  });

  it('are none where nothing is published', async () => {
    expect(await publicationsOf([]).list(ANONYMOUS, 12)).toEqual([]);
  });
});

describe('kept answers', () => {
  it('are made anew after a leaf, after some seconds, and after a failure', async () => {
    let [position, now, made] = [1, 0, 0];
    const kept = new KeptAnswers<number>({
      projections: { position: async () => position },
      clock: { now: () => new Date(now) },
    });
    const ask = async () => kept.keep('page', async () => ++made);
    expect([await ask(), await ask()]).toEqual([1, 1]);
    position = 2;
    expect(await ask()).toBe(2);
    now = 11_000;
    expect(await ask()).toBe(3);
    await expect(kept.keep('other', async () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await kept.keep('other', async () => 7)).toBe(7);
  });
});
