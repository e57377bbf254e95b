import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import { type Order, type OrderState } from '../domain/order.ts';
import { connectionType } from '../../platform/graphql/connection.ts';
import { OrderStateEnum } from './enums.ts';
import { Money } from '../../chain/graphql/money.ts';

@ObjectType('Order', {
  description: 'A license that is paid by invoice, named by the hash of its terms; shown to its parties.',
})
export class OrderNode {
  /** What the other fields are resolved from; not part of the schema. */
  declare readonly source: Order;

  @Field(() => ID, { description: 'The id its license will have.' })
  declare readonly id: string;

  @Field(() => String, {
    description: 'That of its license, too: ten letters and digits that papers show: `7K3QM-9XT2V`.',
  })
  declare readonly shortNumber: string;

  @Field(() => String, {
    description: 'What would be agreed, whose hash is the id: the JSON of docs/formats.md.',
  })
  declare readonly terms: string;

  @Field(() => Money)
  declare readonly price: Money;

  @Field(() => Boolean, { description: 'The holder says that the invoice is paid.' })
  declare readonly isPaid: boolean;

  @Field(() => Boolean, { description: "The council says that the community's share arrived." })
  declare readonly isShared: boolean;

  @Field(() => OrderStateEnum)
  declare readonly state: OrderState;

  @Field(() => GraphQLISODateTime)
  declare readonly orderedAt: Date;
}

export function toOrderNode(order: Order): OrderNode {
  const { id, terms, isPaid, isShared, state, orderedAt } = order;
  return {
    source: order,
    id,
    shortNumber: shortNumberOf(id),
    terms: JSON.stringify(termsToJson(terms)),
    price: { amount: terms.price.toString(), token: terms.token },
    isPaid,
    isShared,
    state,
    orderedAt,
  };
}

export const OrderConnection = connectionType(OrderNode, 'Order');
