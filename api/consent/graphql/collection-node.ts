import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { AssetId } from '@lanran/protocol/kernel/ids';
import type { Collection } from '../domain/collection.ts';
import type { Page } from '../../platform/kernel/page.ts';
import { PageInfo } from '../../platform/graphql/connection.ts';

@ObjectType()
export class AssetIdEdge {
  @Field(() => String)
  declare readonly cursor: string;

  @Field(() => ID)
  declare readonly node: string;
}

@ObjectType({ description: 'Ids alone: a list may be of 40,000 assets.' })
export class AssetIdConnection {
  @Field(() => [AssetIdEdge])
  declare readonly edges: readonly AssetIdEdge[];

  @Field(() => PageInfo)
  declare readonly pageInfo: PageInfo;

  @Field(() => Int, { description: 'Of all pages together.' })
  declare readonly totalCount: number;
}

@ObjectType('Collection', {
  description:
    'Assets that a council can consent to with one signature; shown to their community and holder.',
})
export class CollectionNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: Collection;

  @Field(() => ID, { description: 'RFC 9162 root over the asset ids in the order of the list.' })
  declare readonly root: string;

  @Field(() => Int)
  declare readonly size: number;
}

export function toCollectionNode(collection: Collection): CollectionNode {
  const { root, size } = collection;
  return { source: collection, root, size };
}

export function toAssetIdConnection({ items, hasNextPage, totalCount }: Page<AssetId>): AssetIdConnection {
  return {
    edges: items.map(({ item, cursor }) => ({ cursor, node: item })),
    pageInfo: { hasNextPage, endCursor: items.at(-1)?.cursor ?? null },
    totalCount,
  };
}
