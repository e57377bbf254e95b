import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { formatDay } from '@lanran/protocol/kernel/day';
import { parseDecimal } from '@lanran/protocol/kernel/shape';
import type { Quote } from '@lanran/protocol/licensing/quote';
import { FIXED_VERSION, parseRights, REVOCABLE } from '@lanran/protocol/licensing/rights';
import { CONSENTS } from '../../consent/graphql/loaders.ts';
import type { LicenseVersions } from '../services/license-versions.ts';
import type { LicensingService } from '../services/licensing.ts';
import type { QuoteReasons } from '../services/quote-reasons.ts';
import type { GraphqlContext } from '../../platform/graphql/context.ts';
import { CHAIN_COST, LIST_COST } from '../../platform/graphql/cost.ts';
import { WishInput } from './wish-input.ts';
import { parseInput, toAssetId, toLicenseId, toOrganizationId } from '../../platform/graphql/parse-input.ts';
import { toWish } from './wish-input.ts';
import { PricePartsNode, toPricePartsNode } from './price-nodes.ts';
import { HeldUseNode, QuoteNode, Reason, toHeldUseNode, toQuoteNode } from './quote-node.ts';

@ArgsType()
class QuoteArgs {
  @Field(() => ID)
  declare readonly assetId: string;

  @Field(() => ID, { nullable: true })
  declare readonly licensee?: string | null;

  @Field(() => WishInput)
  declare readonly wish: WishInput;

  @Field(() => Int, { nullable: true, description: 'Number of the version; the newest unless named.' })
  declare readonly version?: number | null;

  @Field(() => ID, { nullable: true, description: 'By which offer; the cheapest that serves unless named.' })
  declare readonly offerId?: string | null;

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

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether its licensee could take no other version; a part of a license of a fixed version always is.',
  })
  declare readonly fixedVersion: boolean;

  @Field(() => [String], {
    nullable: true,
    description: 'Of ADAPTABLE, ENDURING and PROMOTABLE, those of the license that the part has too.',
  })
  declare readonly rights?: readonly string[] | null;
}

export interface QuoteResolverServices {
  readonly licensing: LicensingService;
  readonly licenseVersions: Pick<LicenseVersions, 'soldOf'>;
  readonly quoteReasons: Pick<QuoteReasons, 'words'>;
}

@Resolver(() => QuoteNode)
export class QuoteResolver {
  readonly #licensing: LicensingService;
  readonly #versions: Pick<LicenseVersions, 'soldOf'>;
  readonly #reasons: Pick<QuoteReasons, 'words'>;

  constructor({ licensing, licenseVersions, quoteReasons }: QuoteResolverServices) {
    this.#licensing = licensing;
    this.#versions = licenseVersions;
    this.#reasons = quoteReasons;
  }

  @Query(() => QuoteNode, {
    complexity: 3 * CHAIN_COST,
    description: 'Without a licensee: for your own studio.',
  })
  async quote(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => QuoteArgs) { assetId, licensee, wish, version, offerId, invoiced }: QuoteArgs,
  ): Promise<QuoteNode> {
    const asked = {
      assetId: toAssetId(assetId, 'assetId'),
      licensee: licensee == null ? null : toOrganizationId(licensee, 'licensee'),
      wish: toWish(wish),
    };
    const quote = await this.#licensing.quote(actor, {
      ...asked,
      version: version ?? null,
      offerId: offerId == null ? null : parseInput(() => parseDecimal(offerId, 'offerId', 64)),
      isInvoiced: invoiced,
    });
    return toQuoteNode(quote, {
      version: { assetId: asked.assetId, version: quote.version },
      asked: asked.licensee === null ? null : { ...asked, licensee: asked.licensee },
    });
  }

  @FieldResolver(() => [Reason])
  async reasons(@Root() { judged }: QuoteNode, @Ctx() { actor }: GraphqlContext): Promise<Reason[]> {
    return judged.map(await this.#reasons.words(actor, judged));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Last day, YYYY-MM-DD, of the consent to the asset that is in force: a renewal needs it for all of its days. Null without a community or consent.',
  })
  async consentEnds(
    @Root() { asked }: QuoteNode,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<string | null> {
    const consent = asked === null ? null : await loaders.of(CONSENTS).load(asked.assetId);
    return consent === null ? null : formatDay(consent.lastDay);
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
    return this.#toNode(await this.#licensing.quoteRenewal(actor, toLicenseId(licenseId, 'licenseId')));
  }

  @Query(() => QuoteNode, {
    complexity: 3 * CHAIN_COST,
    description: 'A part of a license for another organization; shown to the parties of the license.',
  })
  async quoteSublicense(
    @Ctx() { actor }: GraphqlContext,
    @Args(() => QuoteSublicenseArgs)
    { licenseId, licensee, wish, revocable, fixedVersion, rights }: QuoteSublicenseArgs,
  ): Promise<QuoteNode> {
    const quote = await this.#licensing.quoteSublicense(actor, toLicenseId(licenseId, 'licenseId'), {
      licensee: toOrganizationId(licensee, 'licensee'),
      wish: toWish(wish),
      rights:
        (revocable ? REVOCABLE : 0) |
        (fixedVersion ? FIXED_VERSION : 0) |
        parseInput(() => parseRights(rights?.join(',') ?? '', 'rights')),
    });
    return this.#toNode(quote);
  }

  @FieldResolver(() => PricePartsNode, {
    nullable: true,
    description:
      'What the price is made of; null for a flat price, and where the price is another license’s.',
  })
  async priceParts(@Root() { agreed }: QuoteNode): Promise<PricePartsNode | null> {
    const found = agreed === null ? null : await this.#licensing.priceParts(agreed);
    return found === null ? null : toPricePartsNode(found.offer, found.parts);
  }

  async #toNode(quote: Quote): Promise<QuoteNode> {
    const { terms } = quote;
    const version = terms === null ? null : await this.#versions.soldOf({ terms });
    return toQuoteNode(quote, {
      version: terms === null || version === null ? null : { assetId: terms.assetId, version },
      asked: null,
    });
  }
}
