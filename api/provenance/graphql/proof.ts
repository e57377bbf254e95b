import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A proof bundle (*.lanran.json). Save `bundle` byte for byte.' })
export class Proof {
  @Field(() => String)
  declare readonly filename: string;

  @Field(() => String)
  declare readonly bundle: string;
}
