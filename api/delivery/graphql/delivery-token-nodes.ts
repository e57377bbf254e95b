import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import type { DeliveryTokenState } from '../domain/delivery-token.ts';
import { DeliveryTokenStateEnum } from './enums.ts';

@ObjectType('DeliveryToken', { description: 'Lets a machine read the files of its licenses.' })
export class DeliveryTokenNode {
  @Field(() => ID)
  declare readonly id: string;

  @Field(() => ID, { description: 'The first of its licenses.' })
  declare readonly licenseId: string;

  @Field(() => [ID], { description: 'All of them, in the order in which they were named.' })
  declare readonly licenseIds: readonly string[];

  @Field(() => String, { description: "The studio's words for where it is used." })
  declare readonly label: string;

  @Field(() => DeliveryTokenStateEnum)
  declare readonly state: DeliveryTokenState;

  @Field(() => String, { description: 'YYYY-MM-DD, included.' })
  declare readonly lastDay: string;

  @Field(() => GraphQLISODateTime)
  declare readonly createdAt: Date;

  @Field(() => String, { description: 'The key that made it, lower-case hex.' })
  declare readonly createdBy: string;

  @Field(() => GraphQLISODateTime, { nullable: true })
  declare readonly revokedAt: Date | null;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'To within a minute; null: never.' })
  declare readonly lastUsedAt: Date | null;
}

@ObjectType()
export class IssuedDeliveryToken {
  @Field(() => DeliveryTokenNode)
  declare readonly token: DeliveryTokenNode;

  @Field(() => String, {
    description: 'Told this once; sent as `Authorization: Bearer` to /delivery and /files/{id}.',
  })
  declare readonly text: string;
}
