import { MEDIA } from '@lanran/protocol/licensing/media';
import { formatMoney, type Currency } from '@lanran/protocol/kernel/money';
import { isFlat, type PriceRule } from '@lanran/protocol/licensing/pricing';
import { territoryText } from '@lanran/protocol/territories/territory-text';
import type { PriceParts } from '@lanran/sdk/licensing/quotes';

/** How a price depends on the use; nothing of a flat one. A factor of exclusivity counts in an exclusive offer alone. */
export function ruleLines(
  rule: PriceRule,
  { currency, exclusive }: { readonly currency: Currency; readonly exclusive: boolean },
): string[] {
  if (isFlat(rule)) return [];
  const { minimum, mediaFactors, groups, exclusivityFactor } = rule;
  const media = MEDIA.flatMap((medium, bit) => {
    const factor = mediaFactors[bit] ?? 0;
    return factor === 0 ? [] : [`${medium} × ${factorText(factor)}`];
  });
  const places = groups.map(
    ({ territories, factor }) => `${territoryText(territories, 'en')} × ${factorText(factor)}`,
  );
  return [
    `  for each month begun; at least ${formatMoney(minimum, currency)}`,
    ...(media.length === 0 ? [] : [`  ${media.join(', ')}; the highest counts`]),
    ...(places.length === 0 ? [] : [`  ${places.join(', ')}; the highest counts`]),
    ...(exclusivityFactor === 0 || !exclusive ? [] : [`  exclusive × ${factorText(exclusivityFactor)}`]),
  ];
}

/** A price by a rule as a sum that a person can follow; nothing of a flat one. */
export function partsLines(parts: PriceParts | null | undefined, currency: Currency): string[] {
  if (parts == null) return [];
  const { pricePerMonth, months, mediaFactor, territoryFactor, exclusivityFactor, computed, minimum } = parts;
  const factors = [
    `${formatMoney(pricePerMonth, currency)} a month × ${months} month(s) begun`,
    `media ${factorText(mediaFactor)}`,
    `places ${factorText(territoryFactor)}`,
    `exclusivity ${factorText(exclusivityFactor)}`,
  ];
  return [
    `  ${factors.join(' × ')} = ${formatMoney(computed, currency)}`,
    ...(minimum > computed ? [`  at least ${formatMoney(minimum, currency)}`] : []),
  ];
}

/** The same for a program: amounts as text, factors with two digits. */
export function partsDocument(parts: PriceParts, currency: Currency) {
  const { pricePerMonth, months, mediaFactor, territoryFactor, exclusivityFactor, computed, minimum } = parts;
  return {
    pricePerMonth: formatMoney(pricePerMonth, currency),
    months,
    mediaFactor: factorText(mediaFactor),
    territoryFactor: factorText(territoryFactor),
    exclusivityFactor: factorText(exclusivityFactor),
    computed: formatMoney(computed, currency),
    minimum: formatMoney(minimum, currency),
  };
}

function factorText(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
