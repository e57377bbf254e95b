import { useMemo } from 'react';
import { type Formats, formatsFor } from '../language/format.ts';
import { LANGUAGE_TAGS, useLanguage } from '../language/language.tsx';
import type { Language } from '@lanran/protocol/kernel/language';
import { textIn } from '../language/text.ts';
import { mediaText, territoriesText } from '../territories/window-text.ts';
import { priceText } from './price-text.ts';
import { mediaBecause, placesBecause, type ShownParts, type ShownRule } from './shown-rule.ts';

interface Currency {
  readonly symbol: string;
  readonly decimals: number;
}

interface PricedUse {
  readonly media: readonly string[];
  readonly territories: readonly string[];
}

interface PartedPrice {
  readonly parts: ShownParts;
  /** Null where it is not known what the factors are for. */
  readonly rule: ShownRule | null;
  readonly use: PricedUse;
}

/** Hundredths: `1.50`. */
function factorText(hundredths: number, language: Language): string {
  return new Intl.NumberFormat(LANGUAGE_TAGS[language], {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(hundredths / 100);
}

export function priceWordsIn(language: Language, currency: Currency) {
  const t = textIn(priceText, language);
  const formats: Formats = formatsFor(language);
  const money = (units: string) => formats.money(units, currency);
  const factor = (hundredths: number) => factorText(hundredths, language);
  const named = (hundredths: number, name: string) =>
    name === '' ? factor(hundredths) : t('factor', { factor: factor(hundredths), name });
  return {
    /** “12 months × 100 TCNY × 1.50 (streaming) = 1,800 TCNY”, and what the least price says to it. */
    sentences({ parts, rule, use }: PartedPrice): readonly string[] {
      const media = mediaBecause(parts, rule, use);
      const places = placesBecause(parts, rule, use);
      const factors = [
        t('months', { months: parts.months }),
        money(parts.pricePerMonth),
        ...(media === null ? [] : [named(media.factor, textOf(media.of, mediaText, language))]),
        ...(places === null ? [] : [named(places.factor, textOf(places.of, territoriesText, language))]),
        ...(parts.exclusivityFactor === 100 ? [] : [named(parts.exclusivityFactor, t('exclusive'))]),
      ];
      const line = t('computed', { parts: factors.join(' × '), computed: money(parts.computed) });
      const minimum = money(parts.minimum);
      if (BigInt(parts.minimum) > BigInt(parts.computed)) return [line, t('minimumCounts', { minimum })];
      return BigInt(parts.minimum) === 0n ? [line] : [line, t('atLeast', { minimum })];
    },
    /** “from 100 TCNY a month”: with the lowest factors of the rule. */
    perMonth: (price: string, rule: ShownRule) =>
      t('perMonth', { price: money(lowestPerMonth(BigInt(price), rule).toString()) }),
    /** Each part of a rule, a line each. */
    lines: (price: string, rule: ShownRule): readonly string[] => [
      t('base', { price: money(price) }),
      ...rule.mediaFactors
        .filter(isTelling)
        .map(({ medium, factor: each }) =>
          t('times', { factor: factor(each), name: mediaText([medium], language) }),
        ),
      ...rule.territoryFactors.map(({ territories, factor: each }) =>
        t('times', { factor: factor(each), name: territoriesText(territories, language) }),
      ),
      ...(rule.exclusivityFactor === null || rule.exclusivityFactor === 100
        ? []
        : [t('timesExclusive', { factor: factor(rule.exclusivityFactor) })]),
      ...(BigInt(rule.minimum) === 0n ? [] : [t('least', { minimum: money(rule.minimum) })]),
      ...(rule.mediaFactors.filter(isTelling).length + rule.territoryFactors.length > 1
        ? [t('dearest')]
        : []),
    ],
  };
}

/** The words in the reader's language; null until it is known what prices are in. */
export function usePriceWords(currency: Currency | null) {
  const { language } = useLanguage();
  return useMemo(() => (currency === null ? null : priceWordsIn(language, currency)), [language, currency]);
}

/** A factor of 1 changes nothing. */
function isTelling({ factor }: { readonly factor: number }): boolean {
  return factor !== 100;
}

/** No use of a month costs less: what is in no group counts as it is. Rounded up, as prices are. */
export function lowestPerMonth(price: bigint, rule: ShownRule): bigint {
  const media = rule.mediaFactors.map(({ factor }) => factor);
  const places = rule.territoryFactors.map(({ factor }) => factor);
  const hundredths = [
    media.length === 0 ? 100 : Math.min(...media),
    Math.min(100, ...places),
    rule.exclusivityFactor ?? 100,
  ].reduce((product, factor) => product * BigInt(factor), price);
  return (hundredths + 999_999n) / 1_000_000n;
}

function textOf(
  codes: readonly string[],
  words: (codes: readonly string[], language: Language) => string,
  language: Language,
): string {
  return codes.length === 0 ? '' : words(codes, language);
}
