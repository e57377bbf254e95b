import { Field, InputType, Int } from 'type-graphql';
import { TERRITORIES_DESCRIPTION } from '../../platform/graphql/territories-description.ts';

@InputType({ description: 'Exactly what a studio wants to do.' })
export class WishInput {
  @Field(() => [String], { description: 'Names such as STREAMING, or ALL, which leaves out AI_TRAINING.' })
  declare readonly media: readonly string[];

  @Field(() => [String], { description: TERRITORIES_DESCRIPTION })
  declare readonly territories: readonly string[];

  @Field(() => String, { description: 'First day, YYYY-MM-DD in UTC.' })
  declare readonly from: string;

  @Field(() => String, { description: 'Last day, included.' })
  declare readonly to: string;

  @Field(() => Boolean, { defaultValue: false })
  declare readonly exclusive: boolean;
}

@InputType({ description: 'A signed ERC-2771 forward request; integers as decimal text.' })
export class ForwardRequestInput {
  @Field(() => String)
  declare readonly from: string;

  @Field(() => String)
  declare readonly to: string;

  @Field(() => String)
  declare readonly value: string;

  @Field(() => String)
  declare readonly gas: string;

  @Field(() => String)
  declare readonly nonce: string;

  @Field(() => Int, { description: 'Unix seconds.' })
  declare readonly deadline: number;

  @Field(() => String)
  declare readonly data: string;

  @Field(() => String)
  declare readonly signature: string;
}
