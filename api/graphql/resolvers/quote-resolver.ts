import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { REVOCABLE } from '@lanran/protocol/rights';
import type { LicensingService } from '../../services/licensing.ts';
import type { GraphqlContext } from '../context.ts';
import { CHAIN_COST, LIST_COST } from '../cost.ts';
import { WishInput } from '../inputs/licensing-inputs.ts';
import { toAssetId, toLicenseId, toOrganizationId, toWish } from '../inputs/parse.ts';
import { HeldUseNode, QuoteNode, toHeldUseNode, toQuoteNode } from '../types/quote-node.ts';

@ArgsType()
class QuoteArgs {
  @Field(() => ID)
  declare readonly assetId: string;

  @Field(() => ID, { nullable: true })
  declare readonly licensee?: string | null;

  @Field(() => WishInput)
  declare readonly wish: WishInput;

  @Field(() => Boolean, { defaultValue: false, description: 'Paid outside the chain, after an order.' })
  declare readonly invoiced: boolean;
}

@ArgsType()
class QuoteSublicenseArgs {
  @Field(() => ID)
  declare readonly licenseId: string;

  @Field(() => ID, { description: 'Who would get the part.' })
  declare readonly licensee: string;

  @Field(() => WishInput)
  declare readonly wish: WishInput;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether its grantor may end it early.' })
  declare readonly revocable: boolean;
}

@Resolver(() => QuoteNode)
export class QuoteResolver {
  readonly #licensing: LicensingService;

  constructor(licensing: LicensingService) {
    this.#licensing = licensing;
  }

  @Query(() => QuoteNode, {
    complexity: 3 * CHAIN_COST,
    description: 'Without a licensee: for your own studio.',
  })
  async quote(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => QuoteArgs) { assetId, licensee, wish, invoiced }: QuoteArgs,
  ): Promise<QuoteNode> {
    const asked = {
      assetId: toAssetId(assetId, 'assetId'),
      licensee: licensee == null ? null : toOrganizationId(licensee, 'licensee'),
      wish: toWish(wish),
    };
    const quote = await this.#licensing.quote(actor, { ...asked, isInvoiced: invoiced });
    return toQuoteNode(quote, asked.licensee === null ? null : { ...asked, licensee: asked.licensee });
  }

  @FieldResolver(() => [HeldUseNode], {
    complexity: LIST_COST,
    description:
      'Licenses that the licensee has, which are not over and cover some of it already; empty for those who are no members of the licensee.',
  })
  async held(@Root() { asked }: QuoteNode, @Ctx() { actor }: GraphqlContext): Promise<HeldUseNode[]> {
    if (asked === null) return [];
    return (await this.#licensing.heldUses(actor, asked)).map(toHeldUseNode);
  }

  @Query(() => QuoteNode, {
    complexity: 3 * CHAIN_COST,
    description: 'The following period of a license, for its present licensee; shown to its parties.',
  })
  async quoteRenewal(
    @Ctx() { actor }: GraphqlContext,
    @Arg('licenseId', () => ID) licenseId: string,
  ): Promise<QuoteNode> {
    return toQuoteNode(await this.#licensing.quoteRenewal(actor, toLicenseId(licenseId, 'licenseId')));
  }

  @Query(() => QuoteNode, {
    complexity: 3 * CHAIN_COST,
    description: 'A part of a license for another organization; shown to the parties of the license.',
  })
  async quoteSublicense(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => QuoteSublicenseArgs) { licenseId, licensee, wish, revocable }: QuoteSublicenseArgs,
  ): Promise<QuoteNode> {
    const quote = await this.#licensing.quoteSublicense(actor, toLicenseId(licenseId, 'licenseId'), {
      licensee: toOrganizationId(licensee, 'licensee'),
      wish: toWish(wish),
      rights: revocable ? REVOCABLE : 0,
    });
    return toQuoteNode(quote);
  }
}
