import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { organizationIdOf, parseLogId } from '@lanran/protocol/kernel/ids';
import { Concepts } from '@lanran/api/concepts/domain/concepts';
import { SearchNotReadyError } from '@lanran/api/platform/kernel/errors';
import { OpenSearchAssetIndex } from '@lanran/api/search/adapters/opensearch/opensearch-asset-index';
import {
  type Answer,
  type Call,
  OpenSearchClient,
} from '@lanran/api/search/adapters/opensearch/opensearch-client';
import { composeSearch } from '@lanran/api/search/compose';
import { InMemorySavedSearches } from '../support/in-memory-saved-searches.ts';
import { assetOf } from '../api/search/access-scene.ts';
import { CatalogDouble, NO_COLORS, organizationsOf } from '../api/search/catalog-double.ts';
import { findOpenSearch, OpenSearchServer } from './opensearch.ts';

const program = findOpenSearch();
const LOGGER = { info: () => undefined, warn: () => undefined } as never;
const MUSEUM = organizationIdOf('museum');
/** Two bulks, each with the position after it. */
const A_BATCH = 700;
const MOMENTS = [0, 1, 2, 3].flatMap((write) =>
  (['before', 'during'] as const).map((when) => ({ write, when })),
);

/** Kills the server at one of the next writes. */
class KillingClient extends OpenSearchClient {
  readonly #server: OpenSearchServer;
  #moment: (typeof MOMENTS)[number] | null = null;
  #writes = 0;

  constructor(server: OpenSearchServer) {
    super({ url: server.url, login: null, logger: LOGGER });
    this.#server = server;
  }

  get hasKilled(): boolean {
    return this.#moment === null;
  }

  killAt(moment: (typeof MOMENTS)[number]): void {
    this.#moment = moment;
    this.#writes = 0;
  }

  override async call(call: Call, others?: readonly number[]): Promise<Answer> {
    const isWrite = (call.method ?? 'GET') !== 'GET' && /\/_bulk|\/_doc\/position/.test(call.path);
    if (!isWrite || this.#moment?.write !== this.#writes++) return super.call(call, others);
    const { when } = this.#moment;
    this.#moment = null;
    if (when === 'before') await this.#server.kill();
    const answer = super.call(call, others);
    await Promise.allSettled([answer, this.#server.kill()]);
    return answer;
  }
}

describe.skipIf(program === null)('OpenSearch, killed while it is written to', () => {
  let server: OpenSearchServer;
  const catalog = new CatalogDouble();
  beforeAll(async () => {
    server = await OpenSearchServer.start(program ?? '');
  });
  afterAll(() => server.stop());

  it('gives the right count or none, and goes on by itself once it is there again', async () => {
    const client = new KillingClient(server);
    const { search } = composeSearch(
      {
        assets: catalog as never,
        organizations: organizationsOf(new Map()) as never,
        concepts: { current: async () => Concepts.NONE },
        savedSearches: new InMemorySavedSearches(),
        descriptions: { listCovers: async () => [] },
        cursors: {} as never,
      },
      {
        index: new OpenSearchAssetIndex({
          client,
          logId: parseLogId(`0x${'09'.repeat(32)}`),
          retryAfterMs: 0,
        }),
        projection: catalog,
        coverColors: NO_COLORS,
        lookEveryMs: 1_000,
        clock: { now: () => new Date('2026-11-25T08:00:00Z') },
        logger: LOGGER,
      },
    );
    const count = async (): Promise<number | null> => {
      const question = { sort: 'RELEVANCE', page: { first: 1, after: null }, hasFacets: true } as const;
      const answer = await search
        .search({ kind: 'anonymous' }, { ...question, filter: { text: 'heron' } })
        .catch((error: unknown) => error);
      if (answer instanceof SearchNotReadyError) return null;
      if (answer instanceof Error) throw answer;
      const { totalCount, facets } = answer as Awaited<ReturnType<typeof search.search>>;
      expect(facets?.holders).toEqual([{ value: MUSEUM, count: totalCount }]);
      return totalCount;
    };
    let published = 0;
    const publish = (assets: number) => {
      for (const end = published + assets; published < end; published += 1)
        catalog.put(assetOf(published, { holder: MUSEUM }, 'OPEN'));
    };
    publish(10);
    await vi.waitFor(async () => expect(await count()).toBe(10), { timeout: 30_000 });

    for (const moment of MOMENTS) {
      publish(A_BATCH);
      client.killAt(moment);
      expect([published, null]).toContain(await count());
      expect(client.hasKilled).toBe(true);
      expect(await count()).toBeNull();
      await server.restart();
      await vi.waitUntil(
        async () => {
          const counted = await count();
          expect([published, null]).toContain(counted);
          return counted !== null;
        },
        { timeout: 60_000, interval: 250 },
      );
    }
  }, 300_000);
});
