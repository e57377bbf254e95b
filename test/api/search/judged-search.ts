import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssetColor } from '@lanran/protocol/assets/colors';
import type { Hex } from '@lanran/protocol/kernel/bytes';
import type { Asset } from '@lanran/api/assets/domain/asset';
import { ThreadedAssetIndex } from '@lanran/api/search/adapters/libsql/threaded-asset-index';
import { ConceptLabelsReader } from '@lanran/api/search/services/concept-labels-reader';
import { IndexFollower } from '@lanran/api/search/services/index-follower';
import { type SearchAnswer, SearchService } from '@lanran/api/search/services/search';
import { type Suggestion, SuggestionsService } from '@lanran/api/search/services/suggestions';
import { SHIPPED_READER } from '../../support/concepts.ts';
import { CatalogDouble, NO_COLORS, organizationsOf } from './catalog-double.ts';

/** The search of the product over assets in memory, as a guest asks it. */
export class JudgedSearch {
  readonly #directory: string;
  readonly #index: ThreadedAssetIndex;
  readonly #search: SearchService;
  readonly #suggestions: SuggestionsService;

  private constructor(
    directory: string,
    index: ThreadedAssetIndex,
    { search, suggestions }: { readonly search: SearchService; readonly suggestions: SuggestionsService },
  ) {
    [this.#directory, this.#index] = [directory, index];
    [this.#search, this.#suggestions] = [search, suggestions];
  }

  /** `slugs`: of the organizations that they name; `colors`: of covers, by the root of the version. */
  static async over(
    assets: readonly Asset[],
    slugs: readonly string[],
    colors?: ReadonlyMap<Hex, readonly AssetColor[]>,
  ): Promise<JudgedSearch> {
    const directory = mkdtempSync(join(tmpdir(), 'lanran-judged-'));
    const catalog = new CatalogDouble();
    for (const asset of assets) catalog.put(asset);
    const index = new ThreadedAssetIndex({ directory });
    const organizations = organizationsOf(new Map([...slugs].map((slug) => [slug, { en: slug }]))) as never;
    const follower = new IndexFollower({
      index,
      assets: catalog,
      organizations,
      projections: catalog,
      concepts: SHIPPED_READER,
      coverColors: colors === undefined ? NO_COLORS : { findMany: async () => new Map(colors) },
      logger: { info: () => undefined, warn: () => undefined },
    });
    await follower.follow().catch(() => undefined);
    await follower.settled();
    const labels = new ConceptLabelsReader(SHIPPED_READER);
    const clock = { now: () => new Date() };
    const suggestions = new SuggestionsService({ index, follower, organizations, labels, clock });
    const search = new SearchService({
      index,
      follower,
      assets: catalog,
      labels,
      concepts: SHIPPED_READER,
      clock,
    });
    return new JudgedSearch(directory, index, { search, suggestions });
  }

  /** 1 where the first asset is relevant, 1/2 for the second; 0 when none of the first 50 is. */
  async reciprocalRank(text: string, isRelevant: (asset: Asset) => boolean): Promise<number> {
    const { items } = await this.ask(text);
    const rank = items.findIndex(({ asset }) => isRelevant(asset));
    return rank < 0 ? 0 : 1 / (rank + 1);
  }

  /** The titles of what a guest finds, the best first, and the parts that were searched. */
  async find(text: string): Promise<{ readonly titles: string[]; readonly parts: string[] }> {
    const { items, parts, isWhole } = await this.ask(text);
    return {
      titles: isWhole ? items.map(({ asset }) => asset.metadata.title.en ?? '') : [],
      parts: parts.map((part) => part.text),
    };
  }

  async suggest(text: string): Promise<readonly Suggestion[]> {
    return this.#suggestions.suggest(text);
  }

  async ask(text: string): Promise<SearchAnswer> {
    const page = { first: 50, after: null };
    return this.#search.search(
      { kind: 'anonymous' },
      { filter: { text }, sort: 'RELEVANCE', page, hasFacets: false },
    );
  }

  async close(): Promise<void> {
    await this.#index.close();
    rmSync(this.#directory, { recursive: true });
  }
}
