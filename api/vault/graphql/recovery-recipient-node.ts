import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';

@ObjectType('RecoveryRecipient')
export class RecoveryRecipientNode {
  @Field(() => String, { description: 'A public age key, `age1…`.' })
  declare readonly recipient: string;

  @Field(() => GraphQLISODateTime)
  declare readonly setAt: Date;

  @Field(() => String, { description: 'Address of the owner who set it.' })
  declare readonly setBy: string;
}
