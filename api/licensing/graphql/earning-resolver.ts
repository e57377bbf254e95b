import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { OPERATOR_ACCOUNT } from '../domain/earning.ts';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import type { EarningsService } from '../services/earnings.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { pageCost } from '../../platform/graphql/cost.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { AssetNode, toAssetNode } from '../../assets/graphql/asset-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import { EarningConnection, EarningNode, toEarningNode } from './earning-node.ts';
import { LicenseNode, toLicenseNode } from './license-nodes.ts';
import { ASSETS } from '../../assets/graphql/loaders.ts';
import { LICENSES } from './loaders.ts';

@Resolver(() => EarningNode)
export class EarningResolver {
  readonly #earnings: EarningsService;

  constructor(earnings: EarningsService) {
    this.#earnings = earnings;
  }

  @Query(() => EarningConnection, {
    complexity: pageCost,
    description: 'Of an organization of yours, newest first.',
  })
  async earnings(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<ConnectionOf<EarningNode>> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toConnection(await this.#earnings.list(actor, id, parsePageRequest(first, after)), toEarningNode);
  }

  @FieldResolver(() => LicenseNode, {
    nullable: true,
    description: 'Null for a claim, and for the operator, which is no party of licenses.',
  })
  async license(
    @Root() { source }: EarningNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<LicenseNode | null> {
    const { licenseId, organizationId } = source;
    if (licenseId === null || organizationId === OPERATOR_ACCOUNT) return null;
    const license = await loaders.of(LICENSES).load(licenseId);
    return license === null ? null : toLicenseNode(license);
  }

  @FieldResolver(() => AssetNode, { nullable: true, description: 'Null when it does not exist for you.' })
  async asset(
    @Root() { source }: EarningNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<AssetNode | null> {
    const asset = source.assetId === null ? null : await loaders.of(ASSETS).load(source.assetId);
    return asset === null ? null : toAssetNode(asset);
  }
}
