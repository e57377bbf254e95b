import { Field, InputType, Int } from 'type-graphql';

@InputType()
export class SavedMappingInput {
  @Field(() => String)
  declare readonly name: string;

  @Field(() => String, { description: 'JSON, as docs/import.md has it.' })
  declare readonly mapping: string;

  @Field(() => Int, { description: 'The version that it was made of; 0 for a new name.' })
  declare readonly after: number;
}
