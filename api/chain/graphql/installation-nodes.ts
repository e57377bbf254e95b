import { Field, Int, ObjectType } from 'type-graphql';
import { CURRENCY_KINDS, type CurrencyKind } from '@lanran/protocol/licensing/currencies';
import { enumOf } from '../../platform/graphql/enum-of.ts';

const CurrencyKindEnum = enumOf(
  CURRENCY_KINDS,
  'CurrencyKind',
  'UNIT: paid by order and invoice alone. TOKEN: an ERC-20 of the chain, with which one buys at once. TEST: play money.',
);

@ObjectType()
export class ContractAddress {
  @Field(() => String)
  declare readonly name: string;

  @Field(() => String)
  declare readonly address: string;
}

@ObjectType({ description: 'In which prices are named.' })
export class Currency {
  @Field(() => String, { description: 'Of its contract, lower-case hex: the `token` of prices.' })
  declare readonly address: string;

  @Field(() => String)
  declare readonly symbol: string;

  @Field(() => Int)
  declare readonly decimals: number;

  @Field(() => CurrencyKindEnum)
  declare readonly kind: CurrencyKind;
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

  @Field(() => [Currency], { description: 'What one buys with at once comes first.' })
  declare readonly currencies: readonly Currency[];

  @Field(() => Boolean, {
    description:
      'Does the platform give its play money away? Beside demo data alone. A currency of kind TEST where it does not is one that anybody may still make on the chain.',
  })
  declare readonly givesPlayMoney: boolean;

  @Field(() => PaymentToken, {
    nullable: true,
    description: 'The first currency that one buys with at once; null where all is paid by invoice.',
    deprecationReason: 'There may be several: use currencies.',
  })
  declare readonly paymentToken: PaymentToken | null;
}

@ObjectType({ description: 'A currency as one address sees it.' })
export class PaymentAccount {
  @Field(() => String)
  declare readonly token: string;

  @Field(() => String)
  declare readonly symbol: string;

  @Field(() => Int)
  declare readonly decimals: number;

  @Field(() => String, { description: 'In the smallest unit, decimal text.' })
  declare readonly balance: string;

  @Field(() => String, { description: 'What the market may take of it already, decimal text.' })
  declare readonly allowance: string;

  @Field(() => String, {
    nullable: true,
    description: 'Next EIP-2612 nonce, decimal text; null for a token without permits.',
  })
  declare readonly permitNonce: string | null;
}
