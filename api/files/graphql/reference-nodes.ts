import { Field, ObjectType } from 'type-graphql';
import { FileNode } from '../../assets/graphql/asset-node.ts';
import type { FileReferenceState } from '../domain/file-reference.ts';
import { FileReferenceStateEnum } from './enums.ts';

@ObjectType('FileReference', { description: 'A file that a scene names.' })
export class FileReferenceNode {
  @Field(() => String, {
    description:
      'As the scene has it; of a place outside, for others than the asset’s people, the last part.',
  })
  declare readonly uri: string;

  @Field(() => FileReferenceStateEnum)
  declare readonly state: FileReferenceState;

  @Field(() => FileNode, { nullable: true, description: 'The file of this version that is meant.' })
  declare readonly file: FileNode | null;
}

@ObjectType('UnresolvedReference', {
  description: 'A file that a scene names and that is not in the version.',
})
export class UnresolvedReferenceNode {
  @Field(() => FileNode, { description: 'The scene.' })
  declare readonly from: FileNode;

  @Field(() => String, { description: 'As in `FileReference`.' })
  declare readonly uri: string;

  @Field(() => FileReferenceStateEnum)
  declare readonly state: FileReferenceState;
}
