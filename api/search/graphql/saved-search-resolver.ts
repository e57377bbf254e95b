import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { toAssetFilter } from './asset-filter-input.ts';
import { AssetFilterInput } from './asset-inputs.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST } from '../../platform/graphql/cost.ts';
import type { SavedSearch } from '../domain/saved-search.ts';
import type { SavedSearches } from '../services/saved-searches.ts';
import { SavedSearchNode, toSavedSearchNode } from './saved-search-node.ts';

/** Each of them is counted. */
const LIST_COST = 300;

@Resolver(() => SavedSearchNode)
export class SavedSearchResolver {
  readonly #searches: SavedSearches;

  constructor(searches: SavedSearches) {
    this.#searches = searches;
  }

  @Query(() => [SavedSearchNode], { complexity: LIST_COST, description: 'One’s own, by name.' })
  async savedSearches(@Ctx() context: GraphqlContext): Promise<SavedSearchNode[]> {
    const searches = await this.#searches.list(context.actor);
    return Promise.all(searches.map((search) => this.#toNode(context, search)));
  }

  @Mutation(() => SavedSearchNode, {
    complexity: ACT_COST,
    description: 'For oneself; at most 100, each with a name of its own of 1 to 100 characters.',
  })
  async saveSearch(
    @Ctx() context: GraphqlContext,
    @Arg('name', () => String) name: string,
    @Arg('filter', () => AssetFilterInput) filter: AssetFilterInput,
  ): Promise<SavedSearchNode> {
    return this.#toNode(context, await this.#searches.save(context.actor, name, toAssetFilter(filter)));
  }

  @Mutation(() => SavedSearchNode, { complexity: ACT_COST })
  async renameSavedSearch(
    @Ctx() context: GraphqlContext,
    @Arg('id', () => ID) id: string,
    @Arg('name', () => String) name: string,
  ): Promise<SavedSearchNode> {
    return this.#toNode(context, await this.#searches.rename(context.actor, id, name));
  }

  @Mutation(() => Boolean, { complexity: ACT_COST, description: 'Again is the same.' })
  async deleteSavedSearch(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
  ): Promise<boolean> {
    await this.#searches.remove(actor, id);
    return true;
  }

  async #toNode({ actor, loaders }: GraphqlContext, search: SavedSearch): Promise<SavedSearchNode> {
    return toSavedSearchNode(search, await this.#searches.count(actor, search.filter), loaders);
  }
}
