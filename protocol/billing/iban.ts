import { FormatError } from '../kernel/errors.ts';
import { inFours, mod97, plain } from './mod-97.ts';

/** International bank account number (ISO 13616), without spaces: `GB82WEST12345698765432`. */
export type Iban = string & { readonly __brand: 'Iban' };

/** Letters and digits by country, of the SWIFT IBAN Registry. Of countries that are not here the check digits alone count. */
const LENGTHS: Readonly<Record<string, number>> = {
  ...{ AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BR: 29, BY: 28, CH: 21 },
  ...{ CR: 22, CY: 28, CZ: 24, DE: 22, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18, FO: 18, FR: 27 },
  ...{ GB: 22, GE: 22, GI: 23, GL: 18, GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26 },
  ...{ IT: 27, JO: 30, KW: 30, KZ: 20, LB: 28, LI: 21, LT: 20, LU: 20, LV: 21, MC: 27, MD: 24, ME: 22 },
  ...{ MK: 19, MN: 20, MR: 27, MT: 31, MU: 30, NL: 18, NO: 15, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29 },
  ...{ RO: 24, RS: 22, RU: 33, SA: 24, SE: 24, SI: 19, SK: 24, SM: 27, TN: 24, TR: 26, UA: 29, VA: 22 },
  ...{ VG: 24, XK: 20 },
};

/** Reads what a person typed. @throws FormatError that says what is wrong */
export function parseIban(text: string, field = 'iban'): Iban {
  const letters = plain(text);
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/.test(letters))
    throw new FormatError(
      field,
      'must be two letters of a country, two digits, then 11 to 30 letters and digits, such as GB82 WEST 1234 5698 7654 32',
    );
  const country = letters.slice(0, 2);
  const length = LENGTHS[country];
  if (length !== undefined && letters.length !== length)
    throw new FormatError(
      field,
      `has ${letters.length} letters and digits; one of ${country} has ${length}. Compare it with your bank's`,
    );
  if (mod97(letters.slice(4) + letters.slice(0, 4)) !== 1)
    throw new FormatError(
      field,
      "has a wrong letter or digit: its check digits do not fit. Compare it with your bank's",
    );
  // The brand marks what was checked.
  return letters as Iban;
}

/** Null for any other text. */
export function findIban(text: string): Iban | null {
  try {
    return parseIban(text);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

/** `GB82 WEST 1234 5698 7654 32` */
export function formatIban(iban: string): string {
  return inFours(iban);
}

/** Business identifier code of a bank (ISO 9362), 8 or 11 letters and digits. @throws FormatError */
export function parseBic(text: string, field = 'bic'): string {
  const letters = plain(text);
  if (!/^[0-9A-Z]{4}[A-Z]{2}[0-9A-Z]{2}([0-9A-Z]{3})?$/.test(letters))
    throw new FormatError(field, 'must have 8 or 11 letters and digits, such as DEUTDEFF or DEUTDEFF500');
  return letters;
}
