import { Field, Int, ObjectType } from 'type-graphql';
import { sequenceName } from '@lanran/protocol/files/sequences';
import type { Asset } from '../../assets/domain/asset.ts';
import type { Frame, ListedItem } from '../services/file-listing.ts';
import { FileNode, toFileNode } from '../../assets/graphql/asset-node.ts';
import { connectionType } from '../../platform/graphql/connection.ts';

type VersionOf = Pick<Asset, 'id' | 'version'>;

@ObjectType('FrameRange', { description: 'Both included, in steps of the sequence.' })
class FrameRangeNode {
  @Field(() => Int)
  declare readonly first: number;

  @Field(() => Int)
  declare readonly last: number;
}

@ObjectType('Frame')
export class FrameNode {
  @Field(() => Int)
  declare readonly number: number;

  @Field(() => FileNode)
  declare readonly file: FileNode;
}

@ObjectType('FrameSequence', { description: 'Frames whose files differ in their numbers alone.' })
export class FrameSequenceNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: ListedItem;
  declare readonly version: VersionOf;

  @Field(() => String, { description: 'Such as plate.1001–1120.exr.' })
  declare readonly name: string;

  @Field(() => Int)
  declare readonly firstFrame: number;

  @Field(() => Int)
  declare readonly lastFrame: number;

  @Field(() => Int, { description: '2 for a sequence on twos.' })
  declare readonly step: number;

  @Field(() => Int, { description: 'Digits a number has at least.' })
  declare readonly padding: number;

  @Field(() => Int)
  declare readonly frameCount: number;

  @Field(() => String, { description: 'Of all frames together, decimal text.' })
  declare readonly bytes: string;

  @Field(() => Int)
  declare readonly missingCount: number;

  @Field(() => [FrameRangeNode], { description: 'The first 100.' })
  declare readonly missing: readonly FrameRangeNode[];

  @Field(() => Int, { description: 'Frames without any byte.' })
  declare readonly emptyCount: number;
}

@ObjectType('FileItem', { description: 'One line of a version’s list of files.' })
export class FileItemNode {
  @Field(() => FileNode, { description: 'The file, or the first frame of the sequence.' })
  declare readonly file: FileNode;

  @Field(() => FrameSequenceNode, { nullable: true, description: 'Null for a file that stands for itself.' })
  declare readonly sequence: FrameSequenceNode | null;
}

const MAX_RANGES = 100;

export function toFileItemNode(version: VersionOf, item: ListedItem): FileItemNode {
  const { file, index, sequence } = item;
  return {
    file: toFileNode(version, file, index),
    sequence:
      sequence === null
        ? null
        : {
            ...sequence,
            source: item,
            version,
            name: sequenceName(sequence),
            frameCount: sequence.frames.length,
            bytes: sequence.bytes.toString(),
            missing: sequence.missing.slice(0, MAX_RANGES),
          },
  };
}

export function toFrameNode(version: VersionOf, { file, index, number }: Frame): FrameNode {
  return { number, file: toFileNode(version, file, index) };
}

export const FileItemConnection = connectionType(FileItemNode, 'FileItem');
export const FrameConnection = connectionType(FrameNode, 'Frame');
