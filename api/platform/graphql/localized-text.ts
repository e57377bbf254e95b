import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A text in English, Chinese or both.' })
export class LocalizedText {
  @Field(() => String, { nullable: true })
  declare readonly en?: string | undefined;

  @Field(() => String, { nullable: true })
  declare readonly zh?: string | undefined;
}
