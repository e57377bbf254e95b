import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { RevisionsService } from '../services/revisions.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST } from '../../platform/graphql/cost.ts';
import { toAssetId } from '../../platform/graphql/parse-input.ts';
import { AssetNode, toAssetNode } from '../../assets/graphql/asset-node.ts';
import { DraftNode, toDraftNode } from './draft-node.ts';
import { ASSETS } from '../../assets/graphql/loaders.ts';

/** Drafts of an asset's next version. */
@Resolver(() => DraftNode)
export class RevisionResolver {
  readonly #revisions: RevisionsService;

  constructor(revisions: RevisionsService) {
    this.#revisions = revisions;
  }

  @Mutation(() => DraftNode, {
    complexity: ACT_COST,
    description: 'Begins the next version with what the present one says, its files kept; for the holder.',
  })
  async createRevision(
    @Ctx() { actor }: GraphqlContext,
    @Arg('assetId', () => ID) assetId: string,
  ): Promise<DraftNode> {
    return toDraftNode(await this.#revisions.create(actor, toAssetId(assetId, 'assetId')));
  }

  @Mutation(() => DraftNode, {
    description: 'After STALE_STATEMENT: follows the newest version, keeping what was typed and uploaded.',
  })
  async rebaseDraft(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<DraftNode> {
    return toDraftNode(await this.#revisions.rebase(actor, id));
  }

  @FieldResolver(() => AssetNode, { nullable: true, description: 'What it revises; null for a new asset.' })
  async revises(
    @Root() { source }: DraftNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<AssetNode | null> {
    const asset = source.revises === null ? null : await loaders.of(ASSETS).load(source.assetId);
    return asset === null ? null : toAssetNode(asset);
  }
}
