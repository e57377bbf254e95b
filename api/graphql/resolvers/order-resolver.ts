import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import type { OrganizationId } from '@lanran/protocol/ids';
import { NotFoundError } from '../../domain/errors.ts';
import { DEFAULT_PAGE, parsePageRequest } from '../../domain/page.ts';
import type { OrdersService } from '../../services/orders.ts';
import type { GraphqlContext } from '../context.ts';
import { pageCost } from '../cost.ts';
import { toLicenseId, toOrganizationId } from '../inputs/parse.ts';
import { AssetNode, toAssetNode } from '../types/asset-node.ts';
import { type ConnectionOf, toConnection } from '../types/connection.ts';
import { OrderConnection, OrderNode, toOrderNode } from '../types/order-node.ts';
import { OrganizationNode, toOrganizationNode } from '../types/organization-node.ts';

@ArgsType()
class OrdersArgs {
  @Field(() => ID, { nullable: true })
  declare readonly licensee?: string | null;

  @Field(() => ID, { nullable: true })
  declare readonly holder?: string | null;

  @Field(() => ID, { nullable: true })
  declare readonly community?: string | null;

  @Field(() => Int, { defaultValue: DEFAULT_PAGE })
  declare readonly first: number;

  @Field(() => String, { nullable: true })
  declare readonly after?: string | null;
}

@Resolver(() => OrderNode)
export class OrderResolver {
  readonly #orders: OrdersService;

  constructor(orders: OrdersService) {
    this.#orders = orders;
  }

  @Query(() => OrderNode, { nullable: true })
  async order(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<OrderNode> {
    return toOrderNode(await this.#orders.order(actor, toLicenseId(id, 'id')));
  }

  @Query(() => OrderConnection, {
    complexity: pageCost,
    description: 'Of an organization of yours, newest first.',
  })
  async orders(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => OrdersArgs) { licensee, holder, community, first, after }: OrdersArgs,
  ): Promise<ConnectionOf<OrderNode>> {
    const filter = {
      ...(licensee != null && { licensee: toOrganizationId(licensee, 'licensee') }),
      ...(holder != null && { holder: toOrganizationId(holder, 'holder') }),
      ...(community != null && { community: toOrganizationId(community, 'community') }),
    };
    const page = await this.#orders.list(actor, filter, parsePageRequest(first, after));
    return toConnection(page, toOrderNode);
  }

  @FieldResolver(() => AssetNode, { nullable: true, description: 'Null when it no longer exists for you.' })
  async asset(@Root() { source }: OrderNode, @Ctx() { loaders }: GraphqlContext): Promise<AssetNode | null> {
    const asset = await loaders.assets.load(source.terms.assetId);
    return asset === null ? null : toAssetNode(asset);
  }

  @FieldResolver(() => OrganizationNode)
  async licensee(
    @Root() { source }: OrderNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    return getOrganization(loaders, source.terms.licensee);
  }

  @FieldResolver(() => OrganizationNode, { description: 'Who offered, and writes the invoice.' })
  async holder(@Root() { source }: OrderNode, @Ctx() { loaders }: GraphqlContext): Promise<OrganizationNode> {
    return getOrganization(loaders, source.holder);
  }
}

async function getOrganization(
  loaders: GraphqlContext['loaders'],
  id: OrganizationId,
): Promise<OrganizationNode> {
  const organization = await loaders.organizations.load(id);
  if (organization === null) throw new NotFoundError(`Organization ${id}`);
  return toOrganizationNode(organization);
}
