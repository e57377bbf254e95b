import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { toAssetNode } from '../../assets/graphql/asset-node.ts';
import { ASSETS } from '../../assets/graphql/loaders.ts';
import { ORGANIZATIONS } from '../../organizations/graphql/loaders.ts';
import { OrganizationNode, toOrganizationNode } from '../../organizations/graphql/organization-node.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, LIST_READ, pageCost } from '../../platform/graphql/cost.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import { MAX_PAGE } from '../../platform/kernel/page.ts';
import { canDeleteList, canEditList, isOwner } from '../domain/asset-list.ts';
import type { AssetListsService } from '../services/asset-lists.ts';
import { ChangeListArgs, CreateListArgs, toAssetIds, toListChange, toNewList } from './asset-list-inputs.ts';
import { AssetListNode, ListItemNode, toAssetListNode } from './asset-list-nodes.ts';

const NAMED = 'Its id, or `favorites`.';
/** All items are looked at, for those that the reader may see. */
const SEEN_COST = 50;
const DEFAULT_ITEMS = 50;

@Resolver(() => AssetListNode)
export class AssetListResolver {
  readonly #lists: AssetListsService;

  constructor(lists: AssetListsService) {
    this.#lists = lists;
  }

  @Query(() => [AssetListNode], {
    complexity: ({ childComplexity }) => LIST_READ + 10 * childComplexity,
    description: 'Favorites, then one’s own and those of one’s organizations, changed last first.',
  })
  async lists(@Ctx() { actor }: GraphqlContext): Promise<AssetListNode[]> {
    return (await this.#lists.list(actor)).map(toAssetListNode);
  }

  @Query(() => AssetListNode, {
    nullable: true,
    description: 'For its account, members of its organization, and whoever has its key.',
  })
  async list(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID, { description: NAMED }) id: string,
    @Arg('key', () => String, { nullable: true, description: 'Of a list that was shared.' })
    key: string | null | undefined,
  ): Promise<AssetListNode> {
    return toAssetListNode(await this.#lists.get(actor, id, key ?? null));
  }

  @FieldResolver(() => [ListItemNode], {
    complexity: (question) => SEEN_COST + pageCost(question),
    description: 'Those that exist for you, in the order of the list; at most 100 at once.',
  })
  async items(
    @Root() { source }: AssetListNode,
    @Ctx() { actor, loaders }: GraphqlContext,
    @Arg('first', () => Int, { defaultValue: DEFAULT_ITEMS }) first: number,
    @Arg('from', () => Int, { defaultValue: 0, description: 'How many are left out before.' }) from: number,
  ): Promise<ListItemNode[]> {
    if (first < 1 || first > MAX_PAGE)
      throw new BadInputError('first', `must be 1 to ${MAX_PAGE}; read the others with \`from\`.`);
    if (from < 0) throw new BadInputError('from', 'must be 0 or more.');
    const seen = (await this.#lists.seenItems(actor, source)).slice(from, from + first);
    const assets = await loaders.of(ASSETS).loadMany(seen.map(({ assetId }) => assetId));
    return seen.flatMap(({ note }, at) => {
      const asset = assets[at];
      if (asset instanceof Error) throw asset;
      return asset == null ? [] : [{ asset: toAssetNode(asset), note }];
    });
  }

  @FieldResolver(() => Int, { complexity: SEEN_COST, description: 'Assets in it that you may not see.' })
  async hiddenCount(@Root() { source }: AssetListNode, @Ctx() { actor }: GraphqlContext): Promise<number> {
    return source.items.length - (await this.#lists.seenItems(actor, source)).length;
  }

  @FieldResolver(() => [ID], { complexity: LIST_READ, description: 'Which of these assets it has.' })
  async holding(
    @Root() { source }: AssetListNode,
    @Ctx() { actor }: GraphqlContext,
    @Arg('assetIds', () => [ID], { description: 'At most 100.' }) assetIds: readonly string[],
  ): Promise<readonly string[]> {
    if (assetIds.length > MAX_PAGE) throw new BadInputError('assetIds', `must be at most ${MAX_PAGE}.`);
    return this.#lists.holding(actor, source, toAssetIds(assetIds));
  }

  @FieldResolver(() => OrganizationNode, {
    nullable: true,
    description: 'Whose members read it too; null: its account alone.',
  })
  async organization(@Root() { source }: AssetListNode, @Ctx() { loaders }: GraphqlContext) {
    if (source.organization === null) return null;
    const organization = await loaders.of(ORGANIZATIONS).load(source.organization);
    return organization === null ? null : toOrganizationNode(organization);
  }

  @FieldResolver(() => Boolean)
  canEdit(@Root() { source }: AssetListNode, @Ctx() { actor }: GraphqlContext): boolean {
    return canEditList(actor, source);
  }

  @FieldResolver(() => Boolean)
  canDelete(@Root() { source }: AssetListNode, @Ctx() { actor }: GraphqlContext): boolean {
    return canDeleteList(actor, source);
  }

  @FieldResolver(() => Boolean, { description: 'May you give it to an organization, or take it back?' })
  canGive(@Root() { source }: AssetListNode, @Ctx() { actor }: GraphqlContext): boolean {
    return !source.isFavorites && isOwner(actor, source);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'For those who may edit it: with it anybody reads the list. Null: it is not shared.',
  })
  shareKey(@Root() { source }: AssetListNode, @Ctx() { actor }: GraphqlContext): string | null {
    return canEditList(actor, source) ? source.shareKey : null;
  }

  @Mutation(() => AssetListNode, { complexity: ACT_COST, description: 'At most 100 of one account.' })
  async createList(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => CreateListArgs) asked: CreateListArgs,
  ): Promise<AssetListNode> {
    return toAssetListNode(await this.#lists.create(actor, toNewList(asked)));
  }

  @Mutation(() => AssetListNode, { complexity: ACT_COST })
  async changeList(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => ChangeListArgs) asked: ChangeListArgs,
  ): Promise<AssetListNode> {
    const { id, revision } = asked;
    return toAssetListNode(await this.#lists.change(actor, id, revision, toListChange(asked)));
  }

  @Mutation(() => AssetListNode, {
    complexity: ACT_COST,
    description: 'Behind the others; what is there already stays. A list has at most 500.',
  })
  async addToList(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID, { description: NAMED }) id: string,
    @Arg('assetIds', () => [ID]) assetIds: readonly string[],
  ): Promise<AssetListNode> {
    return toAssetListNode(await this.#lists.add(actor, id, toAssetIds(assetIds)));
  }

  @Mutation(() => AssetListNode, { complexity: ACT_COST, description: 'Again is the same.' })
  async removeFromList(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID, { description: NAMED }) id: string,
    @Arg('assetIds', () => [ID]) assetIds: readonly string[],
  ): Promise<AssetListNode> {
    return toAssetListNode(await this.#lists.remove(actor, id, toAssetIds(assetIds)));
  }

  @Mutation(() => AssetListNode, {
    complexity: ACT_COST,
    description: 'Gives it a new key; the one before opens nothing any more.',
  })
  async shareList(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID, { description: NAMED }) id: string,
  ): Promise<AssetListNode> {
    return toAssetListNode(await this.#lists.share(actor, id));
  }

  @Mutation(() => AssetListNode, { complexity: ACT_COST, description: 'Takes its key away.' })
  async unshareList(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID, { description: NAMED }) id: string,
  ): Promise<AssetListNode> {
    return toAssetListNode(await this.#lists.unshare(actor, id));
  }

  @Mutation(() => Boolean, { complexity: ACT_COST, description: 'For good. Favorites stay.' })
  async deleteList(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<boolean> {
    await this.#lists.delete(actor, id);
    return true;
  }
}
