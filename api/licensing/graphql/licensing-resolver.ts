import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import type { LicenseVersions } from '../services/license-versions.ts';
import type { LicensingService } from '../services/licensing.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { CHAIN_COST, LIST_COST, pageCost } from '../../platform/graphql/cost.ts';
import { toAssetId, toLicenseId, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { AssetNode, toAssetNode } from '../../assets/graphql/asset-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import {
  LicenseConnection,
  LicensedVersionNode,
  LicenseNode,
  toLicensedVersionNode,
  toLicenseNode,
} from './license-nodes.ts';
import { getOrganization } from './get-organization.ts';
import { OrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { AssetVersionNode, toVersionNode } from '../../assets/graphql/version-node.ts';
import { ASSETS } from '../../assets/graphql/loaders.ts';

@ArgsType()
class LicensesArgs {
  @Field(() => ID, { nullable: true })
  declare readonly licensee?: string | null;

  @Field(() => ID, { nullable: true })
  declare readonly holder?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who granted them, as parts of licenses that it has.' })
  declare readonly grantor?: string | null;

  @Field(() => ID, { nullable: true })
  declare readonly assetId?: string | null;

  @Field(() => Int, { defaultValue: DEFAULT_PAGE })
  declare readonly first: number;

  @Field(() => String, { nullable: true })
  declare readonly after?: string | null;
}

@Resolver(() => LicenseNode)
export class LicensingResolver {
  readonly #licensing: LicensingService;
  readonly #versions: LicenseVersions;

  constructor({
    licensing,
    licenseVersions,
  }: {
    readonly licensing: LicensingService;
    readonly licenseVersions: LicenseVersions;
  }) {
    this.#licensing = licensing;
    this.#versions = licenseVersions;
  }

  @Query(() => LicenseNode, { nullable: true })
  async license(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<LicenseNode> {
    return toLicenseNode(await this.#licensing.license(actor, toLicenseId(id, 'id')));
  }

  @Query(() => LicenseConnection, {
    complexity: pageCost,
    description: 'Of an organization of yours, newest first.',
  })
  async licenses(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => LicensesArgs) { licensee, holder, grantor, assetId, first, after }: LicensesArgs,
  ): Promise<ConnectionOf<LicenseNode>> {
    const filter = {
      ...(licensee != null && { licensee: toOrganizationId(licensee, 'licensee') }),
      ...(holder != null && { holder: toOrganizationId(holder, 'holder') }),
      ...(grantor != null && { grantor: toOrganizationId(grantor, 'grantor') }),
      ...(assetId != null && { assetId: toAssetId(assetId, 'assetId') }),
    };
    const page = await this.#licensing.list(actor, filter, parsePageRequest(first, after));
    return toConnection(page, toLicenseNode);
  }

  @FieldResolver(() => AssetNode, { nullable: true, description: 'Null when it no longer exists for you.' })
  async asset(
    @Root() { source }: LicenseNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<AssetNode | null> {
    const asset = await loaders.of(ASSETS).load(source.terms.assetId);
    return asset === null ? null : toAssetNode(asset);
  }

  @FieldResolver(() => OrganizationNode, {
    description:
      'Who sold it: the organization that held the asset when the license was issued, whoever holds it now. Of a part that a licensee granted, the holder at that time.',
  })
  async holder(
    @Root() { source }: LicenseNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    return getOrganization(loaders, source.holder);
  }

  @FieldResolver(() => OrganizationNode, { description: 'Who has it now.' })
  async licensee(
    @Root() { source }: LicenseNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    return getOrganization(loaders, source.licensee);
  }

  @FieldResolver(() => AssetVersionNode, {
    nullable: true,
    description: 'What was sold; null: its terms name no published version, so that it opens nothing.',
  })
  async version(@Root() { source }: LicenseNode): Promise<AssetVersionNode | null> {
    const sold = await this.#versions.soldOf(source);
    return sold === null ? null : toVersionNode(source.terms.assetId, sold);
  }

  @FieldResolver(() => [LicensedVersionNode], {
    complexity: LIST_COST,
    description: 'Whose files it opens, oldest first: the one that was sold, and those taken since.',
  })
  async versions(@Root() { source }: LicenseNode): Promise<LicensedVersionNode[]> {
    const opened = await this.#versions.openedBy(source);
    return opened.map((each) => toLicensedVersionNode(source, each));
  }

  @FieldResolver(() => AssetVersionNode, {
    nullable: true,
    description:
      'The newest version, which its licensee may take; null where there is none or the terms fix the version.',
  })
  async newerVersion(@Root() { source }: LicenseNode): Promise<AssetVersionNode | null> {
    const newer = await this.#versions.newerThan(source);
    return newer === null ? null : toVersionNode(source.terms.assetId, newer);
  }

  @FieldResolver(() => LicenseConnection, {
    complexity: pageCost,
    description: 'Parts of it that were granted to other organizations, newest first.',
  })
  async granted(
    @Root() { source }: LicenseNode,
    @Ctx() { actor }: GraphqlContext,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<ConnectionOf<LicenseNode>> {
    const page = await this.#licensing.listGranted(actor, source, parsePageRequest(first, after));
    return toConnection(page, toLicenseNode);
  }

  @FieldResolver(() => Boolean, {
    complexity: CHAIN_COST,
    description: 'Neither expired nor revoked, as the contract says.',
  })
  async isLive(@Root() { source }: LicenseNode): Promise<boolean> {
    return this.#licensing.isLive(source);
  }
}
