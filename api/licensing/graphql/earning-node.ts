import { Field, GraphQLISODateTime, ObjectType } from 'type-graphql';
import type { Earning, EarningKind } from '../domain/earning.ts';
import { connectionType } from '../../platform/graphql/connection.ts';
import { EarningKindEnum } from './enums.ts';
import { Money } from '../../chain/graphql/money.ts';

@ObjectType('Earning', { description: 'What the market credited to an organization, or paid out to it.' })
export class EarningNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: Earning;

  @Field(() => EarningKindEnum)
  declare readonly kind: EarningKind;

  @Field(() => Money)
  declare readonly amount: Money;

  @Field(() => GraphQLISODateTime)
  declare readonly at: Date;

  @Field(() => String)
  declare readonly transaction: string;
}

export function toEarningNode(earning: Earning): EarningNode {
  const { kind, amount, token, at, transaction } = earning;
  return { source: earning, kind, amount: { amount: amount.toString(), token }, at, transaction };
}

export const EarningConnection = connectionType(EarningNode, 'Earning');
