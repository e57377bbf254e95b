import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import { PROFILES } from '../../organizations/graphql/loaders.ts';
import { OrganizationNode } from '../../organizations/graphql/organization-node.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { canStandFor } from '../domain/asset.ts';
import { AssetNode, toAssetNode } from './asset-node.ts';
import { ASSETS } from './loaders.ts';

/** The assets that an organization chose to stand for it. */
@Resolver(() => OrganizationNode)
export class StandInResolver {
  @FieldResolver(() => AssetNode, {
    nullable: true,
    description: 'Whose cover is its picture. Null: it chose none, or not everybody may see it any longer.',
  })
  async pictureAsset(
    @Root() organization: OrganizationNode,
    @Ctx() context: GraphqlContext,
  ): Promise<AssetNode | null> {
    return standIn(organization, { context, of: ({ pictureAsset }) => pictureAsset });
  }

  @FieldResolver(() => AssetNode, {
    nullable: true,
    description: 'Whose cover is its logo. Null: it chose none, or not everybody may see it any longer.',
  })
  async logoAsset(
    @Root() organization: OrganizationNode,
    @Ctx() context: GraphqlContext,
  ): Promise<AssetNode | null> {
    return standIn(organization, { context, of: ({ logoAsset }) => logoAsset });
  }
}

interface StandInQuestion {
  readonly context: GraphqlContext;
  readonly of: (profile: {
    readonly pictureAsset: AssetId | null;
    readonly logoAsset: AssetId | null;
  }) => AssetId | null;
}

async function standIn(
  organization: OrganizationNode,
  { context: { loaders }, of }: StandInQuestion,
): Promise<AssetNode | null> {
  const id = toOrganizationId(organization.id, 'organization');
  const assetId = of(await loaders.of(PROFILES).load(id));
  if (assetId === null) return null;
  const asset = await loaders.of(ASSETS).load(assetId);
  return asset !== null && canStandFor(id, asset) ? toAssetNode(asset) : null;
}
