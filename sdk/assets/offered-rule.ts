import { z } from 'zod';
import { MEDIA, type Medium } from '@lanran/protocol/licensing/media';
import { FLAT_PRICE, isFlat, type PriceRule } from '@lanran/protocol/licensing/pricing';
import { parseTerritories } from '@lanran/protocol/territories/territories';

export const offeredRuleAnswer = z.object({
  minimum: z.string().transform(BigInt),
  mediaFactors: z.array(z.object({ medium: z.enum(MEDIA), factor: z.number().int() })),
  territoryFactors: z.array(z.object({ territories: z.array(z.string()), factor: z.number().int() })),
  exclusivityFactor: z.number().int().nullish(),
});
/** How an offer's price depends on the use, as the platform shows it. */
export type OfferedRule = z.infer<typeof offeredRuleAnswer>;

/** Factors of media by their names, in the order of the bits; 0 for media without one. */
export function mediaFactorsOf(factors: ReadonlyMap<Medium, number>): number[] {
  return Array.from({ length: 16 }, (_, bit) => {
    const medium = MEDIA[bit];
    return medium === undefined ? 0 : (factors.get(medium) ?? 0);
  });
}

/** The rule that is shown, as it is signed; flat where none is. */
export function ruleOf(shown: OfferedRule | null | undefined): PriceRule {
  if (shown == null) return FLAT_PRICE;
  const { minimum, mediaFactors, territoryFactors, exclusivityFactor } = shown;
  const factors = new Map(mediaFactors.map(({ medium, factor }) => [medium, factor]));
  return {
    minimum,
    mediaFactors: factors.size === 0 ? [] : mediaFactorsOf(factors),
    groups: territoryFactors.map(({ territories, factor }) => ({
      territories: parseTerritories(territories.join(',')),
      factor,
    })),
    exclusivityFactor: exclusivityFactor ?? 0,
  };
}

/** Does the platform show just this? A factor of exclusivity is told of exclusive offers only, where alone it counts. */
export function isSameRule(
  shown: OfferedRule | null | undefined,
  { rule = FLAT_PRICE, exclusive }: { readonly rule?: PriceRule | undefined; readonly exclusive: boolean },
): boolean {
  if ((shown == null) !== isFlat(rule)) return false;
  const counting = exclusive || isFlat(rule) ? rule : { ...rule, exclusivityFactor: 0 };
  return textOf(ruleOf(shown)) === textOf(counting);
}

function textOf({ minimum, mediaFactors, groups, exclusivityFactor }: PriceRule): string {
  const stated = groups.map(({ territories, factor }) => `${territories}:${factor}`);
  return [minimum, mediaFactors.join(','), stated.join(','), exclusivityFactor].join(';');
}
