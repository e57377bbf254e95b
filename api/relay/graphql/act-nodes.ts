import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'What became of a relayed act.' })
export class RelayedAct {
  @Field(() => String)
  declare readonly transaction: string;

  @Field(() => String)
  declare readonly contract: string;

  @Field(() => String)
  declare readonly functionName: string;

  @Field(() => ID, { nullable: true })
  declare readonly assetId: string | null;

  @Field(() => ID, { nullable: true })
  declare readonly offerId: string | null;

  @Field(() => [ID], { description: 'Licenses sold; of an order, the one it will have.' })
  declare readonly licenseIds: readonly string[];
}

@ObjectType()
export class Materialized {
  @Field(() => String, { nullable: true, description: 'Null when the contracts knew the asset already.' })
  declare readonly transaction: string | null;
}
