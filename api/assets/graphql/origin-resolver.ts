import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { CatalogService } from '../services/catalog.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LIST_COST } from '../../platform/graphql/cost.ts';
import { toAssetNode } from './asset-node.ts';
import { FileOrigin } from './file-origin.ts';

/** From a file's content to what was published of it. */
@Resolver()
export class OriginResolver {
  readonly #catalog: CatalogService;

  constructor(catalog: CatalogService) {
    this.#catalog = catalog;
  }

  @Query(() => [FileOrigin], {
    complexity: LIST_COST,
    description: 'Assets whose present version has a file with this SHA-256 (64 hex digits).',
  })
  async fileOrigins(
    @Ctx() { actor }: GraphqlContext,
    @Arg('sha256', () => String) sha256: string,
  ): Promise<FileOrigin[]> {
    const origins = await this.#catalog.findOrigins(actor, sha256.toLowerCase());
    return origins.map(({ asset, path }) => ({ asset: toAssetNode(asset), path }));
  }
}
