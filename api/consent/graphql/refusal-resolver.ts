import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import type { ConsentRefusals } from '../services/consent-refusals.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, pageCost } from '../../platform/graphql/cost.ts';
import { toAssetId, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { AssetNode, toAssetNode } from '../../assets/graphql/asset-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { ConsentRefusalConnection, ConsentRefusalNode, toRefusalNode } from './refusal-node.ts';
import { ASSETS } from '../../assets/graphql/loaders.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

/** What councils say no to. */
@Resolver(() => ConsentRefusalNode)
export class RefusalResolver {
  readonly #refusals: ConsentRefusals;

  constructor(refusals: ConsentRefusals) {
    this.#refusals = refusals;
  }

  @Query(() => ConsentRefusalConnection, {
    complexity: pageCost,
    description: 'Of a community or a holder of yours, newest first.',
  })
  async consentRefusals(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<ConnectionOf<ConsentRefusalNode>> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toConnection(await this.#refusals.list(actor, id, parsePageRequest(first, after)), toRefusalNode);
  }

  @Mutation(() => ConsentRefusalNode, {
    complexity: ACT_COST,
    description:
      "A council's no, in 1 to 2,000 characters that its holder reads; another one replaces it, and consent ends it.",
  })
  async refuseConsent(
    @Ctx() { actor }: GraphqlContext,
    @Arg('assetId', () => ID) assetId: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<ConsentRefusalNode> {
    return toRefusalNode(await this.#refusals.refuse(actor, toAssetId(assetId, 'assetId'), reason));
  }

  @Mutation(() => Boolean, { complexity: ACT_COST, description: 'Leaves the question open again.' })
  async takeBackRefusal(
    @Ctx() { actor }: GraphqlContext,
    @Arg('assetId', () => ID) assetId: string,
  ): Promise<boolean> {
    await this.#refusals.takeBack(actor, toAssetId(assetId, 'assetId'));
    return true;
  }

  @FieldResolver(() => AssetNode, { nullable: true, description: 'Null when it no longer exists for you.' })
  async asset(
    @Root() { source }: ConsentRefusalNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<AssetNode | null> {
    const asset = await loaders.of(ASSETS).load(source.assetId);
    return asset === null ? null : toAssetNode(asset);
  }

  @FieldResolver(() => OrganizationNode)
  async community(
    @Root() { source }: ConsentRefusalNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    const community = await loaders.of(ORGANIZATIONS).load(source.community);
    if (community === null) throw new NotFoundError(`Organization ${source.community}`);
    return toOrganizationNode(community);
  }
}
