import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { LicenseChecks } from '../services/license-checks.ts';
import type { LicenseVersions } from '../services/license-versions.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { toLicenseId } from '../../platform/graphql/parse-input.ts';
import { AssetNode, toAssetNode } from '../../assets/graphql/asset-node.ts';
import { LicenseCheckNode, toLicenseCheckNode } from './license-check-node.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { AssetVersionNode, toVersionNode } from '../../assets/graphql/version-node.ts';
import { ASSETS } from '../../assets/graphql/loaders.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

@Resolver(() => LicenseCheckNode)
export class LicenseCheckResolver {
  readonly #licenseChecks: LicenseChecks;
  readonly #versions: Pick<LicenseVersions, 'soldOf'>;

  constructor({
    licenseChecks,
    licenseVersions,
  }: {
    readonly licenseChecks: LicenseChecks;
    readonly licenseVersions: Pick<LicenseVersions, 'soldOf'>;
  }) {
    this.#licenseChecks = licenseChecks;
    this.#versions = licenseVersions;
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
    const asset = await loaders.of(ASSETS).load(source.terms.assetId);
    return asset === null ? null : toAssetNode(asset);
  }

  @FieldResolver(() => Boolean, {
    description: 'False: its terms name no published version of the asset, so that it opens no files.',
  })
  async isOfVersion(@Root() { source }: LicenseCheckNode): Promise<boolean> {
    return (await this.#versions.soldOf(source)) !== null;
  }

  @FieldResolver(() => AssetVersionNode, {
    nullable: true,
    description: 'What was sold; null when there is none, or its asset does not exist for you.',
  })
  async version(
    @Root() { source }: LicenseCheckNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<AssetVersionNode | null> {
    const [asset, sold] = await Promise.all([
      loaders.of(ASSETS).load(source.terms.assetId),
      this.#versions.soldOf(source),
    ]);
    return asset === null || sold === null ? null : toVersionNode(asset.id, sold);
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
  const organization = await loaders.of(ORGANIZATIONS).load(id);
  if (organization === null) throw new NotFoundError(`Organization ${id}`);
  return toOrganizationNode(organization);
}
