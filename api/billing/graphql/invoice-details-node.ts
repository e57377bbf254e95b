import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { formatDay } from '@lanran/protocol/kernel/day';
import { type InvoiceDetails, type InvoiceDetailsInput, taxOf } from '../domain/invoice-details.ts';

@ObjectType('InvoiceDetails', {
  description:
    'What accountants need beside the terms of an order; for its parties. The price includes the tax.',
})
export class InvoiceDetailsNode {
  @Field(() => String, { nullable: true, description: 'The licensee’s own number.' })
  declare readonly purchaseOrder: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'To whom the invoice is written: lines with name, address and tax number.',
  })
  declare readonly billTo: string | null;

  @Field(() => Int, { nullable: true, description: 'Basis points: 600 for 6 %. Null: not stated.' })
  declare readonly taxRateBps: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Within the price, in the token’s smallest unit: stated by the holder, else computed.',
  })
  declare readonly taxAmount: string | null;

  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD' })
  declare readonly dueOn: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the holder’s tax invoice (发票).' })
  declare readonly taxInvoiceNumber: string | null;
}

@InputType('InvoiceDetailsInput', {
  description:
    'What is left out stays; null removes. The first two are for the licensee, the others for the holder.',
})
export class InvoiceDetailsInputNode implements InvoiceDetailsInput {
  @Field(() => String, { nullable: true })
  declare readonly purchaseOrder?: string | null;

  @Field(() => String, { nullable: true })
  declare readonly billTo?: string | null;

  @Field(() => Int, { nullable: true })
  declare readonly taxRateBps?: number | null;

  @Field(() => String, { nullable: true, description: 'Left out or null: computed from the rate.' })
  declare readonly taxAmount?: string | null;

  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD' })
  declare readonly dueOn?: string | null;

  @Field(() => String, { nullable: true })
  declare readonly taxInvoiceNumber?: string | null;
}

export function toInvoiceDetailsNode(details: InvoiceDetails, price: bigint): InvoiceDetailsNode {
  const { purchaseOrder, billTo, taxRateBps, dueOn, taxInvoiceNumber } = details;
  return {
    purchaseOrder,
    billTo,
    taxRateBps,
    taxAmount: taxOf(details, price)?.toString() ?? null,
    dueOn: dueOn === null ? null : formatDay(dueOn),
    taxInvoiceNumber,
  };
}
