import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A text in English, Chinese or both.' })
export class LocalizedText {
  @Field(() => String, { nullable: true })
  declare readonly en?: string | undefined;

  @Field(() => String, { nullable: true })
  declare readonly zh?: string | undefined;
}

@ObjectType({ description: 'A term of a controlled vocabulary.' })
export class Term {
  @Field(() => String)
  declare readonly vocabulary: string;

  @Field(() => String)
  declare readonly code: string;

  @Field(() => String, { nullable: true })
  declare readonly en?: string | undefined;

  @Field(() => String, { nullable: true })
  declare readonly zh?: string | undefined;
}
