import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LIST_COST } from '../../platform/graphql/cost.ts';
import { AssetNode } from '../../assets/graphql/asset-node.ts';
import { DisputeNode, toDisputeNode } from './dispute-node.ts';
import { DISPUTES } from './loaders.ts';

/** Who disputes an asset. */
@Resolver(() => AssetNode)
export class AssetDisputesResolver {
  @FieldResolver(() => [DisputeNode], { complexity: LIST_COST, description: 'Open ones, oldest first.' })
  async disputes(@Root() { source }: AssetNode, @Ctx() { loaders }: GraphqlContext): Promise<DisputeNode[]> {
    return (await loaders.of(DISPUTES).load(source.id)).map(toDisputeNode);
  }
}
