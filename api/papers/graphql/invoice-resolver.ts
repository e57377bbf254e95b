import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { OrderNode, toOrderNode } from '../../licensing/graphql/order-node.ts';
import type { OrdersService } from '../../licensing/services/orders.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { toLicenseId } from '../../platform/graphql/parse-input.ts';
import type { Invoices } from '../services/invoices.ts';
import { InvoiceDetailsInputNode, InvoiceDetailsNode, toInvoiceDetailsNode } from './invoice-nodes.ts';
import { INVOICE_DETAILS } from './loaders.ts';

export interface InvoiceResolverServices {
  readonly invoices: Pick<Invoices, 'describe'>;
  readonly orders: Pick<OrdersService, 'order'>;
}

/** What accountants need of an order. */
@Resolver(() => OrderNode)
export class InvoiceResolver {
  readonly #services: InvoiceResolverServices;

  constructor(services: InvoiceResolverServices) {
    this.#services = services;
  }

  @Mutation(() => OrderNode, {
    description:
      'States what accountants need; the licensee its own number and address, the holder the rest.',
  })
  async describeInvoice(
    @Ctx() { actor, loaders }: GraphqlContext,
    @Arg('orderId', () => ID) orderId: string,
    @Arg('input', () => InvoiceDetailsInputNode) input: InvoiceDetailsInputNode,
  ): Promise<OrderNode> {
    const { invoices, orders } = this.#services;
    const id = toLicenseId(orderId, 'orderId');
    await invoices.describe(actor, id, input);
    loaders.of(INVOICE_DETAILS).clear(id);
    return toOrderNode(await orders.order(actor, id));
  }

  @FieldResolver(() => InvoiceDetailsNode, { description: 'What accountants need beside its terms.' })
  async invoice(
    @Root() { source }: OrderNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<InvoiceDetailsNode> {
    const details = await loaders.of(INVOICE_DETAILS).load(source.id);
    return toInvoiceDetailsNode(details, source.terms.price);
  }
}
