import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { DisputesService } from '../services/disputes.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LIST_COST } from '../../platform/graphql/cost.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { AssetNode, toAssetNode } from '../../assets/graphql/asset-node.ts';
import { DisputeNode, toDisputeNode } from './dispute-node.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { ASSETS } from '../../assets/graphql/loaders.ts';
import { REASONS } from '../../log/graphql/loaders.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

@Resolver(() => DisputeNode)
export class DisputeResolver {
  readonly #disputes: DisputesService;

  constructor(disputes: DisputesService) {
    this.#disputes = disputes;
  }

  @Query(() => [DisputeNode], {
    complexity: LIST_COST,
    description: 'Of all assets, the oldest 100. For the accreditor, who decides them.',
  })
  async openDisputes(@Ctx() { actor }: GraphqlContext): Promise<DisputeNode[]> {
    return (await this.#disputes.listForAccreditor(actor)).map(toDisputeNode);
  }

  @Query(() => [DisputeNode], {
    complexity: LIST_COST,
    description:
      'Resolved ones whose disputant still waits before it may dispute the asset again, at most 100. For the accreditor, who may allow it earlier.',
  })
  async waitingDisputes(@Ctx() { actor }: GraphqlContext): Promise<DisputeNode[]> {
    return (await this.#disputes.listWaiting(actor)).map(toDisputeNode);
  }

  @Query(() => [DisputeNode], {
    complexity: LIST_COST,
    description: 'The last 100 that an organization of yours raised, open or over, newest first.',
  })
  async disputes(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
  ): Promise<DisputeNode[]> {
    const disputes = await this.#disputes.listBy(actor, toOrganizationId(organizationId, 'organizationId'));
    return disputes.map(toDisputeNode);
  }

  @FieldResolver(() => AssetNode, { nullable: true, description: 'Null when it does not exist for you.' })
  async asset(
    @Root() { source }: DisputeNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<AssetNode | null> {
    const asset = await loaders.of(ASSETS).load(source.assetId);
    return asset === null ? null : toAssetNode(asset);
  }

  @FieldResolver(() => OrganizationNode, { description: 'The community or auditor that disputes the asset.' })
  async organization(
    @Root() { source }: DisputeNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    const organization = await loaders.of(ORGANIZATIONS).load(source.organizationId);
    if (organization === null) throw new NotFoundError(`Organization ${source.organizationId}`);
    return toOrganizationNode(organization);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Null when its text was not stated here.' })
  async reason(@Root() { source }: DisputeNode, @Ctx() { loaders }: GraphqlContext): Promise<string | null> {
    return loaders.of(REASONS).load(source.reasonHash);
  }
}
