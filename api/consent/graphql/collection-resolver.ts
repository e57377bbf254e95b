import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { DEFAULT_PAGE } from '../../platform/kernel/page.ts';
import type { CollectionsService } from '../services/collections.ts';
import type { ConsentsInForce } from '../services/consents-in-force.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, LIST_COST } from '../../platform/graphql/cost.ts';
import { parseInput, toAssetId, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import {
  AssetIdConnection,
  CollectionNode,
  toAssetIdConnection,
  toCollectionNode,
} from './collection-node.ts';
import { ConsentNode, toConsentNode } from './consent-node.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';

@ArgsType()
class ProposeCollectionArgs {
  @Field(() => ID)
  declare readonly communityId: string;

  @Field(() => ID)
  declare readonly holder: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'At most 1,000; without it every asset of both that is published and for sale now.',
  })
  declare readonly assetIds?: readonly string[] | null;
}

@Resolver(() => CollectionNode)
export class CollectionResolver {
  readonly #collections: CollectionsService;
  readonly #consents: ConsentsInForce;

  constructor(services: { readonly collections: CollectionsService; readonly consents: ConsentsInForce }) {
    this.#collections = services.collections;
    this.#consents = services.consents;
  }

  @Mutation(() => CollectionNode, {
    complexity: ACT_COST,
    description: 'Keeps a list for its council to consent to; the same list again is the same collection.',
  })
  async proposeCollection(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => ProposeCollectionArgs) { communityId, holder, assetIds }: ProposeCollectionArgs,
  ): Promise<CollectionNode> {
    const collection = await this.#collections.propose(actor, {
      community: toOrganizationId(communityId, 'communityId'),
      holder: toOrganizationId(holder, 'holder'),
      assetIds: assetIds?.map((id) => toAssetId(id, 'assetIds')) ?? null,
    });
    return toCollectionNode(collection);
  }

  @Query(() => CollectionNode, { nullable: true })
  async collection(
    @Ctx() { actor }: GraphqlContext,
    @Arg('root', () => ID) root: string,
    @Arg('communityId', () => ID) communityId: string,
  ): Promise<CollectionNode> {
    const collection = await this.#collections.collection(actor, {
      root: parseInput(() => parseBytes32(root.toLowerCase(), 'root')),
      community: toOrganizationId(communityId, 'communityId'),
    });
    return toCollectionNode(collection);
  }

  @Query(() => [CollectionNode], {
    complexity: LIST_COST,
    description: 'The last 100 that the council of a community of yours consented to and did not withdraw.',
  })
  async consentedCollections(
    @Ctx() { actor }: GraphqlContext,
    @Arg('communityId', () => ID) communityId: string,
  ): Promise<CollectionNode[]> {
    const community = toOrganizationId(communityId, 'communityId');
    return (await this.#collections.listConsented(actor, community)).map(toCollectionNode);
  }

  @FieldResolver(() => OrganizationNode, { nullable: true })
  async community(
    @Root() { source }: CollectionNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    const community = await loaders.of(ORGANIZATIONS).load(source.community);
    return community === null ? null : toOrganizationNode(community);
  }

  @FieldResolver(() => OrganizationNode, { nullable: true, description: 'Whose assets they were.' })
  async holder(
    @Root() { source }: CollectionNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    const holder = await loaders.of(ORGANIZATIONS).load(source.holder);
    return holder === null ? null : toOrganizationNode(holder);
  }

  @FieldResolver(() => AssetIdConnection, {
    complexity: ACT_COST,
    description: 'In the order of the leaves of its root; at most 1,000 a page.',
  })
  async assetIds(
    @Root() { source }: CollectionNode,
    @Arg('first', () => Int, { defaultValue: DEFAULT_PAGE }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null | undefined,
  ): Promise<AssetIdConnection> {
    return toAssetIdConnection(await this.#collections.assetIdsOf(source, { first, after: after ?? null }));
  }

  @FieldResolver(() => ConsentNode, { nullable: true, description: 'The live one.' })
  async consent(@Root() { source }: CollectionNode): Promise<ConsentNode | null> {
    const consent = await this.#consents.liveOfCollection(source);
    return consent === null ? null : toConsentNode({ ...consent, collection: source.root });
  }
}
