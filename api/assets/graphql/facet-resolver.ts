import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { parsePageRequest } from '../../platform/kernel/page.ts';
import type { CatalogService } from '../services/catalog.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { AssetFilterInput } from './asset-inputs.ts';
import { toAssetFilter } from './asset-filter-input.ts';
import { AssetFacets } from './facet-nodes.ts';
import { toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { Term, toTermNodes } from './term-node.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

/** It reads every asset under the filter. */
const FACETS_COST = 100;

@Resolver()
export class FacetResolver {
  readonly #catalog: CatalogService;

  constructor(catalog: CatalogService) {
    this.#catalog = catalog;
  }

  @Query(() => AssetFacets, {
    complexity: FACETS_COST,
    description: 'What a catalog offers to narrow down by.',
  })
  async assetFacets(
    @Ctx() { actor, loaders }: GraphqlContext,
    @Arg('filter', () => AssetFilterInput, { nullable: true }) filter?: AssetFilterInput | null,
  ): Promise<AssetFacets> {
    const facets = await this.#catalog.facets(actor, filter == null ? {} : toAssetFilter(filter));
    const [communities, holders, named] = await Promise.all([
      Promise.all(
        facets.communities.map(async ({ value, count }) => {
          const community = value === null ? null : await loaders.of(ORGANIZATIONS).load(value);
          return { organization: community === null ? null : toOrganizationNode(community), count };
        }),
      ),
      Promise.all(
        facets.holders.map(async ({ value, count }) => {
          const holder = await loaders.of(ORGANIZATIONS).load(value);
          return holder === null ? [] : [{ organization: toOrganizationNode(holder), count }];
        }),
      ),
      toTermNodes(
        facets.terms.map(({ value }) => value),
        loaders,
      ),
    ]);
    const terms = named.map((term, at) => ({ term, count: facets.terms[at]?.count ?? 0 }));
    return { ...facets, communities, holders: holders.flat(), terms };
  }

  @Query(() => [Term], {
    complexity: FACETS_COST,
    description:
      'Terms to choose from: accepted concepts, and what holders propose; text matches code and labels.',
  })
  async vocabularyTerms(
    @Ctx() { actor, loaders }: GraphqlContext,
    @Arg('vocabulary', () => String) vocabulary: string,
    @Arg('text', () => String, { nullable: true }) text: string | null | undefined,
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
  ): Promise<Term[]> {
    const page = parsePageRequest(first, null);
    const question = { vocabulary, text: text ?? '', first: page.first };
    return toTermNodes(await this.#catalog.vocabularyTerms(actor, question), loaders);
  }
}
