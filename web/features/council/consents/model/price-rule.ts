import type { Language } from '@lanran/protocol/kernel/language';
import { MEDIA } from '@lanran/protocol/licensing/media';
import { isFlat, type PriceRule } from '@lanran/protocol/licensing/pricing';
import { territoryCodes } from '@lanran/protocol/territories/territories';
import { formatsFor } from '../../../../lib/language/format.ts';
import { textIn } from '../../../../lib/language/text.ts';
import { mediaText, wholeTerritoriesText } from '../../../../lib/territories/window-text.ts';
import { priceRuleText } from '../words/price-rule-text.ts';

/** How an offer's price depends on the use, as describe-call.ts decodes it: whole numbers as decimal text. */
export interface SignedRule {
  readonly minimum: string;
  readonly mediaFactors: readonly string[];
  readonly groups: readonly { readonly territories: string; readonly factor: string }[];
  readonly exclusivityFactor: string;
}

interface Reading {
  readonly currency: { readonly symbol: string; readonly decimals: number };
  readonly language: Language;
}

/** Everything that the rule says, a sentence for each part. A factor of zero says nothing: it is of what is not offered. */
export function priceRuleLines(signed: SignedRule, { currency, language }: Reading): readonly string[] {
  const rule = ruleOf(signed);
  const t = textIn(priceRuleText, language);
  const { money, number } = formatsFor(language);
  if (isFlat(rule)) return [t('flat')];
  const timesOf = (factor: number) => number(factor / 100);
  const factors = [...new Set(rule.mediaFactors)].filter((factor) => factor !== 0);
  return [
    t('monthly'),
    ...(rule.minimum === 0n ? [] : [t('minimum', { amount: money(rule.minimum.toString(), currency) })]),
    ...factors.map((factor) =>
      t('media', { factor: timesOf(factor), media: mediaText(mediaOf(rule.mediaFactors, factor), language) }),
    ),
    ...rule.groups.map(({ territories, factor }) =>
      t('places', {
        factor: timesOf(factor),
        places: wholeTerritoriesText(territoryCodes(territories), language),
      }),
    ),
    ...(rule.exclusivityFactor === 0 ? [] : [t('exclusive', { factor: timesOf(rule.exclusivityFactor) })]),
    ...(factors.length + rule.groups.length === 0 ? [] : [t('highest')]),
  ];
}

function ruleOf({ minimum, mediaFactors, groups, exclusivityFactor }: SignedRule): PriceRule {
  return {
    minimum: BigInt(minimum),
    mediaFactors: mediaFactors.map(Number),
    groups: groups.map(({ territories, factor }) => ({
      territories: BigInt(territories),
      factor: Number(factor),
    })),
    exclusivityFactor: Number(exclusivityFactor),
  };
}

function mediaOf(factors: readonly number[], wanted: number): readonly string[] {
  return factors.flatMap((factor, bit) => (factor === wanted ? [MEDIA[bit] ?? `BIT_${bit}`] : []));
}
