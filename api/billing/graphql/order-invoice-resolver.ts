import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { OrderNode, toOrderNode } from '../../licensing/graphql/order-node.ts';
import type { OrdersService } from '../../licensing/services/orders.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { toLicenseId } from '../../platform/graphql/parse-input.ts';
import { invoiceIdOfOrder } from '../domain/invoice.ts';
import type { BillingService } from '../services/billing.ts';
import { InvoiceDetailsInputNode, InvoiceDetailsNode, toInvoiceDetailsNode } from './invoice-details-node.ts';
import { INVOICE_DETAILS } from './loaders.ts';

export interface OrderInvoiceResolverServices {
  readonly billing: Pick<BillingService, 'describeInvoice'>;
  readonly orders: Pick<OrdersService, 'order'>;
}

/** What accountants need of a license that was ordered. */
@Resolver(() => OrderNode)
export class OrderInvoiceResolver {
  readonly #services: OrderInvoiceResolverServices;

  constructor(services: OrderInvoiceResolverServices) {
    this.#services = services;
  }

  @Mutation(() => OrderNode, {
    description: 'As `stateInvoiceDetails`, of the invoice that the order is a line of.',
  })
  async describeInvoice(
    @Ctx() { actor, loaders }: GraphqlContext,
    @Arg('orderId', () => ID) orderId: string,
    @Arg('input', () => InvoiceDetailsInputNode) input: InvoiceDetailsInputNode,
  ): Promise<OrderNode> {
    const { billing, orders } = this.#services;
    const id = toLicenseId(orderId, 'orderId');
    const order = await orders.order(actor, id);
    await billing.describeInvoice(actor, invoiceIdOfOrder(id), input);
    loaders.of(INVOICE_DETAILS).clear(order);
    return toOrderNode(order);
  }

  @FieldResolver(() => InvoiceDetailsNode, { description: 'What accountants need beside its terms.' })
  async invoice(
    @Root() { source }: OrderNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<InvoiceDetailsNode> {
    const details = await loaders.of(INVOICE_DETAILS).load(source);
    return toInvoiceDetailsNode(details, source.terms.price);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'The order of many licenses that it is a line of; null: it was ordered alone.',
  })
  listOrderId(@Root() { source }: OrderNode): string | null {
    return source.bill;
  }
}
