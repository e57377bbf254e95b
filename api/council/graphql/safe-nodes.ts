import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { SafeTransactionState } from '../domain/safe.ts';
import { SafeTransactionStateEnum } from './enums.ts';

@ObjectType({ description: 'A wallet of several keys, as the chain has it now.' })
export class Safe {
  @Field(() => String)
  declare readonly address: string;

  @Field(() => [String])
  declare readonly owners: readonly string[];

  @Field(() => Int, { description: 'How many owners must sign.' })
  declare readonly threshold: number;

  @Field(() => String, { description: 'Of its next transaction, decimal text.' })
  declare readonly nonce: string;
}

@ObjectType({ description: 'An act of a Safe on the council desk.' })
export class SafeTransaction {
  @Field(() => ID, {
    description: 'What its owners sign (EIP-712 `SafeTx`). Compute it yourself before you sign.',
  })
  declare readonly hash: string;

  @Field(() => String)
  declare readonly safe: string;

  @Field(() => String)
  declare readonly to: string;

  @Field(() => String)
  declare readonly data: string;

  @Field(() => String, { description: 'Decimal text.' })
  declare readonly nonce: string;

  @Field(() => String)
  declare readonly contract: string;

  @Field(() => String)
  declare readonly functionName: string;

  @Field(() => [ID])
  declare readonly assetIds: readonly string[];

  @Field(() => [String], { description: 'Owners who have signed.' })
  declare readonly signers: readonly string[];

  @Field(() => Int, { description: 'How many must sign.' })
  declare readonly threshold: number;

  @Field(() => SafeTransactionStateEnum)
  declare readonly state: SafeTransactionState;

  @Field(() => String, { nullable: true, description: 'In which it was executed.' })
  declare readonly transaction: string | null;

  @Field(() => GraphQLISODateTime)
  declare readonly proposedAt: Date;
}
