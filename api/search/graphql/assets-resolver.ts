import {
  getDirectiveValues,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  Kind,
  type SelectionNode,
} from 'graphql';
import { Args, ArgsType, Arg, Ctx, Field, Info, Int, Query, Resolver } from 'type-graphql';
import { AssetFilterInput } from './asset-inputs.ts';
import { toAssetFilter } from './asset-filter-input.ts';
import { toAssetNode } from '../../assets/graphql/asset-node.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { pageCost } from '../../platform/graphql/cost.ts';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import type { SearchSort } from '../domain/search-sort.ts';
import { Highlighter } from '../domain/highlighting.ts';
import { highlightsOf } from '../services/highlights.ts';
import type { SearchService } from '../services/search.ts';
import type { SuggestionsService } from '../services/suggestions.ts';
import { toFacets } from './facet-nodes.ts';
import { relevanceOf } from './relevance.ts';
import { toSaleNode, AssetConnection, AssetSortEnum, SearchState, SearchSuggestion } from './search-nodes.ts';

const SUGGESTIONS_COST = 20;

export interface SearchServices {
  readonly search: SearchService;
  readonly suggestions: SuggestionsService;
}

@ArgsType()
class AssetsArgs {
  @Field(() => AssetFilterInput, { nullable: true })
  declare readonly filter?: AssetFilterInput | null;

  @Field(() => AssetSortEnum, {
    nullable: true,
    description: 'RELEVANCE unless given where there is a text, NEWEST where there is none.',
  })
  declare readonly sort?: SearchSort | null;

  @Field(() => Int, { defaultValue: DEFAULT_PAGE })
  declare readonly first: number;

  @Field(() => String, { nullable: true })
  declare readonly after?: string | null;
}

@Resolver()
export class AssetsResolver {
  readonly #services: SearchServices;

  constructor(services: SearchServices) {
    this.#services = services;
  }

  @Query(() => AssetConnection, { complexity: pageCost, description: 'What exists for the one who asks.' })
  async assets(
    @Ctx() { actor, loaders }: GraphqlContext,
    @Args(() => AssetsArgs) { filter: input, sort, first, after }: AssetsArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AssetConnection> {
    const { search } = this.#services;
    const filter = input == null ? {} : toAssetFilter(input);
    const answer = await search.search(actor, {
      filter,
      sort: sort ?? (filter.text === undefined ? 'NEWEST' : 'RELEVANCE'),
      page: parsePageRequest(first, after),
      hasFacets: isAskedFor(info, 'facets'),
    });
    const alternatives = answer.parts.flatMap((part) => part.alternatives);
    const highlighter = alternatives.length === 0 ? null : new Highlighter(alternatives);
    const labels = await search.labels();
    const explained = {
      texts: answer.texts,
      nameOf: (key: string) => labels.find(key)?.name ?? null,
    };
    return {
      edges: answer.items.map(({ asset, sale, cursor, matches }) => ({
        cursor,
        node: toAssetNode(asset),
        sale: toSaleNode(sale),
        relevance: relevanceOf(matches, explained),
        highlights: highlighter === null ? [] : highlightsOf(asset, highlighter),
      })),
      pageInfo: { hasNextPage: answer.hasNextPage, endCursor: answer.items.at(-1)?.cursor ?? null },
      totalCount: answer.totalCount,
      parts: answer.parts.map(({ text, count, insteadOf }) => ({ text, count, instead: insteadOf })),
      leftOut: answer.leftOut,
      isWhole: answer.isWhole,
      facets: answer.facets === null ? null : await toFacets(answer.facets, loaders),
    };
  }

  @Query(() => [SearchSuggestion], {
    complexity: SUGGESTIONS_COST,
    description: 'Empty while the search index is being built.',
  })
  async searchSuggestions(@Arg('text', () => String) text: string): Promise<SearchSuggestion[]> {
    return this.#services.suggestions.suggest(text);
  }

  @Query(() => SearchState)
  searchState(): SearchState {
    const progress = this.#services.search.progress();
    return {
      isReady: this.#services.search.isReady(),
      built: progress?.built ?? null,
      total: progress?.total ?? null,
    };
  }
}

/** Is the field of the answer among those that the query selects, also in a fragment? */
function isAskedFor(info: GraphQLResolveInfo, name: string): boolean {
  const selects = (selections: readonly SelectionNode[]): boolean =>
    selections.some((selection) => {
      const included = getDirectiveValues(GraphQLIncludeDirective, selection, info.variableValues);
      if (included?.['if'] === false) return false;
      if (selection.kind === Kind.FIELD) return selection.name.value === name;
      if (selection.kind === Kind.INLINE_FRAGMENT) return selects(selection.selectionSet.selections);
      return selects(info.fragments[selection.name.value]?.selectionSet.selections ?? []);
    });
  return info.fieldNodes.some((node) => selects(node.selectionSet?.selections ?? []));
}
