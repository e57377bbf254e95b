/** UNCL 5305, as far as papers need it: standard rate, zero rated, exempt, not subject to tax. */
export type TaxCategory = 'S' | 'Z' | 'E' | 'O';

/** An amount with the tax in it. */
export interface TaxedAmount {
  readonly gross: bigint;
  /** Basis points; null: not stated. */
  readonly rateBps: number | null;
}

/** All lines of one rate: `net + tax + rounding = gross`, and `tax` is the rate of `net`, rounded. */
export interface TaxGroup {
  readonly category: TaxCategory;
  readonly rateBps: number | null;
  readonly gross: bigint;
  readonly net: bigint;
  readonly tax: bigint;
  readonly rounding: bigint;
}

export interface TaxBreakdown {
  /** Net, in the order of the lines; those of a group add up to its net. */
  readonly lines: readonly { readonly net: bigint; readonly group: TaxGroup }[];
  readonly groups: readonly TaxGroup[];
  readonly gross: bigint;
  readonly net: bigint;
  readonly tax: bigint;
  readonly rounding: bigint;
}

const ALL_BPS = 10_000n;

/**
 * Prices that include tax, as EN 16931 adds them up from net prices: no line's tax is rounded by itself, and where no net amount makes
 * the gross (0.03 at 100 %) a unit is left as rounding (BT-114).
 * @param statedTax of all lines, where they have one rate; null: computed
 */
export function breakDown(lines: readonly TaxedAmount[], statedTax: bigint | null = null): TaxBreakdown {
  const rates = [...new Set(lines.map(({ rateBps }) => rateBps))];
  const groups = rates.map((rateBps) =>
    groupOf(
      rateBps,
      sum(lines.filter((line) => line.rateBps === rateBps).map(({ gross }) => gross)),
      rates.length === 1 ? statedTax : null,
    ),
  );
  const open = new Map(groups.map((group) => [group.rateBps, { group, gross: 0n, net: 0n }]));
  return {
    lines: lines.map(({ gross, rateBps }) => {
      const before = open.get(rateBps);
      if (before === undefined) throw new RangeError(`No group has the rate ${String(rateBps)}.`);
      const reached = before.gross + gross;
      const net = before.group.gross === 0n ? 0n : divided(before.group.net * reached, before.group.gross);
      open.set(rateBps, { group: before.group, gross: reached, net });
      return { net: net - before.net, group: before.group };
    }),
    groups,
    gross: sum(groups.map(({ gross }) => gross)),
    net: sum(groups.map(({ net }) => net)),
    tax: sum(groups.map(({ tax }) => tax)),
    rounding: sum(groups.map(({ rounding }) => rounding)),
  };
}

/** Is the stated tax that of its rate, but for less than one of the currency (EN 16931, BR-CO-17 as validators check it)? */
export function followsFromRate({ groups }: Pick<TaxBreakdown, 'groups'>, decimals: number): boolean {
  const one = 10n ** BigInt(decimals);
  return groups.every(({ net, tax, rateBps }) => {
    const apart = tax - ofRate(net, rateBps ?? 0);
    return -one < apart && apart < one;
  });
}

function groupOf(rateBps: number | null, gross: bigint, statedTax: bigint | null): TaxGroup {
  const category = rateBps === null ? 'O' : rateBps === 0 ? 'E' : 'S';
  const rate = BigInt(rateBps ?? 0);
  // As taxOf rounds it: the tax is the same on papers, in tables and in the data.
  const tax = statedTax ?? divided(gross * rate, ALL_BPS + rate);
  const rest = gross - tax;
  const net = [rest, rest - 1n, rest + 1n].find((each) => ofRate(each, rateBps ?? 0) === tax) ?? rest;
  return { category, rateBps, gross, net, tax, rounding: gross - net - tax };
}

function ofRate(net: bigint, rateBps: number): bigint {
  return divided(net * BigInt(rateBps), ALL_BPS);
}

/** To the nearest, half up. */
function divided(amount: bigint, by: bigint): bigint {
  return (amount + by / 2n) / by;
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
