import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { AssetNode } from '../../assets/graphql/asset-node.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

/** To whom an asset is handed over. */
@Resolver(() => AssetNode)
export class AssetCustodyResolver {
  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'To whom its holder offers it.' })
  async custodyOffer(
    @Root() { source }: AssetNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    if (source.custodyOffer === null) return null;
    const taker = await loaders.of(ORGANIZATIONS).load(source.custodyOffer);
    return taker === null ? null : toOrganizationNode(taker);
  }
}
