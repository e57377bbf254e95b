import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { getOrganization } from '../../licensing/graphql/get-organization.ts';
import { OrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { PROFILES } from '../../organizations/graphql/loaders.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { parseInput } from '../../platform/graphql/parse-input.ts';
import type { InvoiceId } from '../domain/invoice.ts';
import type { BillingService } from '../services/billing.ts';
import { InvoiceLineNode, InvoiceNode, toInvoiceNode } from './bill-nodes.ts';
import { InvoiceDetailsInputNode } from './invoice-details-node.ts';

export interface InvoiceResolverServices {
  readonly billing: Pick<BillingService, 'invoice' | 'describeInvoice' | 'remind'>;
}

/** What holders ask for. */
@Resolver(() => InvoiceNode)
export class InvoiceResolver {
  readonly #billing: InvoiceResolverServices['billing'];

  constructor({ billing }: InvoiceResolverServices) {
    this.#billing = billing;
  }

  @Query(() => InvoiceNode, {
    nullable: true,
    description: 'By its id, or by that of an order that is a line of it.',
  })
  async invoice(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<InvoiceNode> {
    return toInvoiceNode(await this.#billing.invoice(actor, toInvoiceId(id)));
  }

  @Mutation(() => InvoiceNode, {
    description:
      'States what accountants need; the licensee its own number and address, the holder the rest.',
  })
  async stateInvoiceDetails(
    @Ctx() { actor }: GraphqlContext,
    @Arg('invoiceId', () => ID) invoiceId: string,
    @Arg('input', () => InvoiceDetailsInputNode) input: InvoiceDetailsInputNode,
  ): Promise<InvoiceNode> {
    return toInvoiceNode(await this.#billing.describeInvoice(actor, toInvoiceId(invoiceId), input));
  }

  @Mutation(() => InvoiceNode, {
    description: 'The holder asks its licensee for payment again; at most once a day.',
  })
  async remindOfInvoice(
    @Ctx() { actor }: GraphqlContext,
    @Arg('invoiceId', () => ID) invoiceId: string,
  ): Promise<InvoiceNode> {
    return toInvoiceNode(await this.#billing.remind(actor, toInvoiceId(invoiceId)));
  }

  @FieldResolver(() => OrganizationNode)
  async licensee(
    @Root() { source }: InvoiceNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    return getOrganization(loaders, source.licensee);
  }

  @FieldResolver(() => OrganizationNode, { description: 'Who offered, and is paid.' })
  async holder(
    @Root() { source }: InvoiceNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    return getOrganization(loaders, source.holder);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Where it is paid; null: not said.' })
  async holderBankDetails(
    @Root() { source }: InvoiceNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<string | null> {
    return (await loaders.of(PROFILES).load(source.holder)).bankDetails;
  }
}

@Resolver(() => InvoiceLineNode)
export class InvoiceLineResolver {
  @FieldResolver(() => OrganizationNode, {
    nullable: true,
    description: 'Whose council says that its share arrived; null: the asset has none.',
  })
  async community(
    @Root() { source }: InvoiceLineNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode | null> {
    return source.community === null ? null : getOrganization(loaders, source.community);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where the community’s share is paid; null: not said, or no community.',
  })
  async communityBankDetails(
    @Root() { source }: InvoiceLineNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<string | null> {
    if (source.community === null) return null;
    return (await loaders.of(PROFILES).load(source.community)).bankDetails;
  }
}

export function toInvoiceId(text: string, field = 'invoiceId'): InvoiceId {
  // Whether there is one is for the store to say.
  return parseInput(() => parseBytes32(text.toLowerCase(), field)) as InvoiceId;
}
