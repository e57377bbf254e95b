import { FormatError } from './errors.ts';

export interface Currency {
  /** Capital letters and digits, e.g. `TCNY`. */
  readonly symbol: string;
  readonly decimals: number;
}

/** An amount in a token's smallest unit. */
export interface Money {
  readonly units: bigint;
  readonly symbol: string;
}

const UINT256_MAX = 2n ** 256n - 1n;

/**
 * Reads `1200 TCNY` or `0.50 TCNY`: digits without sign, grouping or leading zeros, at most the token's decimals.
 * @throws FormatError
 */
export function parseMoney(text: string, currencies: readonly Currency[], field = 'price'): Money {
  const match = /^(0|[1-9][0-9]*)(?:\.([0-9]+))? ([A-Z][A-Z0-9]*)$/.exec(text);
  const [, whole, fraction = '', symbol] = match ?? [];
  if (whole === undefined || symbol === undefined || whole.length > 78) {
    throw new FormatError(
      field,
      `${JSON.stringify(text.slice(0, 100))} is not an amount such as "1200 TCNY"`,
    );
  }
  const currency = currencies.find((known) => known.symbol === symbol);
  if (currency === undefined) {
    throw new FormatError(
      field,
      `${symbol} is not accepted here; use ${currencies.map((known) => known.symbol).join(' or ')}`,
    );
  }
  if (fraction.length > currency.decimals) {
    throw new FormatError(field, `${symbol} has at most ${currency.decimals} decimals`);
  }
  const units = BigInt(whole + fraction.padEnd(currency.decimals, '0'));
  if (units > UINT256_MAX) throw new FormatError(field, 'is too large');
  return { units, symbol };
}

/** `1200 TCNY`, `0.50 TCNY`: all decimals or none. */
export function formatMoney(units: bigint, { symbol, decimals }: Currency): string {
  if (units < 0n) throw new RangeError(`${units} is negative`);
  const digits = units.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals);
  return /^0*$/.test(fraction) ? `${whole} ${symbol}` : `${whole}.${fraction} ${symbol}`;
}
