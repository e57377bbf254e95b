import { Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';

@ObjectType('SavedMapping', {
  description: 'How an organization’s tables are read when they are imported; for its members alone.',
})
export class SavedMappingNode {
  @Field(() => String)
  declare readonly name: string;

  @Field(() => Int, { description: 'From 1; each saving is the next.' })
  declare readonly version: number;

  @Field(() => String, { description: 'JSON, as docs/import.md has it.' })
  declare readonly mapping: string;

  @Field(() => GraphQLISODateTime)
  declare readonly savedAt: Date;

  @Field(() => String, { description: 'Address of the member who saved it.' })
  declare readonly savedBy: string;
}
