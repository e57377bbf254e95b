import { FormatError } from '../kernel/errors.ts';
import { checkDigitsOf, inFours, mod97, plain } from './mod-97.ts';

/**
 * Structured creditor reference (ISO 11649), without spaces: `RF18539007547034`. Banks carry it from payer to payee. A wrong digit for a
 * digit, or letter for a letter, is always found; a letter for a digit 99 times of 100: compare the amount too.
 */
export type CreditorReference = string & { readonly __brand: 'CreditorReference' };

const MOST_LETTERS = 21;

/** Of a number of at most 21 letters and digits, such as a short number; hyphens and spaces do not count. @throws FormatError */
export function creditorReferenceOf(number: string): CreditorReference {
  const body = plain(number);
  if (!/^[0-9A-Z]+$/.test(body) || body.length > MOST_LETTERS)
    throw new FormatError('number', `must be 1 to ${MOST_LETTERS} letters and digits`);
  // The brand marks what has its check digits.
  return `RF${checkDigitsOf(`${body}RF`)}${body}` as CreditorReference;
}

/** Reads what a person typed or a bank wrote. @throws FormatError */
export function parseCreditorReference(text: string, field = 'reference'): CreditorReference {
  const letters = plain(text);
  if (!/^RF\d{2}[0-9A-Z]{1,21}$/.test(letters))
    throw new FormatError(field, 'must be RF, two digits, then 1 to 21 letters and digits (ISO 11649)');
  if (mod97(letters.slice(4) + letters.slice(0, 4)) !== 1)
    throw new FormatError(field, 'has a wrong letter or digit: compare it with the invoice, one by one');
  // As creditorReferenceOf makes it.
  return letters as CreditorReference;
}

/** Null for any other text. */
export function findCreditorReference(text: string): CreditorReference | null {
  try {
    return parseCreditorReference(text);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/** `RF18 5390 0754 7034` */
export function formatCreditorReference(reference: string): string {
  return inFours(reference);
}

/** What the reference was made of. */
export function numberOfReference(reference: CreditorReference): string {
  return reference.slice(4);
}
