import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import type { UploadUnderWay } from '../services/uploads.ts';

@ObjectType('UploadUnderWay', { description: 'A file that is on its way into a draft.' })
export class UploadNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => ID)
  declare readonly draftId: string;

  @Field(() => String)
  declare readonly path: string;

  @Field(() => String, { description: 'As announced, decimal text.' })
  declare readonly bytes: string;

  @Field(() => String, { description: 'Decimal text.' })
  declare readonly receivedBytes: string;

  @Field(() => GraphQLISODateTime, {
    nullable: true,
    description: 'When it is given up unless more of it arrives; null once it is whole and being checked.',
  })
  declare readonly expiresAt: Date | null;
}

export function toUploadNode({ bytes, receivedBytes, ...upload }: UploadUnderWay): UploadNode {
  return { ...upload, bytes: bytes.toString(), receivedBytes: receivedBytes.toString() };
}
