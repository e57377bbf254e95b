import { Args, ArgsType, Ctx, Field, ID, Query, Resolver } from 'type-graphql';
import { toWish, WishInput } from '../../licensing/graphql/wish-input.ts';
import type { QuoteReasons } from '../../licensing/services/quote-reasons.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { ACT_COST, type CostQuestion } from '../../platform/graphql/cost.ts';
import { toAssetId, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import type { QuoteManyService } from '../services/quote-many.ts';
import { ManyQuotesNode, toManyQuotesNode } from './quote-many-nodes.ts';

@ArgsType()
class QuoteManyArgs {
  @Field(() => [ID], { description: '1 to 200.' })
  declare readonly assets: readonly string[];

  @Field(() => WishInput)
  declare readonly wish: WishInput;

  @Field(() => ID, { nullable: true })
  declare readonly licensee?: string | null;
}

/** A document of each asset; the rest is read for all together. */
function manyCost({ args, childComplexity }: CostQuestion): number {
  const assets = args['assets'];
  return ACT_COST + (Array.isArray(assets) ? assets.length : 1) + childComplexity;
}

export interface QuoteManyResolverServices {
  readonly quoteMany: QuoteManyService;
  readonly quoteReasons: Pick<QuoteReasons, 'words'>;
}

@Resolver()
export class QuoteManyResolver {
  readonly #quotes: QuoteManyService;
  readonly #reasons: Pick<QuoteReasons, 'words'>;

  constructor({ quoteMany, quoteReasons }: QuoteManyResolverServices) {
    this.#quotes = quoteMany;
    this.#reasons = quoteReasons;
  }

  @Query(() => ManyQuotesNode, {
    complexity: manyCost,
    description:
      'One wish for up to 200 assets, by what the log says up to a block; the contract is asked again before anything is bought. Without a licensee: for your own studio, or for anybody.',
  })
  async quoteMany(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => QuoteManyArgs) { assets, wish, licensee }: QuoteManyArgs,
  ): Promise<ManyQuotesNode> {
    const quotes = await this.#quotes.quote(actor, {
      assetIds: assets.map((id) => toAssetId(id, 'assets')),
      wish: toWish(wish),
      licensee: licensee == null ? null : toOrganizationId(licensee, 'licensee'),
    });
    const reasons = quotes.rows.flatMap((row) => ('reasons' in row ? row.reasons : []));
    return toManyQuotesNode(quotes, await this.#reasons.words(actor, reasons));
  }
}
