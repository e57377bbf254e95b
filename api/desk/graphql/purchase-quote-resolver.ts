import { Args, ArgsType, Ctx, Field, ID, InputType, Int, Query, Resolver } from 'type-graphql';
import { parseDecimal } from '@lanran/protocol/kernel/shape';
import { toWish, WishInput } from '../../licensing/graphql/wish-input.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { CHAIN_COST, type CostQuestion } from '../../platform/graphql/cost.ts';
import { parseInput, toAssetId, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import type { AskedPurchase, PurchaseQuotesService } from '../services/purchase-quotes.ts';
import { PurchaseQuotesNode, toPurchaseQuotesNode } from './purchase-quote-nodes.ts';

@InputType({ description: 'One asset that is to be bought, for one use.' })
export class PurchaseInput {
  @Field(() => ID)
  declare readonly assetId: string;

  @Field(() => WishInput)
  declare readonly wish: WishInput;

  @Field(() => Int, { nullable: true, description: 'Number of the version; the newest unless named.' })
  declare readonly version?: number | null;

  @Field(() => ID, { nullable: true, description: 'By which offer; the cheapest that serves unless named.' })
  declare readonly offerId?: string | null;
}

@ArgsType()
class QuotePurchasesArgs {
  @Field(() => ID)
  declare readonly licensee: string;

  @Field(() => [PurchaseInput], { description: '1 to 10.' })
  declare readonly purchases: readonly PurchaseInput[];

  @Field(() => Int, {
    nullable: true,
    description:
      'The `logSize` of an earlier answer. The rows then also list what was sold to the licensee since, so that an interrupted purchase can go on.',
  })
  declare readonly sinceLogSize?: number | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Paid outside the chain, after an order.' })
  declare readonly invoiced: boolean;
}

function purchasesCost({ args, childComplexity }: CostQuestion): number {
  const purchases = args['purchases'];
  return (Array.isArray(purchases) ? purchases.length : 1) * (3 * CHAIN_COST + childComplexity);
}

@Resolver()
export class PurchaseQuoteResolver {
  readonly #quotes: PurchaseQuotesService;

  constructor(quotes: PurchaseQuotesService) {
    this.#quotes = quotes;
  }

  @Query(() => PurchaseQuotesNode, {
    complexity: purchasesCost,
    description: 'What the contract says of several purchases at one block, each as `quote` does.',
  })
  async quotePurchases(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => QuotePurchasesArgs)
    { licensee: named, purchases, sinceLogSize, invoiced }: QuotePurchasesArgs,
  ): Promise<PurchaseQuotesNode> {
    const licensee = toOrganizationId(named, 'licensee');
    const quotes = await this.#quotes.ask(actor, {
      licensee,
      purchases: purchases.map(toPurchase),
      sinceLogSize: sinceLogSize ?? null,
      isInvoiced: invoiced,
    });
    return toPurchaseQuotesNode(quotes, licensee);
  }
}

function toPurchase({ assetId, wish, version, offerId }: PurchaseInput): AskedPurchase {
  return {
    assetId: toAssetId(assetId, 'purchases.assetId'),
    wish: toWish(wish),
    version: version ?? null,
    offerId: offerId == null ? null : parseInput(() => parseDecimal(offerId, 'purchases.offerId', 64)),
  };
}
