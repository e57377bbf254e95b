import { FormatError } from '../kernel/errors.ts';
import type { Hex } from '../kernel/bytes.ts';

/** Ten characters that can be said over the telephone: `7K3QM-9XT2V`. */
export type ShortNumber = string & { readonly __brand: 'ShortNumber' };

/** Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O, U. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Read alike. */
const ALIKE: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' };
const DATA_DIGITS = 9;
const DIGIT_BITS = 5n;
const ID_BITS = 256n;
const DATA_BITS = BigInt(DATA_DIGITS) * DIGIT_BITS;
/** x^5 + x^2 + 1, by which five bits are a field. */
const MODULUS = 0b100101;

/**
 * The number of a license, an order or an asset: the first 45 bits of its id in nine digits, and a check digit over GF(2^5). One wrong
 * digit and two that were exchanged are found; among 100,000 ids two have the same number once in 7,000 times, and then the whole id
 * tells them apart.
 */
export function shortNumberOf(id: Hex): ShortNumber {
  const data = BigInt(id) >> (ID_BITS - DATA_BITS);
  const digits = Array.from({ length: DATA_DIGITS }, (_, at) =>
    Number((data >> (DIGIT_BITS * BigInt(DATA_DIGITS - 1 - at))) & 31n),
  );
  return grouped([...digits, checkDigitOf(digits)].map((digit) => DIGITS.charAt(digit)).join(''));
}

/** Is it written like a number: ten letters and digits, or those in groups? Whether the check digit is right says the parser. */
export function looksLikeShortNumber(text: string): boolean {
  return /^[0-9A-Za-z]{10}$/.test(plain(text)) && !/^\d{10}$/.test(text.trim());
}

/**
 * Reads what a person typed or heard: in capital letters or not, with spaces and hyphens or without, I and L for 1, O for 0.
 * @throws FormatError
 */
export function parseShortNumber(text: string, field = 'number'): ShortNumber {
  const letters = Array.from(plain(text).toUpperCase(), (letter) => ALIKE[letter] ?? letter);
  const digits = letters.map((letter) => DIGITS.indexOf(letter));
  if (digits.length !== DATA_DIGITS + 1 || digits.includes(-1))
    throw new FormatError(field, 'must be ten letters and digits such as 7K3QM-9XT2V, without I, L, O, U');
  if (checkDigitOf(digits.slice(0, DATA_DIGITS)) !== digits[DATA_DIGITS])
    throw new FormatError(field, 'has a wrong letter or digit: compare it with the paper, one by one');
  return grouped(letters.join(''));
}

/** What a text says, where it is nothing else; null for other texts, and for a mistyped number. */
export function findShortNumber(text: string): ShortNumber | null {
  if (!looksLikeShortNumber(text)) return null;
  try {
    return parseShortNumber(text);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/** The first and the last id that have the number. */
export function idsOf(number: ShortNumber): { readonly first: Hex; readonly last: Hex } {
  const digits = Array.from(plain(number).slice(0, DATA_DIGITS), (letter) => BigInt(DIGITS.indexOf(letter)));
  const data = digits.reduce((bits, digit) => (bits << DIGIT_BITS) | digit, 0n);
  const first = data << (ID_BITS - DATA_BITS);
  const last = ((data + 1n) << (ID_BITS - DATA_BITS)) - 1n;
  return { first: hexOf(first), last: hexOf(last) };
}

function hexOf(number: bigint): Hex {
  return `0x${number.toString(16).padStart(64, '0')}`;
}

/** The brand marks what was made of an id, or read. */
function grouped(letters: string): ShortNumber {
  return `${letters.slice(0, 5)}-${letters.slice(5)}` as ShortNumber;
}

function plain(text: string): string {
  return text.replace(/[\s\u2010-\u2015-]/g, '');
}

/** The sum of each digit times another power of x: other for another digit, and for two exchanged. */
function checkDigitOf(digits: readonly number[]): number {
  return digits.reduce((sum, digit) => timesX(sum ^ digit), 0);
}

function timesX(element: number): number {
  const doubled = element << 1;
  return doubled > 31 ? doubled ^ MODULUS : doubled;
}
