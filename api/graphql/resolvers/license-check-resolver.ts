import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../domain/errors.ts';
import type { LicenseChecks } from '../../services/license-checks.ts';
import type { GraphqlContext } from '../context.ts';
import { toLicenseId } from '../inputs/parse.ts';
import { AssetNode, toAssetNode } from '../types/asset-node.ts';
import { LicenseCheckNode, toLicenseCheckNode } from '../types/license-check-node.ts';
import { OrganizationNode, toOrganizationNode } from '../types/organization-node.ts';

@Resolver(() => LicenseCheckNode)
export class LicenseCheckResolver {
  readonly #licenseChecks: LicenseChecks;

  constructor(licenseChecks: LicenseChecks) {
    this.#licenseChecks = licenseChecks;
  }

  @Query(() => LicenseCheckNode, {
    nullable: true,
    description: 'For anybody who has the id; null when no such license was sold.',
  })
  async licenseCheck(@Arg('id', () => ID) id: string): Promise<LicenseCheckNode | null> {
    const check = await this.#licenseChecks.find(toLicenseId(id, 'id'));
    return check === null ? null : toLicenseCheckNode(check);
  }

  @FieldResolver(() => AssetNode, { nullable: true, description: 'Null when it does not exist for you.' })
  async asset(
    @Root() { source }: LicenseCheckNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<AssetNode | null> {
    const asset = await loaders.assets.load(source.terms.assetId);
    return asset === null ? null : toAssetNode(asset);
  }

  @FieldResolver(() => OrganizationNode, { description: 'Who sold it.' })
  async holder(
    @Root() { source }: LicenseCheckNode,
    @Ctx() context: GraphqlContext,
  ): Promise<OrganizationNode> {
    return organizationNode(source.holder, context);
  }

  @FieldResolver(() => OrganizationNode, { description: 'Who has it now.' })
  async licensee(
    @Root() { source }: LicenseCheckNode,
    @Ctx() context: GraphqlContext,
  ): Promise<OrganizationNode> {
    return organizationNode(source.licensee, context);
  }
}

async function organizationNode(
  id: LicenseCheckNode['source']['holder'],
  { loaders }: GraphqlContext,
): Promise<OrganizationNode> {
  const organization = await loaders.organizations.load(id);
  if (organization === null) throw new NotFoundError(`Organization ${id}`);
  return toOrganizationNode(organization);
}
