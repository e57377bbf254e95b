import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType()
export class ContractAddress {
  @Field(() => String)
  declare readonly name: string;

  @Field(() => String)
  declare readonly address: string;
}

@ObjectType()
export class PaymentToken {
  @Field(() => String)
  declare readonly address: string;

  @Field(() => String)
  declare readonly symbol: string;

  @Field(() => Int)
  declare readonly decimals: number;
}

@ObjectType('Deployment', {
  description: 'What this installation is. A verifier takes these from a trust file, not from here.',
})
export class Deployment {
  @Field(() => String)
  declare readonly logId: string;

  @Field(() => String)
  declare readonly origin: string;

  @Field(() => String, { description: 'vkey that signs checkpoints.' })
  declare readonly checkpointKey: string;

  @Field(() => String, { description: 'Decimal text.' })
  declare readonly chainId: string;

  @Field(() => [ContractAddress])
  declare readonly contracts: readonly ContractAddress[];

  @Field(() => Boolean, { description: 'Whether `relayCalls` takes many acts under one signature.' })
  declare readonly canBatch: boolean;

  @Field(() => PaymentToken)
  declare readonly paymentToken: PaymentToken;
}

@ObjectType({ description: 'The payment token as one address sees it.' })
export class PaymentAccount {
  @Field(() => String)
  declare readonly token: string;

  @Field(() => String)
  declare readonly symbol: string;

  @Field(() => Int)
  declare readonly decimals: number;

  @Field(() => String, { description: 'In the smallest unit, decimal text.' })
  declare readonly balance: string;

  @Field(() => String, { description: 'Next EIP-2612 nonce, decimal text.' })
  declare readonly permitNonce: string;
}
