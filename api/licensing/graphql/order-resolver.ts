import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import type { LicenseVersions } from '../services/license-versions.ts';
import type { OrdersService } from '../services/orders.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { pageCost } from '../../platform/graphql/cost.ts';
import { toLicenseId, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { AssetNode, toAssetNode } from '../../assets/graphql/asset-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import { OrderConnection, OrderNode, toOrderNode } from './order-node.ts';
import { getOrganization } from './get-organization.ts';
import { OrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { AssetVersionNode, toVersionNode } from '../../assets/graphql/version-node.ts';
import { ASSETS } from '../../assets/graphql/loaders.ts';
import { payableAt } from '../../organizations/domain/billing-profile.ts';
import { PROFILES } from '../../organizations/graphql/loaders.ts';

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
  readonly #versions: Pick<LicenseVersions, 'soldOf'>;

  constructor({
    orders,
    licenseVersions,
  }: {
    readonly orders: OrdersService;
    readonly licenseVersions: Pick<LicenseVersions, 'soldOf'>;
  }) {
    this.#orders = orders;
    this.#versions = licenseVersions;
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
    const asset = await loaders.of(ASSETS).load(source.terms.assetId);
    return asset === null ? null : toAssetNode(asset);
  }

  @FieldResolver(() => AssetVersionNode, {
    nullable: true,
    description: 'What was ordered; null: its terms name no published version.',
  })
  async version(@Root() { source }: OrderNode): Promise<AssetVersionNode | null> {
    const ordered = await this.#versions.soldOf(source);
    return ordered === null ? null : toVersionNode(source.terms.assetId, ordered);
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

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where the holder’s part is paid; null: not said.',
  })
  async holderBankDetails(
    @Root() { source }: OrderNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<string | null> {
    return payableAt(await loaders.of(PROFILES).load(source.holder));
  }

  @FieldResolver(() => OrganizationNode, {
    nullable: true,
    description: 'Whose council says that its share arrived; null: the asset has none.',
  })
  async community(
    @Root() { source }: OrderNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    return source.community === null ? null : getOrganization(loaders, source.community);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where the community’s share is paid; null: not said, or no community.',
  })
  async communityBankDetails(
    @Root() { source }: OrderNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<string | null> {
    if (source.community === null) return null;
    return payableAt(await loaders.of(PROFILES).load(source.community));
  }
}
