import { Field, ObjectType } from 'type-graphql';
import { AssetNode } from '../../assets/graphql/asset-node.ts';

@ObjectType({ description: 'A file of a draft whose content its organization has published already.' })
export class PublishedAgain {
  @Field(() => String, { description: 'Its path in the draft.' })
  declare readonly path: string;

  @Field(() => AssetNode, { description: 'The other asset.' })
  declare readonly asset: AssetNode;

  @Field(() => String, { description: 'Its path in that asset’s present version.' })
  declare readonly assetPath: string;
}
