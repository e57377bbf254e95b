import { Field, ObjectType } from 'type-graphql';
import type { MissingPicture } from '../domain/picture.ts';
import { MissingPictureReasonEnum } from './enums.ts';

@ObjectType('MissingPicture', { description: 'Why there is no picture of an asset.' })
export class MissingPictureNode {
  @Field(() => MissingPictureReasonEnum)
  declare readonly why: MissingPicture['why'];

  @Field(() => String, {
    nullable: true,
    description: 'With NOT_MADE, the format’s own name, such as OpenEXR. Null: text, or unknown.',
  })
  declare readonly format: string | null;
}
