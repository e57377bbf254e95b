import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../platform/kernel/errors.ts';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import type { DraftsService } from '../services/drafts.ts';
import type { DuplicateFiles } from '../services/duplicate-files.ts';
import type { PublishingService } from '../services/publishing.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, pageCost } from '../../platform/graphql/cost.ts';
import { DraftContentInput, DraftInput } from './draft-inputs.ts';
import { parseBytes, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import { DraftConnection, DraftNode, toDraftNode } from './draft-node.ts';
import { toAssetNode } from '../../assets/graphql/asset-node.ts';
import { PublishedAgain } from './published-again.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { PublicationNode, Published, toPublicationNode, toPublished } from './publication-node.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

export interface DraftResolverServices {
  readonly drafts: DraftsService;
  readonly publishedBefore: DuplicateFiles;
  readonly publishing: PublishingService;
}

@Resolver(() => DraftNode)
export class DraftResolver {
  readonly #services: DraftResolverServices;

  constructor(services: DraftResolverServices) {
    this.#services = services;
  }

  @Query(() => DraftNode, { nullable: true })
  async draft(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<DraftNode> {
    return toDraftNode(await this.#services.drafts.get(actor, id));
  }

  @Query(() => DraftConnection, { complexity: pageCost, description: 'Unpublished ones, newest first.' })
  async drafts(
    @Ctx() { actor }: GraphqlContext,
    @Arg('organizationId', () => ID) organizationId: string,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<ConnectionOf<DraftNode>> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toConnection(
      await this.#services.drafts.list(actor, id, parsePageRequest(first, after)),
      toDraftNode,
    );
  }

  @Mutation(() => DraftNode)
  async createDraft(
    @Ctx() { actor }: GraphqlContext,
    @Arg('input', () => DraftInput) { organizationId, ...content }: DraftInput,
  ): Promise<DraftNode> {
    const id = toOrganizationId(organizationId, 'organizationId');
    return toDraftNode(await this.#services.drafts.create(actor, id, content));
  }

  @Mutation(() => DraftNode, { description: 'Replaces all that is said of the asset; files stay.' })
  async updateDraft(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
    @Arg('input', () => DraftContentInput) input: DraftContentInput,
  ): Promise<DraftNode> {
    return toDraftNode(await this.#services.drafts.update(actor, id, input));
  }

  @Mutation(() => Boolean)
  async deleteDraft(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<boolean> {
    await this.#services.drafts.delete(actor, id);
    return true;
  }

  @Mutation(() => DraftNode)
  async removeDraftFile(
    @Ctx() { actor }: GraphqlContext,
    @Arg('draftId', () => ID) draftId: string,
    @Arg('path', () => String) path: string,
  ): Promise<DraftNode> {
    return toDraftNode(await this.#services.drafts.removeFile(actor, draftId, path));
  }

  @Mutation(() => PublicationNode, { complexity: ACT_COST, description: 'Fixes what is to be signed.' })
  async preparePublication(
    @Ctx() { actor }: GraphqlContext,
    @Arg('draftId', () => ID) draftId: string,
  ): Promise<PublicationNode> {
    return toPublicationNode(await this.#services.publishing.prepare(actor, draftId));
  }

  @Mutation(() => Published, {
    complexity: ACT_COST,
    description: 'Publishes what was signed; a repeat answers the same.',
  })
  async publish(
    @Ctx() { actor }: GraphqlContext,
    @Arg('draftId', () => ID) draftId: string,
    @Arg('signature', () => String) signature: string,
  ): Promise<Published> {
    const bytes = parseBytes(signature, 'signature');
    return toPublished(await this.#services.publishing.publish(actor, draftId, bytes));
  }

  @FieldResolver(() => [PublishedAgain], {
    complexity: pageCost,
    description:
      'Its files that the organization has published already, by SHA-256, in other assets that you may see; of those that have arrived.',
  })
  async publishedAgain(
    @Root() { source }: DraftNode,
    @Ctx() { actor }: GraphqlContext,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
  ): Promise<PublishedAgain[]> {
    const { first: most } = parsePageRequest(first, null);
    const found = await this.#services.publishedBefore.list(actor, source, most);
    return found.map(({ file, asset, path }) => ({
      path: file.path,
      asset: toAssetNode(asset),
      assetPath: path,
    }));
  }

  @FieldResolver(() => OrganizationNode)
  async organization(
    @Root() { source }: DraftNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    const organization = await loaders.of(ORGANIZATIONS).load(source.organizationId);
    if (organization === null) throw new NotFoundError(`Organization ${source.organizationId}`);
    return toOrganizationNode(organization);
  }

  @FieldResolver(() => OrganizationNode, {
    nullable: true,
    description: 'Null: no community stands behind it.',
  })
  async community(
    @Root() { source }: DraftNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    const { community: id } = source.content;
    const community = id === null ? null : await loaders.of(ORGANIZATIONS).load(id);
    return community === null ? null : toOrganizationNode(community);
  }
}
