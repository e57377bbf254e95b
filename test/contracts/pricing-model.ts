import type { PriceRuleStruct, WishStruct } from '../../contracts/abi/OfferBook.ts';

type Plain<T> = { readonly [Key in keyof T]: T[Key] };
export interface Use extends Plain<WishStruct> {
  readonly media: number;
  readonly territories: bigint;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly exclusive: boolean;
}
export interface Rule extends Plain<PriceRuleStruct> {
  readonly minimum: bigint;
  readonly mediaFactors: number[];
  readonly groups: { territories: bigint; factor: number }[];
  readonly exclusivityFactor: number;
}

const DAY_MS = 86_400_000;

/** Counts the days on which a month of the use begins, by JavaScript's calendar. */
export function monthsByCalendar(firstDay: number, lastDay: number): number {
  const first = new Date(firstDay * DAY_MS);
  let count = 0;
  while (beginningOf(first, count) <= lastDay * DAY_MS) count++;
  return count;
}

/** A month that is too short for the day begins on the first of the next. */
function beginningOf(first: Date, month: number): number {
  const [year, from, day] = [first.getUTCFullYear(), first.getUTCMonth() + month, first.getUTCDate()];
  const begun = new Date(Date.UTC(year, from, day));
  return begun.getUTCDate() === day ? begun.getTime() : Date.UTC(year, from + 1, 1);
}

/** The price of a use by its rule, territory by territory and medium by medium. */
export function priceByRule(rule: Rule, perMonth: bigint, use: Use): bigint {
  const months = BigInt(monthsByCalendar(use.firstDay, use.lastDay));
  const factors = [mediaFactorOf(rule, use), territoryFactorOf(rule, use)];
  if (use.exclusive) factors.push(BigInt(rule.exclusivityFactor));
  const numerator = factors.reduce((product, factor) => product * factor, perMonth * months);
  const denominator = 100n ** BigInt(factors.length);
  const exact = numerator / denominator + (numerator % denominator === 0n ? 0n : 1n);
  return exact < rule.minimum ? rule.minimum : exact;
}

function mediaFactorOf({ mediaFactors }: Rule, { media }: Use): bigint {
  if (mediaFactors.length === 0) return 100n;
  return highest(mediaFactors.filter((_, bit) => (media & (1 << bit)) !== 0).map(BigInt));
}

function territoryFactorOf({ groups }: Rule, { territories }: Use): bigint {
  const asked = Array.from({ length: 256 }, (_, bit) => 1n << BigInt(bit)).filter(
    (bit) => (territories & bit) !== 0n,
  );
  return highest(
    asked.map((bit) => {
      const own = groups.filter((group) => (group.territories & bit) !== 0n);
      return own.length === 0 ? 100n : highest(own.map(({ factor }) => BigInt(factor)));
    }),
  );
}

function highest(factors: readonly bigint[]): bigint {
  return factors.reduce((most, factor) => (factor > most ? factor : most), 0n);
}
