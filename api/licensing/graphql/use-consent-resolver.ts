import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { OrganizationId } from '@lanran/protocol/kernel/ids';
import type { LicensingService } from '../services/licensing.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LIST_COST } from '../../platform/graphql/cost.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { AssetNode, toAssetNode } from '../../assets/graphql/asset-node.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { OfferNode } from './license-nodes.ts';
import { toUseConsentNode, UseConsentNode } from '../../consent/graphql/use-consent-node.ts';
import { ASSETS } from '../../assets/graphql/loaders.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

/** Of what one organization alone may take. */
@Resolver(() => UseConsentNode)
export class UseConsentResolver {
  readonly #licensing: LicensingService;

  constructor(services: { readonly licensing: LicensingService }) {
    this.#licensing = services.licensing;
  }

  @Query(() => [UseConsentNode], {
    complexity: LIST_COST,
    description:
      'To one use each, the last 100 that the council of a community of yours granted, the latest change first.',
  })
  async useConsents(
    @Ctx() { actor }: GraphqlContext,
    @Arg('communityId', () => ID) communityId: string,
  ): Promise<UseConsentNode[]> {
    const community = toOrganizationId(communityId, 'communityId');
    return (await this.#licensing.useConsentsGivenBy(actor, community)).map(toUseConsentNode);
  }

  @FieldResolver(() => AssetNode, { nullable: true, description: 'Null when it is not for you to see.' })
  async asset(@Root() { source }: UseConsentNode, @Ctx() { loaders }: GraphqlContext) {
    const asset = await loaders.of(ASSETS).load(source.assetId);
    return asset === null ? null : toAssetNode(asset);
  }

  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'Who may be sold the license.' })
  async licensee(@Root() { source }: UseConsentNode, @Ctx() context: GraphqlContext) {
    return findOrganization(context, source.licensee);
  }

  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'The holder it names.' })
  async holder(@Root() { source }: UseConsentNode, @Ctx() context: GraphqlContext) {
    return findOrganization(context, source.holder);
  }
}

@Resolver(() => OfferNode)
export class OfferResolver {
  @FieldResolver(() => OrganizationNode, {
    nullable: true,
    description: 'The one organization that can take it; null: anybody.',
  })
  async licensee(@Root() { source }: OfferNode, @Ctx() context: GraphqlContext) {
    return source.licensee === null ? null : findOrganization(context, source.licensee);
  }
}

async function findOrganization(
  { loaders }: GraphqlContext,
  id: OrganizationId,
): Promise<OrganizationNode | null> {
  const organization = await loaders.of(ORGANIZATIONS).load(id);
  return organization === null ? null : toOrganizationNode(organization);
}
