import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import type { CatalogService } from '../services/catalog.ts';
import type { VersionsService } from '../services/versions.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { LIST_COST } from '../../platform/graphql/cost.ts';
import { toAssetId } from '../../platform/graphql/parse-input.ts';
import { AssetNode, FileNode, toAssetNode, toFileNode } from './asset-node.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { Term, toTermNodes } from './term-node.ts';
import { AssetVersionNode, toVersionNode } from './version-node.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

export interface AssetResolverServices {
  readonly catalog: CatalogService;
  readonly versions: VersionsService;
}

@Resolver(() => AssetNode)
export class AssetResolver {
  readonly #services: AssetResolverServices;

  constructor(services: AssetResolverServices) {
    this.#services = services;
  }

  @Query(() => AssetNode, { nullable: true })
  async asset(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<AssetNode> {
    return toAssetNode(await this.#services.catalog.get(actor, toAssetId(id, 'id')));
  }

  @FieldResolver(() => OrganizationNode)
  async holder(@Root() { source }: AssetNode, @Ctx() { loaders }: GraphqlContext): Promise<OrganizationNode> {
    const holder = await loaders.of(ORGANIZATIONS).load(source.holder);
    if (holder === null) throw new NotFoundError(`Organization ${source.holder}`);
    return toOrganizationNode(holder);
  }

  @FieldResolver(() => OrganizationNode, {
    nullable: true,
    description: 'Null: no community stands behind it.',
  })
  async community(
    @Root() { source }: AssetNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    if (source.community === null) return null;
    const community = await loaders.of(ORGANIZATIONS).load(source.community);
    return community === null ? null : toOrganizationNode(community);
  }

  @FieldResolver(() => [Term])
  async terms(@Root() { source }: AssetNode, @Ctx() { loaders }: GraphqlContext): Promise<Term[]> {
    return toTermNodes(await this.#services.catalog.termsOf(source), loaders);
  }

  @FieldResolver(() => [FileNode], { complexity: LIST_COST, description: 'The first 1,000 of this version.' })
  async files(@Root() { source }: AssetNode): Promise<FileNode[]> {
    const files = await this.#services.catalog.files(source);
    return files.map((file) => toFileNode(source, file, file.index));
  }

  @FieldResolver(() => [AssetVersionNode], { complexity: LIST_COST, description: 'Newest first.' })
  async versions(@Root() { source }: AssetNode): Promise<AssetVersionNode[]> {
    const versions = await this.#services.versions.of(source);
    return versions.map((version) => toVersionNode(source.id, version));
  }
}
