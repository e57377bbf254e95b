import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Why one of many was refused, while the others were not.' })
export class Problem {
  @Field(() => String, { description: 'As `extensions.code` of an error.' })
  declare readonly code: string;

  @Field(() => String, { nullable: true, description: 'The input field at fault.' })
  declare readonly field: string | null;

  @Field(() => String)
  declare readonly message: string;
}
