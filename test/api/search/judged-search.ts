import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Asset } from '@lanran/api/assets/domain/asset';
import { ThreadedAssetIndex } from '@lanran/api/search/adapters/libsql/threaded-asset-index';
import { ConceptLabelsReader } from '@lanran/api/search/services/concept-labels-reader';
import { IndexFollower } from '@lanran/api/search/services/index-follower';
import { SearchService } from '@lanran/api/search/services/search';
import { SHIPPED_READER } from '../../support/concepts.ts';
import { CatalogDouble, NO_COLORS, organizationsOf } from './catalog-double.ts';

/** The search of the product over assets in memory, as a guest asks it. */
export class JudgedSearch {
  readonly #directory: string;
  readonly #index: ThreadedAssetIndex;
  readonly #search: SearchService;

  private constructor(directory: string, index: ThreadedAssetIndex, search: SearchService) {
    [this.#directory, this.#index, this.#search] = [directory, index, search];
  }

  /** `slugs`: of the organizations that they name. */
  static async over(assets: readonly Asset[], slugs: readonly string[]): Promise<JudgedSearch> {
    const directory = mkdtempSync(join(tmpdir(), 'lanran-judged-'));
    const catalog = new CatalogDouble();
    for (const asset of assets) catalog.put(asset);
    const index = new ThreadedAssetIndex({ directory });
    const follower = new IndexFollower({
      index,
      assets: catalog,
      organizations: organizationsOf(new Map([...slugs].map((slug) => [slug, { en: slug }]))) as never,
      projections: catalog,
      concepts: SHIPPED_READER,
      coverColors: NO_COLORS,
      logger: { info: () => undefined, warn: () => undefined },
    });
    await follower.follow().catch(() => undefined);
    await follower.settled();
    const search = new SearchService({
      index,
      follower,
      assets: catalog,
      labels: new ConceptLabelsReader(SHIPPED_READER),
      concepts: SHIPPED_READER,
      clock: { now: () => new Date() },
    });
    return new JudgedSearch(directory, index, search);
  }

  /** 1 where the first asset is relevant, 1/2 for the second; 0 when none of the first 50 is. */
  async reciprocalRank(text: string, isRelevant: (asset: Asset) => boolean): Promise<number> {
    const page = { first: 50, after: null };
    const question = { filter: { text }, sort: 'RELEVANCE', page, hasFacets: false } as const;
    const { items } = await this.#search.search({ kind: 'anonymous' }, question);
    const rank = items.findIndex(({ asset }) => isRelevant(asset));
    return rank < 0 ? 0 : 1 / (rank + 1);
  }

  /** The titles of what a guest finds, the best first, and the parts that were searched. */
  async find(text: string): Promise<{ readonly titles: string[]; readonly parts: string[] }> {
    const page = { first: 50, after: null };
    const question = { filter: { text }, sort: 'RELEVANCE', page, hasFacets: false } as const;
    const { items, parts, isWhole } = await this.#search.search({ kind: 'anonymous' }, question);
    return {
      titles: isWhole ? items.map(({ asset }) => asset.metadata.title.en ?? '') : [],
      parts: parts.map((part) => part.text),
    };
  }

  async close(): Promise<void> {
    await this.#index.close();
    rmSync(this.#directory, { recursive: true });
  }
}
