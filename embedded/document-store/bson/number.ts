import { Decimal128, Double, Int32, Long } from 'bson';
import { ClientError } from '../command-error.ts';
import type { Numeric } from './value.ts';

/** An exact value, coefficient × 10^exponent. Every finite BSON number is one, doubles included. */
export interface Exact {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const DECIMAL_BIAS = 6176;
const DECIMAL_DIGITS = 34;
const DECIMAL_MAX = 10n ** BigInt(DECIMAL_DIGITS) - 1n;
const INT32_MAX = 2 ** 31 - 1;
const INT32_MIN = -(2 ** 31);
const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

/** The number's exact value, or `NaN`, `Infinity`, `-Infinity`. */
export function exactOf(value: Numeric): Exact | number {
  switch (value._bsontype) {
    case 'Int32':
      return { coefficient: BigInt(value.value), exponent: 0 };
    case 'Long':
      return { coefficient: value.toBigInt(), exponent: 0 };
    case 'Double':
      return Number.isFinite(value.value) ? exactOfDouble(value.value) : value.value;
    case 'Decimal128':
      return exactOfDecimal(value);
  }
}

/** IEEE 754 binary64: mantissa × 2^power; a negative power is 5^-power / 10^-power. */
export function exactOfDouble(value: number): Exact {
  if (Number.isInteger(value)) return { coefficient: BigInt(value), exponent: 0 };
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  const power = (biased === 0 ? 1 : biased) - 1075;
  const sign = value < 0 ? -1n : 1n;
  return { coefficient: sign * mantissa * 5n ** BigInt(-power), exponent: power };
}

/** IEEE 754 decimal128 in the binary integer encoding (BSON's Decimal128). */
function exactOfDecimal(value: Decimal128): Exact | number {
  const view = new DataView(value.bytes.buffer, value.bytes.byteOffset, 16);
  const low = view.getBigUint64(0, true);
  const high = view.getBigUint64(8, true);
  const isNegative = high >> 63n === 1n;
  const combination = Number((high >> 58n) & 0x1fn);
  if (combination === 0b11111) return Number.NaN;
  if (combination === 0b11110) return isNegative ? -Infinity : Infinity;
  // The second form only holds coefficients past 34 digits, which the standard reads as zero.
  const isSecondForm = combination >> 3 === 0b11;
  const exponent = Number((high >> (isSecondForm ? 47n : 49n)) & 0x3fffn) - DECIMAL_BIAS;
  const coefficient = isSecondForm ? 0n : ((high & 0x1ffffffffffffn) << 64n) | low;
  const canonical = coefficient > DECIMAL_MAX ? 0n : coefficient;
  return { coefficient: isNegative ? -canonical : canonical, exponent };
}

/** Compares by value across all four types; NaN equals NaN and is less than every other number, as MongoDB sorts. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  if (isBinary(a) && isBinary(b)) return compareDoubles(a.value, b.value);
  const exactA = exactOf(a);
  const exactB = exactOf(b);
  if (typeof exactA === 'number' || typeof exactB === 'number') {
    return compareDoubles(typeof exactA === 'number' ? exactA : 0, typeof exactB === 'number' ? exactB : 0);
  }
  return compareExact(exactA, exactB);
}

function isBinary(value: Numeric): value is Int32 | Double {
  return value._bsontype === 'Int32' || value._bsontype === 'Double';
}

function compareDoubles(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  if (Number.isNaN(b)) return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

export function compareExact(a: Exact, b: Exact): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.coefficient * 10n ** BigInt(a.exponent - exponent);
  const right = b.coefficient * 10n ** BigInt(b.exponent - exponent);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether the number is not a number; of any type. */
export function isNotANumber(value: Numeric): boolean {
  if (value._bsontype === 'Double') return Number.isNaN(value.value);
  return value._bsontype === 'Decimal128' && Number.isNaN(exactOf(value));
}

/** The nearest double. */
export function toDouble(value: Numeric): number {
  switch (value._bsontype) {
    case 'Int32':
    case 'Double':
      return value.value;
    case 'Long':
      return Number(value.toBigInt());
    case 'Decimal128': {
      const exact = exactOf(value);
      return typeof exact === 'number' ? exact : Number(`${exact.coefficient.toString()}e${exact.exponent}`);
    }
  }
}

/** The narrowest integer type that holds the value, at least as wide as `least`; null past 64 bits. */
export function integerOf(value: bigint, least: 'int' | 'long' = 'int'): Int32 | Long | null {
  if (least === 'int' && value >= INT32_MIN && value <= INT32_MAX) return new Int32(Number(value));
  return value >= INT64_MIN && value <= INT64_MAX ? Long.fromBigInt(value) : null;
}

/** An integer for a reply. */
export function numberOf(value: number): Int32 | Long | Double {
  return Number.isSafeInteger(value) ? (integerOf(BigInt(value)) ?? new Double(value)) : new Double(value);
}

/**
 * Adds as `$inc` does: the widest type of the two, Int32 widening to Long on overflow.
 * Throws BadValue when a Long overflows.
 */
export function add(a: Numeric, b: Numeric): Numeric {
  if (a._bsontype === 'Decimal128' || b._bsontype === 'Decimal128')
    return addDecimals(toDecimal(a), toDecimal(b));
  if (a._bsontype === 'Double' || b._bsontype === 'Double') return new Double(toDouble(a) + toDouble(b));
  const least = a._bsontype === 'Long' || b._bsontype === 'Long' ? 'long' : 'int';
  const sum = integerOf(integer(a) + integer(b), least);
  if (sum === null) throw new ClientError('BadValue', 'The sum does not fit into 64 bits.');
  return sum;
}

function integer(value: Int32 | Long): bigint {
  return value._bsontype === 'Int32' ? BigInt(value.value) : value.toBigInt();
}

/** As MongoDB does, a double enters decimal arithmetic with its 15 significant digits. */
export function toDecimal(value: Numeric): Decimal128 {
  if (value._bsontype === 'Decimal128') return value;
  if (value._bsontype !== 'Double') return Decimal128.fromString(integer(value).toString());
  const number = value.value;
  return Decimal128.fromString(Number.isFinite(number) ? number.toPrecision(15) : String(number));
}

function addDecimals(a: Decimal128, b: Decimal128): Decimal128 {
  const left = exactOf(a);
  const right = exactOf(b);
  if (typeof left === 'number' || typeof right === 'number') {
    const sum = (typeof left === 'number' ? left : 0) + (typeof right === 'number' ? right : 0);
    return Decimal128.fromString(String(sum));
  }
  const exponent = Math.min(left.exponent, right.exponent);
  const coefficient =
    left.coefficient * 10n ** BigInt(left.exponent - exponent) +
    right.coefficient * 10n ** BigInt(right.exponent - exponent);
  return decimalOf({ coefficient, exponent });
}

/** Rounds to 34 digits, half to even. Past the range of the exponent it is infinite. */
export function decimalOf({ coefficient, exponent }: Exact): Decimal128 {
  const magnitude = coefficient < 0n ? -coefficient : coefficient;
  const excess = magnitude.toString().length - DECIMAL_DIGITS;
  const rounded = excess > 0 ? roundHalfEven(magnitude, 10n ** BigInt(excess)) : magnitude;
  const sign = coefficient < 0n ? '-' : '';
  const power = exponent + Math.max(excess, 0);
  if (rounded !== 0n && rounded.toString().length + power > 6145)
    return Decimal128.fromString(`${sign}Infinity`);
  return Decimal128.fromStringWithRounding(`${sign}${rounded.toString()}E${power}`);
}

function roundHalfEven(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  const twice = (value % divisor) * 2n;
  if (twice < divisor || (twice === divisor && quotient % 2n === 0n)) return quotient;
  return quotient + 1n;
}
