import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A text in English, Chinese or both.' })
export class LocalizedTextInput {
  @Field(() => String, { nullable: true })
  declare readonly en?: string | null;

  @Field(() => String, { nullable: true })
  declare readonly zh?: string | null;
}
