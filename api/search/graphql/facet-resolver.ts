import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { AssetFilterInput } from './asset-inputs.ts';
import { toAssetFilter } from './asset-filter-input.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import type { SearchService } from '../services/search.ts';
import { AssetFacets, toFacets } from './facet-nodes.ts';

/** It counts every asset under the filter. */
const FACETS_COST = 100;

@Resolver()
export class FacetResolver {
  readonly #search: SearchService;

  constructor(search: SearchService) {
    this.#search = search;
  }

  @Query(() => AssetFacets, {
    complexity: FACETS_COST,
    description: 'What a catalog offers to narrow down by.',
  })
  async assetFacets(
    @Ctx() { actor, loaders }: GraphqlContext,
    @Arg('filter', () => AssetFilterInput, { nullable: true }) filter?: AssetFilterInput | null,
  ): Promise<AssetFacets> {
    const facets = await this.#search.facets(actor, filter == null ? {} : toAssetFilter(filter));
    return toFacets(facets, loaders);
  }
}
