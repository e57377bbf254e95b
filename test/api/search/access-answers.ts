import type { Asset } from '@lanran/api/assets/domain/asset';
import type { AssetFilter } from '@lanran/api/assets/domain/asset-query';
import type { Actor } from '@lanran/api/platform/kernel/actor';
import type { SearchSort } from '@lanran/api/search/domain/search-sort';
import { Highlighter } from '@lanran/api/search/domain/highlighting';
import type { SearchService } from '@lanran/api/search/services/search';
import { highlightsOf } from '@lanran/api/search/services/highlights';
import { SearchedCatalog } from './access-scene.ts';

export interface Question {
  readonly filter: AssetFilter;
  readonly sort?: SearchSort;
  readonly hasFacets?: boolean;
}

interface Searched {
  readonly searching: { readonly search: Pick<SearchService, 'search'> };
}

/** Everything that an answer says, as GraphQL shows it. */
export async function ask({ searching }: Searched, actor: Actor, question: Question) {
  const answer = await searching.search.search(actor, {
    sort: 'RELEVANCE',
    page: { first: 1_000, after: null },
    hasFacets: false,
    ...question,
  });
  const highlighter = new Highlighter(answer.parts.flatMap((part) => part.alternatives));
  return {
    ...answer,
    items: answer.items.map(({ asset, cursor, matches }) => ({
      id: asset.id,
      cursor,
      matches,
      highlights: highlightsOf(asset, highlighter),
    })),
  };
}

/** What is answered where there is nothing but what a reader may see; the same for all who see the same. */
export class OnlyTheirs {
  static readonly #all = new Map<string, OnlyTheirs>();
  readonly catalog: SearchedCatalog;
  readonly #answers = new Map<string, string>();

  private constructor(assets: readonly Asset[]) {
    this.catalog = new SearchedCatalog(assets);
  }

  static of(assets: readonly Asset[]): OnlyTheirs {
    const key = assets.map(({ id }) => id).join();
    const theirs = this.#all.get(key) ?? new OnlyTheirs(assets);
    this.#all.set(key, theirs);
    return theirs;
  }

  static async close(): Promise<void> {
    for (const { catalog } of this.#all.values()) await catalog.close();
  }

  async answer(actor: Actor, question: Question): Promise<string> {
    const key = JSON.stringify(question);
    const known = this.#answers.get(key) ?? JSON.stringify(await ask(this.catalog, actor, question));
    this.#answers.set(key, known);
    return known;
  }
}
