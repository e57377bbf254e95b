import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'An amount in the smallest unit of a token.' })
export class Money {
  @Field(() => String, { description: 'Decimal text.' })
  declare readonly amount: string;

  @Field(() => String, { description: 'Address of the token.' })
  declare readonly token: string;
}
