import type { Day } from '../kernel/day.ts';
import { ProtocolError } from '../kernel/errors.ts';
import { MEDIA } from './media.ts';
import type { TerritoryBits } from '../territories/territories.ts';
import { territoriesBeyond, type Window, type Wish } from './window.ts';

/*
 * The price of a license, as contracts/libraries/Pricing.sol computes it (docs/formats.md, "Prices"). Factors are hundredths.
 */

/** Territories that cost alike. Groups may overlap; the dearest that a wish meets counts. */
export interface TerritoryGroup {
  readonly territories: TerritoryBits;
  readonly factor: number;
}

/** How an offer's price depends on the use. All zero and empty: it doesn't. */
export interface PriceRule {
  /** In the token's smallest unit. */
  readonly minimum: bigint;
  /** Empty, or a factor for each of the 16 media bits; 0 for media that are not offered. */
  readonly mediaFactors: readonly number[];
  readonly groups: readonly TerritoryGroup[];
  /** Of an exclusive offer. */
  readonly exclusivityFactor: number;
}

/** What is offered, so far as it decides prices. */
export interface PricedOffer extends Window {
  readonly exclusive: boolean;
  /** Of the license; with a rule, the base of a month. In the token's smallest unit. */
  readonly price: bigint;
  readonly rule: PriceRule;
}

export const FLAT_PRICE: PriceRule = { minimum: 0n, mediaFactors: [], groups: [], exclusivityFactor: 0 };
export const MAX_PRICE_GROUPS = 8;
/** Prices stay below this. */
export const PRICE_LIMIT = 2n ** 96n;

const UNIT = 100;

/** Codes of price rules that are refused; test/protocol/vectors/pricing.json names the contracts' errors. */
export type PricingProblem =
  | 'DAYS_INVALID'
  | 'TOO_MANY_GROUPS'
  | 'GROUP_EMPTY'
  | 'MEDIA_FACTORS_INVALID'
  | 'MEDIUM_NOT_OFFERED'
  | 'FACTOR_ZERO'
  | 'BASE_ZERO'
  | 'PRICE_TOO_HIGH';

/** A price rule that can't be offered, or days that have no price. */
export class PricingError extends ProtocolError {
  override readonly name = 'PricingError';
  readonly code: PricingProblem;
  constructor(code: PricingProblem, message: string) {
    super(message);
    this.code = code;
  }
}

/** True when the price is the same whatever part of the window is bought. */
export function isFlat({ minimum, mediaFactors, groups, exclusivityFactor }: PriceRule): boolean {
  return minimum === 0n && mediaFactors.length === 0 && groups.length === 0 && exclusivityFactor === 0;
}

/** Months begun from a first to a last day, by the calendar; a year is 12. @throws PricingError DAYS_INVALID */
export function monthsBegun(firstDay: Day, lastDay: Day): number {
  if (lastDay < firstDay)
    throw new PricingError('DAYS_INVALID', 'The last day is before the first. Choose a later last day.');
  const first = civilOf(firstDay);
  const last = civilOf(lastDay);
  return last.month - first.month + Number(last.dayOfMonth >= first.dayOfMonth);
}

/**
 * Months since March of year 0 and the day of the month.
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days. Date ends before uint32 does.
 */
function civilOf(day: Day): { month: number; dayOfMonth: number } {
  const sinceMarchOfYear0 = day + 719_468;
  const era = Math.floor(sinceMarchOfYear0 / 146_097);
  const dayOfEra = sinceMarchOfYear0 - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthOfYear = Math.floor((5 * dayOfYear + 2) / 153);
  return {
    month: (era * 400 + yearOfEra) * 12 + monthOfYear,
    dayOfMonth: dayOfYear - Math.floor((153 * monthOfYear + 2) / 5) + 1,
  };
}

/** What a wish costs by an offer, whether or not the offer serves it. @throws PricingError DAYS_INVALID */
export function priceOf({ price, rule }: Pick<PricedOffer, 'price' | 'rule'>, wish: Wish): bigint {
  if (isFlat(rule)) return price;
  const { computed } = pricePartsOf({ price, rule }, wish);
  return computed > rule.minimum ? computed : rule.minimum;
}

/** What a price is made of, for a person to follow. Factors are hundredths. */
export interface PriceParts {
  readonly months: number;
  readonly mediaFactor: number;
  readonly territoryFactor: number;
  readonly exclusivityFactor: number;
  /** Price per month × months × factors, rounded up; the minimum may be more. */
  readonly computed: bigint;
}

/** Of a price by a rule that is not flat. @throws PricingError DAYS_INVALID */
export function pricePartsOf({ price, rule }: Pick<PricedOffer, 'price' | 'rule'>, wish: Wish): PriceParts {
  const parts = {
    months: monthsBegun(wish.firstDay, wish.lastDay),
    mediaFactor: mediaFactor(rule, wish),
    territoryFactor: territoryFactor(rule, wish),
    exclusivityFactor: wish.exclusive ? rule.exclusivityFactor : UNIT,
  };
  const hundredths = Object.values(parts).reduce((product, factor) => product * BigInt(factor), price);
  const unit = BigInt(UNIT) ** 3n;
  return { ...parts, computed: (hundredths + unit - 1n) / unit };
}

function mediaFactor({ mediaFactors }: PriceRule, { media }: Window): number {
  if (mediaFactors.length === 0) return UNIT;
  return Math.max(0, ...mediaFactors.filter((_, bit) => isSet(media, bit)));
}

/** Territories of no group count as they are. */
function territoryFactor({ groups }: PriceRule, { territories }: Window): number {
  const met = groups.filter((group) => (group.territories & territories) !== 0n);
  const grouped = met.reduce((bits, group) => bits | group.territories, 0n);
  const others = territoriesBeyond(territories, grouped) === 0n ? [] : [UNIT];
  return Math.max(0, ...others, ...met.map(({ factor }) => factor));
}

function isSet(bits: number, bit: number): boolean {
  return ((bits >>> bit) & 1) === 1;
}

/** Refuses what the contract refuses at the opening of an offer. @throws PricingError */
export function requirePriceRule(offer: PricedOffer): void {
  if (!isFlat(offer.rule)) requireFactors(offer);
  // The price grows with media, territories and days, so that the whole window is the dearest use.
  const dearest = priceOf(offer, offer);
  if (dearest >= PRICE_LIMIT)
    throw new PricingError(
      'PRICE_TOO_HIGH',
      `The dearest use costs ${dearest}; prices stay below 2^96. Lower the price, a factor or the days.`,
    );
}

function requireFactors({ price, rule, media, exclusive }: PricedOffer): void {
  const { groups, mediaFactors, minimum, exclusivityFactor } = rule;
  if (groups.length > MAX_PRICE_GROUPS)
    throw new PricingError(
      'TOO_MANY_GROUPS',
      `${groups.length} groups of territories; at most ${MAX_PRICE_GROUPS} can be named.`,
    );
  if (groups.some(({ territories }) => territories === 0n))
    throw new PricingError('GROUP_EMPTY', 'A group has no territories. Name some, or leave it out.');
  if (mediaFactors.length !== 0 && mediaFactors.length !== MEDIA.length)
    throw new PricingError(
      'MEDIA_FACTORS_INVALID',
      `${mediaFactors.length} factors of media; give none, or one for each of ${MEDIA.length}.`,
    );
  if (mediaFactors.some((factor, bit) => factor !== 0 && !isSet(media, bit)))
    throw new PricingError(
      'MEDIUM_NOT_OFFERED',
      'A factor is of a medium that is not offered. Leave it out.',
    );
  const factors = [
    ...mediaFactors.filter((_, bit) => isSet(media, bit)),
    ...groups.map(({ factor }) => factor),
    ...(exclusive ? [exclusivityFactor] : []),
  ];
  if (factors.includes(0))
    throw new PricingError('FACTOR_ZERO', 'A factor is zero. Factors are hundredths, from 0.01 on.');
  if (price === 0n && minimum === 0n)
    throw new PricingError('BASE_ZERO', 'Neither a base nor a minimum is given. Give one, or a flat price.');
}
