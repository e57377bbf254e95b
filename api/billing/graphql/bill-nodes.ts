import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { formatDay } from '@lanran/protocol/kernel/day';
import { shortNumberOf } from '@lanran/protocol/licensing/short-number';
import { termsToJson } from '@lanran/protocol/licensing/terms-json';
import { Money } from '../../chain/graphql/money.ts';
import { connectionType } from '../../platform/graphql/connection.ts';
import { enumOf } from '../../platform/graphql/enum-of.ts';
import { LocalizedText } from '../../platform/graphql/localized-text.ts';
import {
  type Bill,
  type Invoice,
  type InvoiceLine,
  isStanding,
  LINE_STATES,
  type LineState,
} from '../domain/invoice.ts';
import { taxOf } from '../domain/invoice-details.ts';

const LineStateEnum = enumOf(
  LINE_STATES,
  'InvoiceLineState',
  'PLACING: the chain does not have it yet. ORDERED: waits for its confirmations. CANCELED: taken back by its licensee. LICENSED: its license was issued.',
);

@ObjectType('InvoiceParts', { description: 'A price by who gets it, in the smallest unit of its currency.' })
class InvoicePartsNode {
  @Field(() => String)
  declare readonly holder: string;

  @Field(() => String)
  declare readonly community: string;

  @Field(() => String)
  declare readonly operator: string;
}

@ObjectType('InvoiceLine', { description: 'One license of an order: a sale of its own on the chain.' })
export class InvoiceLineNode {
  declare readonly source: InvoiceLine;

  @Field(() => ID, { description: 'The id its license will have; `order` has it once the chain does.' })
  declare readonly orderId: string;

  @Field(() => String)
  declare readonly shortNumber: string;

  @Field(() => ID)
  declare readonly assetId: string;

  @Field(() => LocalizedText, {
    nullable: true,
    description: 'Null when the asset no longer exists for you.',
  })
  declare readonly title: LocalizedText | null;

  @Field(() => String, { nullable: true, description: 'The museum’s own number.' })
  declare readonly identifier: string | null;

  @Field(() => String, { description: 'What would be agreed: the JSON of docs/formats.md.' })
  declare readonly terms: string;

  @Field(() => Money)
  declare readonly price: Money;

  @Field(() => InvoicePartsNode)
  declare readonly parts: InvoicePartsNode;

  @Field(() => LineStateEnum)
  declare readonly state: LineState;

  @Field(() => Boolean, { description: 'The holder says that it is paid.' })
  declare readonly isPaid: boolean;

  @Field(() => Boolean, { description: "The council says that the community's share arrived." })
  declare readonly isShared: boolean;

  @Field(() => GraphQLISODateTime)
  declare readonly orderedAt: Date;

  @Field(() => GraphQLISODateTime, { nullable: true })
  declare readonly canceledAt: Date | null;
}

@ObjectType('InvoiceCurrency')
export class InvoiceCurrencyNode {
  @Field(() => String)
  declare readonly symbol: string;

  @Field(() => Int)
  declare readonly decimals: number;

  @Field(() => String, { description: 'Address of its contract.' })
  declare readonly address: string;
}

@ObjectType('Invoice', {
  description:
    'What one holder asks for of an order, in one currency; a community is shown its lines alone. A license that was ordered alone is an invoice with the id of its order.',
})
export class InvoiceNode {
  declare readonly source: Invoice;

  @Field(() => ID)
  declare readonly id: string;

  @Field(() => String, { description: 'Ten letters and digits that papers show: `7K3QM-9XT2V`.' })
  declare readonly shortNumber: string;

  @Field(() => String, { description: 'Creditor reference of the number (ISO 11649).' })
  declare readonly reference: string;

  @Field(() => ID, { description: 'The order that it is of.' })
  declare readonly listOrderId: string;

  @Field(() => String)
  declare readonly listOrderNumber: string;

  @Field(() => InvoiceCurrencyNode)
  declare readonly currency: InvoiceCurrencyNode;

  @Field(() => [InvoiceLineNode], {
    description: 'In the order in which they were named; canceled ones too.',
  })
  declare readonly lines: readonly InvoiceLineNode[];

  @Field(() => Money, { description: 'Of the lines that stand.' })
  declare readonly total: Money;

  @Field(() => String, { description: 'YYYY-MM-DD' })
  declare readonly issuedOn: string;

  @Field(() => String, {
    nullable: true,
    description: 'YYYY-MM-DD; 30 days after it was issued unless the holder states another.',
  })
  declare readonly dueOn: string | null;

  @Field(() => String, { nullable: true, description: 'The licensee’s own number.' })
  declare readonly purchaseOrder: string | null;

  @Field(() => String, { nullable: true, description: 'To whom the invoice is written.' })
  declare readonly billTo: string | null;

  @Field(() => Int, { nullable: true, description: 'Basis points: 600 for 6 %. Null: not stated.' })
  declare readonly taxRateBps: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Within the total: stated by the holder, else computed.',
  })
  declare readonly taxAmount: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the holder’s tax invoice (发票).' })
  declare readonly taxInvoiceNumber: string | null;

  @Field(() => [GraphQLISODateTime], {
    description: 'When the holder asked for payment again, oldest first.',
  })
  declare readonly remindedAt: readonly Date[];
}

@ObjectType('ListOrder', {
  description:
    'What was ordered together, paid by one invoice for each holder and currency; each party is shown its part.',
})
export class ListOrderNode {
  declare readonly source: Bill;

  @Field(() => ID, { description: 'That of its only license where it was ordered alone.' })
  declare readonly id: string;

  @Field(() => String)
  declare readonly shortNumber: string;

  @Field(() => GraphQLISODateTime)
  declare readonly placedAt: Date;

  @Field(() => String, { description: 'Of the list; empty for a license that was ordered alone.' })
  declare readonly title: string;

  @Field(() => [InvoiceNode])
  declare readonly invoices: readonly InvoiceNode[];

  @Field(() => [Money], { description: 'Of the lines that stand, one a currency.' })
  declare readonly totals: readonly Money[];
}

export function toListOrderNode(bill: Bill): ListOrderNode {
  const { id, number, placedAt, title, invoices, totals } = bill;
  return {
    ...{ source: bill, id, shortNumber: number, placedAt, title },
    invoices: invoices.map(toInvoiceNode),
    totals: totals.map(({ currency, units }) => ({ amount: units.toString(), token: currency.address })),
  };
}

export function toInvoiceNode(invoice: Invoice): InvoiceNode {
  const { number, bill, billNumber, lines, issuedOn, dueOn, currency, ...rest } = invoice;
  const total = lines.filter(isStanding).reduce((sum, { terms }) => sum + terms.price, 0n);
  return {
    ...rest,
    ...{ source: invoice, shortNumber: number, listOrderId: bill, listOrderNumber: billNumber, currency },
    lines: lines.map(toLineNode),
    total: { amount: total.toString(), token: currency.address },
    issuedOn: formatDay(issuedOn),
    dueOn: dueOn === null ? null : formatDay(dueOn),
    taxAmount: taxOf(invoice, total)?.toString() ?? null,
  };
}

function toLineNode(line: InvoiceLine): InvoiceLineNode {
  const { terms, parts, community: _, ...rest } = line;
  return {
    ...rest,
    source: line,
    shortNumber: shortNumberOf(line.orderId),
    terms: JSON.stringify(termsToJson(terms)),
    price: { amount: terms.price.toString(), token: terms.token },
    parts: {
      holder: parts.holder.toString(),
      community: parts.community.toString(),
      operator: parts.operator.toString(),
    },
  };
}

export const ListOrderConnection = connectionType(ListOrderNode, 'ListOrder');
export const InvoiceConnection = connectionType(InvoiceNode, 'Invoice');
