import { Field, Int, ObjectType } from 'type-graphql';
import { MEDIA } from '@lanran/protocol/licensing/media';
import { isFlat, type PriceParts, type PriceRule } from '@lanran/protocol/licensing/pricing';
import { territoryCodes } from '@lanran/protocol/territories/territories';
import type { Offer } from '../domain/license.ts';
import { TERRITORIES_DESCRIPTION } from '../../platform/graphql/territories-description.ts';

const HUNDREDTHS = 'In hundredths; 100 changes nothing.';

@ObjectType()
export class MediumFactor {
  @Field(() => String, { description: 'A name such as STREAMING.' })
  declare readonly medium: string;

  @Field(() => Int, { description: HUNDREDTHS })
  declare readonly factor: number;
}

@ObjectType()
export class TerritoryFactor {
  @Field(() => [String], { description: TERRITORIES_DESCRIPTION })
  declare readonly territories: readonly string[];

  @Field(() => Int, { description: HUNDREDTHS })
  declare readonly factor: number;
}

@ObjectType('PriceRule', {
  description:
    'How the price follows from the use: the greater of the minimum and price per month × months begun × highest factor of the asked media × highest factor of the asked territories × factor of exclusivity, rounded up.',
})
export class PriceRuleNode {
  @Field(() => String, {
    description: 'The least that a use costs: decimal text, in the token of the price.',
  })
  declare readonly minimum: string;

  @Field(() => [MediumFactor], { description: 'Empty: every medium costs alike.' })
  declare readonly mediaFactors: readonly MediumFactor[];

  @Field(() => [TerritoryFactor], {
    description: 'Groups that may overlap; what lies in none has the factor 100.',
  })
  declare readonly territoryFactors: readonly TerritoryFactor[];

  @Field(() => Int, { nullable: true, description: `${HUNDREDTHS} Null in an offer beside others.` })
  declare readonly exclusivityFactor: number | null;
}

@ObjectType('PriceParts', { description: 'What a price by a rule is made of.' })
export class PricePartsNode {
  @Field(() => String, { description: 'Decimal text, in the token of the price.' })
  declare readonly pricePerMonth: string;

  @Field(() => Int, { description: 'Begun, by the calendar.' })
  declare readonly months: number;

  @Field(() => Int, { description: `The highest of the asked media. ${HUNDREDTHS}` })
  declare readonly mediaFactor: number;

  @Field(() => Int, { description: `The highest of the asked territories. ${HUNDREDTHS}` })
  declare readonly territoryFactor: number;

  @Field(() => Int, { description: HUNDREDTHS })
  declare readonly exclusivityFactor: number;

  @Field(() => String, { description: 'The product, rounded up: decimal text.' })
  declare readonly computed: string;

  @Field(() => String, { description: 'The price is this where the product is less: decimal text.' })
  declare readonly minimum: string;
}

/** Null for a flat price. */
export function toPriceRuleNode(rule: PriceRule, exclusive: boolean): PriceRuleNode | null {
  if (isFlat(rule)) return null;
  return {
    minimum: rule.minimum.toString(),
    mediaFactors: MEDIA.flatMap((medium, bit) => {
      const factor = rule.mediaFactors[bit] ?? 0;
      return factor === 0 ? [] : [{ medium, factor }];
    }),
    territoryFactors: rule.groups.map(({ territories, factor }) => ({
      territories: territoryCodes(territories),
      factor,
    })),
    exclusivityFactor: exclusive ? rule.exclusivityFactor : null,
  };
}

export function toPricePartsNode(
  { price, rule }: Pick<Offer, 'price' | 'rule'>,
  { computed, ...factors }: PriceParts,
): PricePartsNode {
  return {
    pricePerMonth: price.toString(),
    ...factors,
    computed: computed.toString(),
    minimum: rule.minimum.toString(),
  };
}
