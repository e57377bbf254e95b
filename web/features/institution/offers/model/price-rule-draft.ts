import { MEDIA, type Medium } from '@lanran/protocol/licensing/media';
import type { Currency } from '@lanran/protocol/kernel/money';
import { FLAT_PRICE, isFlat, MAX_PRICE_GROUPS, type PriceRule } from '@lanran/protocol/licensing/pricing';
import { parseTerritories } from '@lanran/protocol/territories/territories';
import type { ShownRule } from '../../../../lib/pricing/shown-rule.ts';
import { priceUnits } from '../../../../lib/territories/price-units.ts';

/** Places that cost alike, as they are being chosen. */
export interface GroupDraft {
  readonly territories: readonly string[];
  /** As typed, e.g. `0.8`. */
  readonly factor: string;
}

/** How the price depends on the use, as it is typed. An empty factor is 1. */
export interface RuleDraft {
  readonly minimum: string;
  readonly mediaFactors: Readonly<Partial<Record<Medium, string>>>;
  readonly groups: readonly GroupDraft[];
  readonly exclusivityFactor: string;
}

export const NO_RULE: RuleDraft = { minimum: '', mediaFactors: {}, groups: [], exclusivityFactor: '' };

/** What the contract keeps of a factor: hundredths in 16 bits. */
const MAX_FACTOR = 65_535;
const UNIT = 100;

/** In hundredths; null for what is no factor. */
export function factorOf(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return UNIT;
  const [, whole, part = ''] = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(plain) ?? [];
  if (whole === undefined) return null;
  const hundredths = Number(whole) * UNIT + Number(part.padEnd(2, '0'));
  return hundredths > 0 && hundredths <= MAX_FACTOR ? hundredths : null;
}

export type RuleProblem =
  | { readonly code: 'minimum' | 'exclusivityFactor' | 'groups' }
  | { readonly code: 'mediaFactors'; readonly names: readonly Medium[] }
  | { readonly code: 'groupPlaces' | 'groupFactor'; readonly group: number };

interface RuledOffer {
  readonly media: readonly Medium[];
  readonly isExclusive: boolean;
  readonly rule: RuleDraft;
}

/** What is wrong with a rule as it is typed. */
export function ruleProblems(
  { media, isExclusive, rule }: RuledOffer,
  currency: Currency,
): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  const wrong = media.filter((medium) => factorOf(rule.mediaFactors[medium] ?? '') === null);
  if (wrong.length > 0) problems.push({ code: 'mediaFactors', names: wrong });
  if (rule.groups.length > MAX_PRICE_GROUPS) problems.push({ code: 'groups' });
  rule.groups.forEach(({ territories, factor }, at) => {
    if (territories.length === 0) problems.push({ code: 'groupPlaces', group: at + 1 });
    if (factorOf(factor) === null) problems.push({ code: 'groupFactor', group: at + 1 });
  });
  if (isExclusive && factorOf(rule.exclusivityFactor) === null) problems.push({ code: 'exclusivityFactor' });
  if (minimumOf(rule, currency) === null) problems.push({ code: 'minimum' });
  return problems;
}

function minimumOf({ minimum }: RuleDraft, currency: Currency): bigint | null {
  return minimum.trim() === '' ? 0n : priceUnits(minimum, currency);
}

/** As it is signed. @throws for a rule with problems */
export function priceRuleOf({ media, isExclusive, rule }: RuledOffer, currency: Currency): PriceRule {
  const factors = MEDIA.map((medium) =>
    media.includes(medium) ? requireFactor(rule.mediaFactors[medium] ?? '') : 0,
  );
  const isPlain = media.every((medium) => factorOf(rule.mediaFactors[medium] ?? '') === UNIT);
  const minimum = minimumOf(rule, currency);
  if (minimum === null) throw new RangeError(`${JSON.stringify(rule.minimum)} is no amount.`);
  const priced: PriceRule = {
    minimum,
    mediaFactors: isPlain ? [] : factors,
    groups: rule.groups.map(({ territories, factor }) => ({
      territories: parseTerritories(territories.join(',')),
      factor: requireFactor(factor),
    })),
    exclusivityFactor: isExclusive ? requireFactor(rule.exclusivityFactor) : FLAT_PRICE.exclusivityFactor,
  };
  // A rule that says nothing would make the base the price of any use: it is the price of a month.
  return isFlat(priced) ? { ...priced, mediaFactors: factors } : priced;
}

function requireFactor(text: string): number {
  const factor = factorOf(text);
  if (factor === null) throw new RangeError(`${JSON.stringify(text)} is no factor.`);
  return factor;
}

/** As offers show it. @throws for a rule with problems */
export function shownRuleOf(offer: RuledOffer, currency: Currency): ShownRule {
  const { minimum, mediaFactors } = priceRuleOf(offer, currency);
  return {
    minimum: minimum.toString(),
    mediaFactors: MEDIA.flatMap((medium, bit) => {
      const factor = mediaFactors[bit] ?? 0;
      return factor === 0 ? [] : [{ medium, factor }];
    }),
    territoryFactors: offer.rule.groups.map(({ territories, factor }) => ({
      territories,
      factor: requireFactor(factor),
    })),
    exclusivityFactor: offer.isExclusive ? requireFactor(offer.rule.exclusivityFactor) : null,
  };
}

/** Reads a kept rule; what is not understood is left out. */
export function readRule(kept: unknown): RuleDraft {
  if (!isRecord(kept)) return NO_RULE;
  const factors = isRecord(kept['mediaFactors']) ? kept['mediaFactors'] : {};
  const groups = Array.isArray(kept['groups']) ? kept['groups'] : [];
  return {
    minimum: textOf(kept['minimum']),
    mediaFactors: Object.fromEntries(
      MEDIA.flatMap((medium) => (typeof factors[medium] === 'string' ? [[medium, factors[medium]]] : [])),
    ),
    groups: groups.filter(isRecord).map((group) => ({
      territories: Array.isArray(group['territories']) ? group['territories'].map(String) : [],
      factor: textOf(group['factor']),
    })),
    exclusivityFactor: textOf(kept['exclusivityFactor']),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
