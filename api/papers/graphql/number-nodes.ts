import { Field, ID, ObjectType } from 'type-graphql';
import type { Numbered } from '../services/numbered-things.ts';

@ObjectType('Numbered', {
  description:
    'What has a short number, as far as it exists for you: nearly always one thing, or an order and its license.',
})
export class NumberedNode {
  @Field(() => String, { description: 'As papers show it.' })
  declare readonly number: string;

  @Field(() => [ID], { description: 'Licenses, for anybody: `licenseCheck` says more.' })
  declare readonly licenseIds: readonly string[];

  @Field(() => [ID], { description: 'Orders of yours.' })
  declare readonly orderIds: readonly string[];

  @Field(() => [ID])
  declare readonly assetIds: readonly string[];

  @Field(() => [ID], { description: 'Orders of many licenses, of yours.' })
  declare readonly listOrderIds: readonly string[];

  @Field(() => [ID], {
    description: 'Their invoices. That of a license that was ordered alone has the number of its order.',
  })
  declare readonly invoiceIds: readonly string[];
}

export function toNumberedNode({
  number,
  licenses,
  orders,
  assets,
  bills,
  invoices,
}: Numbered): NumberedNode {
  return {
    number,
    licenseIds: licenses,
    orderIds: orders,
    assetIds: assets,
    listOrderIds: bills,
    invoiceIds: invoices,
  };
}
