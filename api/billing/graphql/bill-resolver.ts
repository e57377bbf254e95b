import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { parseBytes32 } from '@lanran/protocol/kernel/bytes';
import { parseTerms } from '@lanran/protocol/licensing/terms-json';
import { getOrganization } from '../../licensing/graphql/get-organization.ts';
import { OrganizationNode } from '../../organizations/graphql/organization-node.ts';
import { type ConnectionOf, toConnection } from '../../platform/graphql/connection.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, pageCost } from '../../platform/graphql/cost.ts';
import { parseInput, toLicenseId, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { BadInputError } from '../../platform/kernel/errors.ts';
import { DEFAULT_PAGE, parsePageRequest } from '../../platform/kernel/page.ts';
import type { BillId } from '../domain/invoice.ts';
import type { BillRequest } from '../services/bill-placing.ts';
import type { BillingService } from '../services/billing.ts';
import {
  InvoiceConnection,
  type InvoiceNode,
  ListOrderConnection,
  ListOrderNode,
  toInvoiceNode,
  toListOrderNode,
} from './bill-nodes.ts';

@InputType({ description: 'A license that is to be ordered.' })
class ListOrderLineInput {
  @Field(() => ID, { description: 'The id its license will have: the hash of the terms.' })
  declare readonly orderId: string;

  @Field(() => String, {
    description: 'What would be agreed, as the quote names it: the JSON of docs/formats.md.',
  })
  declare readonly terms: string;
}

@InputType()
class PlaceListOrderInput {
  @Field(() => ID)
  declare readonly licensee: string;

  @Field(() => String, { description: 'A name for it, such as that of the list; at most 200 characters.' })
  declare readonly title: string;

  @Field(() => [ListOrderLineInput], { description: '1 to 500.' })
  declare readonly lines: readonly ListOrderLineInput[];

  @Field(() => String, { nullable: true, description: 'The licensee’s own number, for each invoice.' })
  declare readonly purchaseOrder?: string | null;

  @Field(() => String, { nullable: true, description: 'To whom the invoices are written.' })
  declare readonly billTo?: string | null;
}

@ArgsType()
class PartyArgs {
  @Field(() => ID, { nullable: true })
  declare readonly licensee?: string | null;

  @Field(() => ID, { nullable: true })
  declare readonly holder?: string | null;

  @Field(() => ID, { nullable: true })
  declare readonly community?: string | null;

  @Field(() => Int, { defaultValue: DEFAULT_PAGE })
  declare readonly first: number;

  @Field(() => String, { nullable: true })
  declare readonly after?: string | null;
}

export interface BillResolverServices {
  readonly billing: Pick<BillingService, 'place' | 'bill' | 'bills' | 'invoices' | 'end'>;
}

/** Orders of one or many licenses. */
@Resolver(() => ListOrderNode)
export class BillResolver {
  readonly #billing: BillResolverServices['billing'];

  constructor({ billing }: BillResolverServices) {
    this.#billing = billing;
  }

  @Query(() => ListOrderNode, { nullable: true })
  async listOrder(@Ctx() { actor }: GraphqlContext, @Arg('id', () => ID) id: string): Promise<ListOrderNode> {
    return toListOrderNode(await this.#billing.bill(actor, toBillId(id)));
  }

  @Query(() => ListOrderConnection, {
    complexity: pageCost,
    description: 'Of an organization of yours, newest first, with licenses that were ordered alone.',
  })
  async listOrders(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => PartyArgs) args: PartyArgs,
  ): Promise<ConnectionOf<ListOrderNode>> {
    const page = parsePageRequest(args.first, args.after);
    return toConnection(await this.#billing.bills(actor, partyOf(args), page), toListOrderNode);
  }

  @Query(() => InvoiceConnection, {
    complexity: pageCost,
    description: 'Of an organization of yours, newest first, with those of licenses that were ordered alone.',
  })
  async invoices(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => PartyArgs) args: PartyArgs,
  ): Promise<ConnectionOf<InvoiceNode>> {
    const page = parsePageRequest(args.first, args.after);
    return toConnection(await this.#billing.invoices(actor, partyOf(args), page), toInvoiceNode);
  }

  @Mutation(() => ListOrderNode, {
    complexity: ACT_COST,
    description:
      'Writes down what is ordered together, before each line is relayed as `order`. The same lines again are the same order, until it is ended. What the chain never gets is dropped after a day.',
  })
  async placeListOrder(
    @Ctx() { actor }: GraphqlContext,
    @Arg('input', () => PlaceListOrderInput) input: PlaceListOrderInput,
  ): Promise<ListOrderNode> {
    return toListOrderNode(await this.#billing.place(actor, toRequest(input)));
  }

  @Mutation(() => ListOrderNode, {
    description:
      'No more lines of it come: those that the chain does not have yet are canceled. For its licensee.',
  })
  async endListOrder(
    @Ctx() { actor }: GraphqlContext,
    @Arg('id', () => ID) id: string,
  ): Promise<ListOrderNode> {
    return toListOrderNode(await this.#billing.end(actor, toBillId(id)));
  }

  @FieldResolver(() => OrganizationNode)
  async licensee(
    @Root() { source }: ListOrderNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<OrganizationNode> {
    return getOrganization(loaders, source.licensee);
  }
}

function toBillId(text: string): BillId {
  // Whether there is one is for the store to say.
  return parseInput(() => parseBytes32(text.toLowerCase(), 'id')) as BillId;
}

function partyOf({ licensee, holder, community }: PartyArgs) {
  const parties = [
    ...(licensee == null ? [] : [{ licensee: toOrganizationId(licensee, 'licensee') }]),
    ...(holder == null ? [] : [{ holder: toOrganizationId(holder, 'holder') }]),
    ...(community == null ? [] : [{ community: toOrganizationId(community, 'community') }]),
  ];
  const [party, ...others] = parties;
  if (party === undefined || others.length > 0)
    throw new BadInputError('licensee', 'name one of `licensee`, `holder` and `community`.');
  return party;
}

function toRequest({ licensee, title, lines, purchaseOrder, billTo }: PlaceListOrderInput): BillRequest {
  return {
    licensee: toOrganizationId(licensee, 'licensee'),
    title,
    lines: lines.map(({ orderId, terms }) => ({
      orderId: toLicenseId(orderId, 'lines.orderId'),
      terms: parseInput(() => parseTerms(jsonOf(terms), 'lines.terms')),
    })),
    purchaseOrder,
    billTo,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadInputError('lines.terms', 'must be the JSON of terms.');
  }
}
