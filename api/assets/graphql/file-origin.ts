import { Field, ObjectType } from 'type-graphql';
import { AssetNode } from './asset-node.ts';

@ObjectType({ description: 'Where a file was published.' })
export class FileOrigin {
  @Field(() => AssetNode)
  declare readonly asset: AssetNode;

  @Field(() => String, { description: 'Its path in the asset’s present version.' })
  declare readonly path: string;
}
